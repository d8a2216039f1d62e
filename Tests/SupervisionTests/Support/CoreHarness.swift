import ChainCrypto
import RuleEngine
import Supervision
import SupervisionModel

/// A core with everything it needs in memory.
final class CoreHarness {
    /// The test asked for something that it has not put there.
    struct Missing: Error {
        let digest: Digest32
    }

    /// Packs, lists, configurations and blocks that inputs name.
    final class Library: ContentSource, BlockHistory, InputHistory {
        var inputs: [AdmittedInput] = []
        var contents: [Digest32: [UInt8]] = [:]
        var blocks: [Digest32: TestBlock] = [:]

        func content(_ digest: Digest32) throws -> [UInt8] {
            guard let bytes = contents[digest] else { throw Missing(digest: digest) }
            return bytes
        }

        func block(chain: ChainID, height: UInt64, hash: Digest32) throws -> any BlockContent {
            guard let block = blocks[hash] else { throw Missing(digest: hash) }
            return block
        }

        func forEachInput(before end: UInt64, _ body: (AdmittedInput) throws -> Void) throws {
            for input in inputs.prefix(Int(end)) { try body(input) }
        }

        func put(_ text: String) -> Digest32 {
            let digest = TestBlock.digest(text)
            contents[digest] = Array(text.utf8)
            return digest
        }
    }

    /// Rules by name; a list is written as `id|version|subject,entry=subject`.
    struct Packs: PackSource {
        let rules: RuleSet

        func rules(bundle: [UInt8]) throws -> RuleSet { rules }

        func list(bundle: [UInt8]) throws -> RecordedList {
            let parts = String(decoding: bundle, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
            let entries = parts[2].split(separator: ",").enumerated().map { index, name in
                let words = name.split(separator: "=")
                return ListSnapshot.Entry(
                    subject: TestBlock.entity(String(words.last ?? "")), entry: "W/\(words.first ?? "")",
                    from: .distantPast, until: nil, label: "")
            }
            let id = String(parts[0])
            let version = String(parts[1])
            return RecordedList(
                references: ListSnapshot(id: id, version: version, content: .zero, entries: entries),
                tags: TagList(id: id, version: version, content: .zero, tags: []))
        }
    }

    let store = MemoryStateStore()
    let library = Library()
    private(set) var supervisor: Supervisor
    private var packs: Packs
    private var semantics = Supervisor.semantics
    private let isRestartedEachTime: Bool
    /// Items of every record, in order.
    private(set) var items: [(sequence: UInt64, item: ResultItem)] = []
    private(set) var alerts: [Digest32: AlertState] = [:]
    private(set) var scores: [PublishedScore] = []
    var sequence: UInt64 = 0
    var time: Timestamp

    /// - Parameters:
    ///   - depth: finality depth of every chain.
    ///   - start: node time of the first record, in seconds.
    ///   - isRestartedEachTime: a new core takes over before every input.
    init(
        rules: [Rule] = TestRules.all, chains: [String] = ["a", "b"], depth: UInt64 = 3, lateness: Interval = .zero,
        accounts: [Account] = [], conditionBudget: Int64 = 1_000_000, eventsPerKey: Int64 = 10_000,
        anchor: (height: UInt64, times: [UInt32]) = (100, []), start: Int64 = 1_000_000,
        isRestartedEachTime: Bool = false, exceptions: [RuleException] = []
    ) throws {
        packs = try Self.packs(rules, exceptions)
        self.isRestartedEachTime = isRestartedEachTime
        supervisor = Supervisor(
            packs: packs, content: library, history: library, naming: PlainNaming(), inputs: library)
        time = Timestamp(milliseconds: start * 1000)
        let configuration = CoreConfiguration(
            chains: chains.map { name in
                ChainConfiguration(
                    id: Self.chain(name), format: "bitcoin", network: "regtest", finalityDepth: depth,
                    lateness: lateness, target: .minutes(10), suspendAfter: .hours(2),
                    chainOperator: TestBlock.entity("operator of \(name)"), assurance: .attested)
            }, accounts: accounts, conditionBudget: conditionBudget, eventsPerKey: eventsPerKey)
        let bytes = configuration.json.encode()
        let digest = Digest32(SHA256.hash(bytes).bytes) ?? .zero
        library.contents[digest] = bytes
        try apply(.engineActivated(EngineActivation(semantics: Supervisor.semantics, release: "test")))
        try apply(.configChanged(ConfigChange(config: digest, author: "one", approver: "other")))
        try apply(.packActivated(ContentActivation(id: "test", version: "1", content: library.put("pack"))))
        for name in chains {
            try apply(
                .chainAnchored(
                    ChainAnchor(
                        chain: Self.chain(name), height: anchor.height, hash: TestBlock.digest("anchor " + name),
                        work: "0", times: anchor.times, approvers: ["one", "other"])))
        }
    }

    private static func packs(_ rules: [Rule], _ exceptions: [RuleException] = []) throws -> Packs {
        Packs(
            rules: try RuleSet(
                rules: rules, vocabulary: TestRules.vocabulary, listNames: ["watch"], exceptions: exceptions))
    }

