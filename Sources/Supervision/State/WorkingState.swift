import SupervisionModel
import TransparencyLog

/// The state as one input sees it: what the store holds, under what the input has changed so far.
package struct WorkingState {
    private let store: any StateStore
    /// Values read or written in this step; `nil` inside is a key that does not exist.
    private var cache: [StateKey: [UInt8]?] = [:]
    private var original: [StateKey: [UInt8]?] = [:]

    package init(_ store: any StateStore) {
        self.store = store
    }

    /// Reads keys ahead in one batch, so that the reads of the step do not go to the store one by one.
    package mutating func prefetch(_ keys: [StateKey]) throws {
        let missing = keys.filter { cache[$0] == nil }
        guard !missing.isEmpty else { return }
        for (key, value) in zip(missing, try store.values(for: missing)) { cache[key] = .some(value) }
    }

    package subscript(key: StateKey) -> [UInt8]? {
        mutating get throws {
            if let cached = cache[key] { return cached }
            try prefetch([key])
            return cache[key] ?? nil
        }
    }

    package mutating func set(_ key: StateKey, to value: [UInt8]?) throws {
        let before = try self[key]
        if original[key] == nil { original[key] = .some(before) }
        cache[key] = .some(value)
    }

    /// Writes a key that is known not to exist, without asking the store.
    package mutating func insert(_ key: StateKey, _ value: [UInt8]) {
        if original[key] == nil { original[key] = .some(cache[key] ?? nil) }
        cache[key] = .some(value)
    }

    /// Entries in [from, to) as they stand now, at most `limit`.
    package mutating func entries(from: StateKey, to: StateKey, limit: Int) throws -> [(key: StateKey, value: [UInt8])]
    {
        // Keys changed in this step may hide stored ones: ask for as many more.
        let changed = original.keys.filter { from <= $0 && $0 < to }.sorted()
        let stored = try store.entries(from: from, to: to, limit: limit + changed.count)
        var merged = stored.filter { original[$0.key] == nil }
        let isCut = stored.count == limit + changed.count
        let bound = isCut ? stored.last?.key : nil
        for key in changed {
            if let bound, bound < key { continue }
            if let value = try self[key] { merged.append((key, value)) }
        }
        merged.sort { $0.key < $1.key }
        return Array(merged.prefix(limit))
    }

    /// What the step changed, in key order; keys that ended as they began are left out.
    package func changes() -> StateChanges {
        StateChanges(
            original.keys.sorted().compactMap { key in
                let before = original[key] ?? nil
                let after = cache[key] ?? nil
                return before == after ? nil : (key, after)
            })
    }

    /// What the changes do to the running digest of the whole state (`StateDigest`).
    func updated(_ digest: StateDigest, hasher: SHA256Hasher) -> StateDigest {
        var digest = digest
        for key in original.keys.sorted() where key != .core {
            let before = original[key] ?? nil
            let after = cache[key] ?? nil
            guard before != after else { continue }
            if let before { digest.remove(key, before, hasher) }
            if let after { digest.add(key, after, hasher) }
        }
        return digest
    }
}
