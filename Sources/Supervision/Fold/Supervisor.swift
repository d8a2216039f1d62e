import RuleEngine
public import SupervisionModel
import TransparencyLog

/// The deterministic core: (state, input) → (state', result). No clock, no file, no network.
///
/// Everything it concludes follows from the inputs in their order, from the content that they name by hash, and from
/// the state that earlier inputs left. A supervisor keeps nothing of its own but caches of what it has already read.
public final class Supervisor {
    /// Rises whenever a derived byte could change; recorded as `engine.activated` (DESIGN.md section 4).
    public static let semantics: Int64 = 3

    /// Blocks below the tip that may still be taken back without loss. Monero saw 18 in September 2025.
    public static let reorgReserve: UInt64 = 100

    /// Records between two `state.digest` items.
    public static let digestInterval: UInt64 = 1024

    /// What this engine's conclusions follow; ``semantics`` but in tests of a change of engines.
    public let semantics: Int64
    let packs: any PackSource
    let content: any ContentSource
    let history: any BlockHistory
    /// What was recorded before, for taking over from another engine.
    let inputs: (any InputHistory)?
    /// Whether this is the derivation of what another engine's inputs mean to this one: nobody decides, nothing is
    /// published.
    let isDeriving: Bool
    let naming: any EntityNaming
    let hasher = SHA256Hasher()
    let keys: LiveKeys
    let decoded = DecodedState()
    /// By rule of the evaluator: how the keys of its states begin.
    private(set) var keyPrefixes: [[UInt8]] = []
    /// Events that may have to be judged again; `nil` where blocks are looked up instead.
    let events: (any EventHistory)?
    private var tables = TableStore()
    private var configuration: (digest: Digest32, value: CoreConfiguration)?
    private var ruleSet: (digest: Digest32, value: RuleSet)?
    private var lists: [Digest32: RecordedList] = [:]
    private var evaluator: (pack: Digest32, lists: [ContentActivation], budget: Int64, value: Evaluator)?

    public convenience init(
        packs: any PackSource, content: any ContentSource, history: any BlockHistory, naming: any EntityNaming,
        inputs: (any InputHistory)? = nil
    ) {
        self.init(
            packs: packs, content: content, history: history, naming: naming, inputs: inputs,
            semantics: Supervisor.semantics)
    }

    /// - Parameter semantics: another engine's number, for tests of a change of engines.
    package init(
        packs: any PackSource, content: any ContentSource, history: any BlockHistory, naming: any EntityNaming,
        inputs: (any InputHistory)?, semantics: Int64, isDeriving: Bool = false
    ) {
        self.packs = packs
        self.content = content
        self.history = history
        self.naming = naming
        self.inputs = inputs
        self.semantics = semantics
        self.isDeriving = isDeriving
        keys = LiveKeys(isVolatile: false)
        events = nil
    }

    /// An engine like this one, for deriving what was recorded under another one.
    func deriving() -> Supervisor {
        Supervisor(
            packs: packs, content: content, history: history, naming: naming, inputs: nil, semantics: semantics,
            isDeriving: true)
    }

    /// For event files: states of keys are kept in memory and nowhere else.
    package init(
        packs: any PackSource, content: any ContentSource, history: any BlockHistory, naming: any EntityNaming,
        events: any EventHistory
    ) {
        self.packs = packs
        self.content = content
        self.history = history
        self.naming = naming
        inputs = nil
        semantics = Supervisor.semantics
        isDeriving = false
        keys = LiveKeys(isVolatile: true)
        self.events = events
    }

    /// Applies one input.
    /// - Throws: ``SupervisionError`` when the input may not be recorded; the store's own errors; `StateDecodingError`
    ///   when the state is damaged. Nothing has changed then.
    public func apply(_ admitted: AdmittedInput, to store: any StateStore) throws -> StepResult {
        do {
            var step = try Step(admitted, store: store, supervisor: self)
            try step.run()
            return try step.finish()
        } catch {
            // What is at hand may have been changed on the way.
            forget()
            throw error
        }
    }

    /// Lets go what was read or made of the state, because the state is another one.
    func forget() {
        keys.forget()
        evaluator = nil
    }

    /// Inputs that must be admitted before one at `time`: days that have ended.
    public func due(at time: Timestamp, in store: any StateStore) throws -> [Input] {
        var state = WorkingState(store)
        guard let bytes = try state[.core] else { return [] }
        let core = try CoreState(decoding: bytes)
        guard let openDay = core.openDay, openDay < Day(containing: time) else { return [] }
        return [.dayClosed(Day(number: Day(containing: time).number - 1))]
    }

    /// The earliest moment at which a `clock.tick` could change something; `nil` when none could.
    public func nextDeadline(in store: any StateStore) throws -> Timestamp? {
        var state = WorkingState(store)
        let range = StateKey.timers(isNodeTime: true, before: Timestamp(milliseconds: .max))
        guard let first = try state.entries(from: range.from, to: range.to, limit: 1).first else { return nil }
        var reader = ByteReader(first.key.bytes)
        _ = try reader.byte()
        _ = try reader.byte()
        return Timestamp(milliseconds: try reader.orderedSigned() + 1)
    }