    static func chain(_ name: String) -> ChainID {
        guard let chain = ChainID(name) else { preconditionFailure("\(name) is no name of a chain") }
        return chain
    }

    // MARK: Inputs

    @discardableResult
    func apply(_ input: Input, block: TestBlock? = nil) throws -> StepResult {
        if isRestartedEachTime { supervisor = engine() }
        let admitted = AdmittedInput(sequence: sequence, time: time, input: input, block: block)
        let result = try supervisor.apply(admitted, to: store)
        library.inputs.append(admitted)
        store.apply(result.changes)
        for item in result.items { items.append((sequence, item)) }
        for alert in result.alerts { alerts[alert.id] = alert }
        scores += result.scores
        sequence += 1
        return result
    }

    /// A core that knows nothing but what is stored.
    func engine() -> Supervisor {
        Supervisor(
            packs: packs, content: library, history: library, naming: PlainNaming(), inputs: library,
            semantics: semantics)
    }

    /// Puts an engine of the next semantics in place, which understands the same pack as other rules. It is not in force
    /// before ``activation(carrying:)`` is applied.
    func replaceEngine(rules: [Rule]) throws {
        packs = try Self.packs(rules)
        semantics += 1
        supervisor = engine()
    }

    /// The input that puts the engine in force, with what the one before has published.
    func activation(carrying bytes: [UInt8]? = nil) throws -> Input {
        let carried = try bytes ?? supervisor.carriedState(in: store)
        let digest = Digest32(SHA256.hash(carried).bytes) ?? .zero
        library.contents[digest] = carried
        return .engineActivated(EngineActivation(semantics: semantics, release: "next", carried: digest))
    }

    func tip(_ chain: String) throws -> ChainTip {
        guard let tip = try supervisor.tip(of: Self.chain(chain), in: store) else { throw Missing(digest: .zero) }
        return tip
    }

    /// Extends a chain by a block; `name` names it.
    @discardableResult
    func connect(_ chain: String, _ name: String, at seconds: UInt32, _ acts: [TestBlock.Act] = []) throws -> TestBlock
    {
        let tip = try tip(chain)
        let block = TestBlock(chain + "/" + name, on: tip.hash, at: seconds, acts)
        library.blocks[block.hash] = block
        try apply(
            .blockConnected(
                BlockConnection(
                    chain: Self.chain(chain), height: tip.height + 1, hash: block.hash, bytes: block.hash,
                    spent: block.hash, arrival: .push)), block: block)
        return block
    }

    /// Takes blocks off a chain, newest first, and lets the node forget nothing else.
    func disconnect(_ chain: String, _ count: Int, successor: String = "successor") throws {
        let fork = try tip(chain).height - UInt64(count)
        for _ in 0..<count {
            let tip = try tip(chain)
            guard let block = library.blocks[tip.hash] else { throw Missing(digest: tip.hash) }
            try apply(
                .blockDisconnected(
                    BlockDisconnection(
                        chain: Self.chain(chain), height: tip.height, hash: tip.hash, fork: fork,
                        successor: TestBlock.digest(successor))), block: block)
        }
    }

    func update(list version: String, _ subjects: [String]) throws {
        try apply(
            .listUpdated(
                ContentActivation(
                    id: "watch", version: version,
                    content: library.put("watch|\(version)|\(subjects.joined(separator: ","))"))))
    }

    /// Time passes, and a proof that a chain's tip is unchanged.
    func alive(_ chain: String) throws {
        let tip = try tip(chain)
        try apply(.feedAlive(FeedAlive(chain: Self.chain(chain), height: tip.height, hash: tip.hash)))
    }

    func gap(_ chain: String, source: String = "s") throws {
        try apply(
            .feedGap(
                FeedGap(
                    chain: Self.chain(chain), source: source, reason: .counter, fromHeight: nil, toHeight: nil,
                    missing: 1)))
    }

    // MARK: What came out

    func alerts(of rule: String) -> [AlertState] {
        alerts.values.filter { $0.rule == rule }.sorted { $0.id < $1.id }
    }

    func standing(of rule: String) -> [AlertState] { alerts(of: rule).filter { $0.finality != .retracted } }

    func items(_ type: String) -> [JSONValue] {
        items.map(\.item.payload).filter { $0["type"]?.string == type }
    }

    /// Every row of a namespace as it is stored.
    func rows(_ namespace: UInt8) throws -> [[UInt8]: [UInt8]] {
        var rows: [[UInt8]: [UInt8]] = [:]
        for entry in try store.entries(from: StateKey([namespace]), to: StateKey([namespace + 1]), limit: .max) {
            rows[entry.key.bytes] = entry.value
        }
        return rows
    }
}

/// First bytes of the keys of the state (`StateKey.Namespace`).
enum Rows {
    static let block: UInt8 = 0x03, ruleKey: UInt8 = 0x04, alert: UInt8 = 0x05, pending: UInt8 = 0x06
    static let timer: UInt8 = 0x07, orphanedSpend: UInt8 = 0x08, evidence: UInt8 = 0x09, obligation: UInt8 = 0x0B
}
