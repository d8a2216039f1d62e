import RuleEngine
import SupervisionModel

/// States of keys that are at hand, decoded and with the runs that follow from them.
///
/// A cache in front of the state: the head of a key names its tail, so that a key at hand is right exactly when its head
/// is the stored one. For event files, which are never recorded, it is the state itself.
final class LiveKeys {
    private struct Slot {
        let key: LiveKey
        /// The stored head it goes with; `nil` while it is being changed.
        var head: [UInt8]?
    }

    /// Whether there is nothing behind it.
    let isVolatile: Bool
    /// Two generations: whatever has not been asked for since the young one filled up is let go.
    private var young: [StateKey: Slot] = [:]
    private var old: [StateKey: Slot] = [:]
    private static let generation = 1 << 15

    init(isVolatile: Bool) {
        self.isVolatile = isVolatile
    }

    var count: Int { young.count + old.count }

    /// Lets everything go, because what is at hand may not be what is stored.
    func forget() {
        guard !isVolatile else { return }
        young.removeAll()
        old.removeAll()
    }

    /// Lets runs go, because the rules, or lists that they read, have changed.
    func forgetRuns() {
        // order-free: each key is changed for itself.
        for slot in young.values { slot.key.forgetRun() }
        // order-free: each key is changed for itself.
        for slot in old.values { slot.key.forgetRun() }
    }

    /// The key's state; a new one when there is none and `make` says so.
    /// - Parameter prefix: how many bytes of the key stand before what the rule's `key` says.
    func take(
        _ key: StateKey, rule: Int, prefix: Int, _ state: inout WorkingState, make: Bool = true
    ) throws -> LiveKey? {
        if isVolatile {
            if let slot = young[key] { return slot.key }
            guard make else { return nil }
            let live = LiveKey(rule: rule, bytes: key.bytes, prefix: prefix, state: KeyState())
            young[key] = Slot(key: live, head: nil)
            return live
        }
        let head = try state[key]
        if let slot = young[key] ?? old[key], slot.head == head, head != nil {
            keep(key, Slot(key: slot.key, head: nil))
            return slot.key
        }
        guard head != nil || make else { return nil }
        let keyState = try head.map { try LiveKeys.read($0, key, &state) } ?? KeyState()
        let live = LiveKey(rule: rule, bytes: key.bytes, prefix: prefix, state: keyState)
        keep(key, Slot(key: live, head: nil))
        return live
    }

    /// Brings the head of a key into the state; its entries are there already.
    func put(_ key: StateKey, _ live: LiveKey, _ state: inout WorkingState) throws {
        if isVolatile {
            if live.state.isEmpty { young[key] = nil }
            return
        }
        guard !live.state.isEmpty else {
            young[key] = nil
            old[key] = nil
            return try state.set(key, to: nil)
        }
        let head = live.state.encodeHead()
        try state.set(key, to: head)
        keep(key, Slot(key: live, head: head))
    }

    private func keep(_ key: StateKey, _ slot: Slot) {
        if young.count >= LiveKeys.generation, young[key] == nil {
            old = young
            young = [:]
        }
        young[key] = slot
        old[key] = nil
    }

    private static func read(_ head: [UInt8], _ key: StateKey, _ state: inout WorkingState) throws -> KeyState {
        let range = StateKey.entries(of: key)
        var working = state
        defer { state = working }
        return try KeyState(decodingHead: head) { count in
            guard count > 0 else { return [] }
            return try working.entries(from: range.from, to: range.to, limit: count)
                .map { try TailEntry(decoding: $0.value) }
        }
    }

    /// Every key of a rule, ascending.
    func keys(of rule: String, _ state: inout WorkingState) throws -> [StateKey] {
        let range = StateKey.ruleKeys(of: rule)
        if isVolatile { return young.keys.filter { range.from <= $0 && $0 < range.to }.sorted() }
        var keys: [StateKey] = []
        var next = range.from
        while true {
            let batch = try state.entries(from: next, to: range.to, limit: 256)
            keys += batch.map(\.key)
            guard batch.count == 256, let last = batch.last else { return keys }
            next = StateKey(last.key.bytes + [0])
        }
    }
}
