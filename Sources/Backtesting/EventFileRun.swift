import ChainCrypto
public import RuleEngine
public import RulePacks
public import Supervision
public import SupervisionModel

/// Runs the steps of an event file through the supervision core, in memory: the rules, keys, timers, finality and
/// publication are those of a running node; only the blocks are missing.
///
/// Chains have no lateness, nothing is suspended, and what is final is what the file says (COMMANDS.md).
public final class EventFileRun {
    /// An alert as it stands, and the match behind its latest revision.
    public struct Finding: Sendable {
        public let alert: AlertState
        public let match: Match
    }

    private let pack: RulePack
    private let supervisor: Supervisor
    private let store = MemoryStateStore()
    private let vocabulary: Vocabulary
    private var sequence: UInt64 = 0
    private var order: [Digest32] = []
    private var findings: [Digest32: Finding] = [:]
    /// Alerts that stood when a removal, a tick, a finality or the end came.
    private var stood: Set<Digest32> = []
    /// Alerts that have changed since.
    private var changed: Set<Digest32> = []
    /// Finality that events bring themselves, taken over at the next barrier: it depends on no order of arrival.
    private var waitingFinality: [ChainID: UInt64] = [:]
    /// Events of one block that have not been handed in yet.
    private var waiting: [Event] = []
    private var lastTick: Timestamp?
    private var newest = Timestamp.distantPast

    /// - Parameters:
    ///   - chains: every chain that the steps name.
    ///   - eventsPerKey: events that one rule keeps for one key.
    public init(
        pack: RulePack, chains: [ChainID], naming: any EntityNaming, eventsPerKey: Int64 = 1_000_000
    ) throws {
        var content = MemoryContent()
        let configuration = CoreConfiguration(
            chains: chains.map(EventFileRun.configuration), eventsPerKey: eventsPerKey
        ).json.encode()
        let configurationDigest = Digest32(SHA256.hash(configuration).bytes) ?? .zero
        content.put(configuration, digest: configurationDigest)
        content.put(pack.bundle, digest: pack.digest)
        for list in pack.lists { content.put(list.bytes, digest: list.digest) }
        supervisor = Supervisor(
            packs: LoadedPack(pack: pack), content: content, history: NoBlocks(), naming: naming,
            events: MemoryEventHistory())
        vocabulary = pack.vocabulary
        self.pack = pack
        try admit(
            .configChanged(
                ConfigChange(config: configurationDigest, author: "event file", approver: "event file")))
        try admit(.packActivated(ContentActivation(id: pack.id, version: pack.version, content: pack.digest)))
        for list in pack.lists {
            try admit(
                .listUpdated(
                    ContentActivation(id: list.snapshot.id, version: list.snapshot.version, content: list.digest)))
        }
        for chain in chains {
            try admit(
                .chainAnchored(
                    ChainAnchor(chain: chain, height: 0, hash: .zero, work: "0", times: [], approvers: ["event file"])))
        }
    }

    /// Every chain that steps name, ascending.
    public static func chains(of steps: [EventStep]) -> [ChainID] {
        var chains: Set<ChainID> = []
        for step in steps {
            switch step {
            case .event(let event): chains.insert(event.event.position.chain)
            case .remove(let chain, _), .final(let chain, _): chains.insert(chain)
            case .tick, .undeclared, .faulty: break
            }
        }
        return chains.sorted()
    }

    private static func configuration(of chain: ChainID) -> ChainConfiguration {
        ChainConfiguration(
            id: chain, format: "events", network: "file", finalityDepth: 1, lateness: .zero, target: .zero,
            suspendAfter: .days(36_500), chainOperator: .identifier(.internal, chain.text),
            assurance: .attested)
    }

    // MARK: Steps

    public func take(_ step: EventStep) throws {
        switch step {
        case .event(let event): try take(event)
        case .remove(let chain, let height):
            try reachBarrier()
            try apply(.removed(chain: chain, height: height))
        case .final(let chain, let height):
            try reachBarrier()
            try apply(.final(chain: chain, height: height))
        case .tick(let moment):
            try reachBarrier()
            lastTick = max(lastTick ?? moment, moment)
            try apply(.tick(moment))
        // Accounted for by `EventFileReport`; no rule can speak of them.
        case .undeclared, .faulty: break
        }
    }

    private func reachBarrier() throws {
        try handIn()
        for (chain, height) in waitingFinality.sorted(by: { $0.key < $1.key }) {
            try apply(.final(chain: chain, height: height))
        }
        waitingFinality = [:]
        noteStanding()
    }

    private func noteStanding() {
        for id in changed where findings[id].map({ $0.alert.finality != .retracted }) ?? false { stood.insert(id) }
        changed.removeAll(keepingCapacity: true)
    }

    /// The end of the input sets every watermark to the last tick, otherwise to the greatest rule time.
    public func end() throws {
        try reachBarrier()
        let moment = lastTick ?? newest
        if moment > .distantPast { try apply(.end(moment)) }
        noteStanding()
    }

    private func take(_ file: FileEvent) throws {
        let event = file.event
        let position = event.position
        newest = max(newest, position.ruleTime)
        if vocabulary[event.type].timeSource == .node {
            try handIn()
            return try apply(.node([event]))
        }
        if let first = waiting.first?.position,
            first.chain != position.chain || first.height != position.height || first.ruleTime != position.ruleTime
        {
            try handIn()
        }
        waiting.append(event)
        if file.isFinal {
            waitingFinality[position.chain] = max(waitingFinality[position.chain] ?? 0, position.height)
        }
    }

    /// Events of one block go in together, as those of a real block do.
    private func handIn() throws {
        guard let first = waiting.first?.position else { return }
        let events = waiting
        waiting = []
        try apply(.block(chain: first.chain, events: events))
    }

    private func admit(_ input: Input) throws {
        let admitted = AdmittedInput(sequence: sequence, time: Timestamp(milliseconds: 0), input: input)
        keep(try supervisor.apply(admitted, to: store))
    }

    private func apply(_ input: EventFileInput) throws {
        keep(try supervisor.apply(input, sequence: sequence, to: store))
    }

    private func keep(_ result: StepResult) {
        store.apply(result.changes)
        sequence += 1
        for alert in result.alerts {
            guard let match = result.matches[alert.id] ?? findings[alert.id]?.match else { continue }
            if findings.updateValue(Finding(alert: alert, match: match), forKey: alert.id) == nil {
                order.append(alert.id)
            }
            changed.insert(alert.id)
        }
    }

    /// Keys of rules that hold state.
    public var liveKeys: Int { supervisor.liveKeyCount }

    /// The rule behind a match, with its variant.
    public func ruleName(of match: Match) -> String { pack.ruleSet.rule(match.rule).name }

    /// Alerts in the order in which they were raised, as they stand now.
    ///
    /// Alerts that came and went between two barriers are left out: they are a matter of the order of arrival.
    public var alerts: [Finding] { order.compactMap { stood.contains($0) ? findings[$0] : nil } }
}