    /// The tip on which the next block of a chain must build; `nil` before the chain is anchored.
    public func tip(of chain: ChainID, in store: any StateStore) throws -> ChainTip? {
        var state = WorkingState(store)
        guard let bytes = try state[.chain(chain)] else { return nil }
        let chainState = try ChainState(decoding: bytes)
        return ChainTip(
            height: chainState.height, hash: chainState.hash, ruleTime: chainState.ruleTime,
            times: chainState.times, alive: chainState.alive, finalHeight: chainState.finalHeight,
            isSuspended: chainState.isSuspended, openGaps: chainState.gaps)
    }

    /// What is in force: configuration, pack, lists, day.
    public func activation(in store: any StateStore) throws -> CoreActivation? {
        var state = WorkingState(store)
        guard let bytes = try state[.core] else { return nil }
        let core = try CoreState(decoding: bytes)
        return CoreActivation(
            semantics: core.semantics, configuration: core.configuration, pack: core.pack, model: core.model,
            lists: core.lists, time: core.time, openDay: core.openDay)
    }

    /// Keys of rules that are at hand.
    package var liveKeyCount: Int { keys.count }

    // MARK: Content, read once

    func configuration(_ digest: Digest32) throws -> CoreConfiguration {
        if let configuration, configuration.digest == digest { return configuration.value }
        let bytes = try content.content(digest)
        do {
            let value = try CoreConfiguration(json: CanonicalJSON.decode(bytes, maximumBytes: 1 << 20))
            configuration = (digest, value)
            return value
        } catch {
            throw SupervisionError(.badContent, "configuration \(digest): \(error)")
        }
    }

    func rules(_ digest: Digest32) throws -> RuleSet {
        if let ruleSet, ruleSet.digest == digest { return ruleSet.value }
        let value = try packs.rules(bundle: try content.content(digest))
        ruleSet = (digest, value)
        return value
    }

    func list(_ digest: Digest32) throws -> RecordedList {
        if let list = lists[digest] { return list }
        let value = try packs.list(bundle: try content.content(digest))
        lists[digest] = value
        return value
    }

    /// Who made a block: by the tag in its coinbase, else by its payout address, as the lists with tags name them.
    func producer(_ script: [UInt8], _ payout: EntityRef?, _ core: CoreState) throws -> EntityRef? {
        for activation in core.lists {
            let list = try list(activation.content)
            guard !list.tags.tags.isEmpty else { continue }
            if let label = list.tags.label(in: script) { return .identifier(.internal, label) }
            if let payout, let entry = list.references.entry(for: payout, at: core.time) {
                return .identifier(.internal, entry.label)
            }
        }
        return nil
    }

    /// The evaluator for what is in force, made anew when the pack, a list or the budget changes.
    func evaluator(_ core: CoreState, budget: Int64, _ state: inout WorkingState) throws -> Evaluator? {
        guard core.pack != .zero else { return nil }
        if let evaluator, evaluator.pack == core.pack, evaluator.lists == core.lists, evaluator.budget == budget {
            return evaluator.value
        }
        let rules = try rules(core.pack)
        if evaluator?.pack != core.pack {
            // Rules and tables have other indexes now.
            keys.forget()
            tables = TableStore()
            try readTables(rules, &state)
        }
        keys.forgetRuns()
        let value = Evaluator(
            rules: rules, lists: try core.lists.map { try list($0.content).references }, naming: naming,
            conditionBudget: budget, tables: tables)
        evaluator = (core.pack, core.lists, budget, value)
        keyPrefixes = rules.rules.indices.map { StateKey.ruleKey(rules.stateName(of: $0), []).bytes }
        return value
    }

    /// The state of a key of the evaluator's rule; `nil` when there is none and none is to be made.
    func take(_ key: StateKey, rule: Int, _ state: inout WorkingState, make: Bool = true) throws -> LiveKey? {
        try keys.take(key, rule: rule, prefix: keyPrefixes[rule].count, &state, make: make)
    }

    /// Rows that events have made, from the state.
    private func readTables(_ rules: RuleSet, _ state: inout WorkingState) throws {
        guard !rules.tables.isEmpty else { return }
        var (next, end) = StateKey.range(of: .tableRow)
        while true {
            let batch = try state.entries(from: next, to: end, limit: 1024)
            for entry in batch {
                var reader = ByteReader(entry.value)
                if let row = try StoredTableRow(from: &reader).row(in: rules) { tables.insert(row) }
            }
            guard batch.count == 1024, let last = batch.last else { return }
            next = StateKey(last.key.bytes + [0])
        }
    }
}

/// Where the core stands on a chain.
public struct ChainTip: Hashable, Sendable {
    public let height: UInt64
    public let hash: Digest32
    public let ruleTime: Timestamp
    /// Header times of the last 11 blocks, oldest first, in seconds.
    public let times: [UInt32]
    /// Latest time at which the tip was proven unchanged; `distantPast` for never.
    public let alive: Timestamp
    public let finalHeight: UInt64?
    public let isSuspended: Bool
    public let openGaps: [String]
}

/// What is in force.
public struct CoreActivation: Hashable, Sendable {
    public let semantics: Int64
    public let configuration: Digest32
    public let pack: Digest32
    public let model: Digest32
    public let lists: [ContentActivation]
    public let time: Timestamp
    public let openDay: Day?
}
