import RuleEngine
import SupervisionModel
import TransparencyLog

/// One input on its way through the core: the state as it sees it, and what it has concluded so far.
struct Step {
    let admitted: AdmittedInput
    let supervisor: Supervisor
    var state: WorkingState
    var core: CoreState
    var configuration: CoreConfiguration
    /// Chains by name, ascending; loaded at the start, written back at the end.
    private(set) var chains: [(id: ChainID, state: ChainState)] = []
    /// What follows from the chains, kept because it is asked for with every event.
    private(set) var marks = ChainMarks()
    var items: [ResultItem] = []
    /// Alerts looked at in this step, and the order in which they changed.
    var alerts: [Digest32: AlertState] = [:]
    var changedAlerts: [Digest32] = []
    var scores: [PublishedScore] = []
    var matches: [Digest32: Match] = [:]
    private let chainsBefore: [(id: ChainID, state: ChainState)]

    /// Takes over what another engine left: configuration and chains as this one's state has them.
    mutating func reload() throws {
        configuration = try supervisor.configuration(core.configuration)
        chains = []
        for chain in configuration.chains {
            if let bytes = try state[.chain(chain.id)] { chains.append((chain.id, try ChainState(decoding: bytes))) }
        }
        marks = ChainMarks(chains, configuration)
    }

    init(_ admitted: AdmittedInput, store: any StateStore, supervisor: Supervisor) throws {
        self.admitted = admitted
        self.supervisor = supervisor
        state = WorkingState(store)
        core = try state[.core].map { try supervisor.decoded.core($0) } ?? CoreState()
        configuration =
            core.configuration == .zero
            ? CoreConfiguration(chains: []) : try supervisor.configuration(core.configuration)
        try state.prefetch(configuration.chains.map { .chain($0.id) })
        for chain in configuration.chains {
            if let bytes = try state[.chain(chain.id)] {
                chains.append((chain.id, try supervisor.decoded.chain(chain.id, bytes)))
            }
        }
        chainsBefore = chains
        marks = ChainMarks(chains, configuration)
    }

    var time: Timestamp { admitted.time }

    mutating func run() throws {
        guard time >= core.time else {
            throw SupervisionError(
                .timeReversed, "record \(admitted.sequence) at \(time.rfc3339) after one at \(core.time.rfc3339)")
        }
        let isEngine = if case .engineActivated = admitted.input { true } else { false }
        // An event file is judged by whoever reads it; nobody records an engine for it.
        guard isEngine || core.semantics == supervisor.semantics || supervisor.keys.isVolatile else {
            throw SupervisionError(
                .unknownSemantics,
                "the state follows engine semantics \(core.semantics), this release has \(supervisor.semantics)")
        }
        // Where an engine takes over, the digest would be of a state that only the one before can compute.
        if core.records > 0, core.records.isMultiple(of: Supervisor.digestInterval), !isEngine { stateDigest() }
        if core.openDay == nil { core.openDay = Day(containing: time) }
        switch admitted.input {
        case .engineActivated(let input): try activate(input)
        case .configChanged(let input): try change(input)
        case .packActivated(let input): try activatePack(input)
        case .listUpdated(let input): try update(list: input)
        case .modelActivated(let input): core.model = input.content
        case .chainAnchored(let input): try anchor(input)
        case .blockConnected(let input): try connect(input)
        case .blockDisconnected(let input): try disconnect(input)
        case .feedAlive(let input): try alive(input)
        case .feedGap(let input): try gap(input)
        case .feedRecovered(let input): try recovered(input)
        case .feedSilence(let input): try silence(input)
        case .feedDiverged(let input): try diverged(input)
        case .feedRejected(let input): try rejected(input)
        case .chainSuspended(let chain): try suspend(chain, true)
        case .chainResumed(let chain): try suspend(chain, false)
        case .clockTick, .clockSuspect: break
        case .dayClosed(let day): try close(day)
        case .caseDecision(let input): try decide(input)
        }
        core.time = time
        try passTime()
    }

    mutating func finish() throws -> StepResult {
        for (id, chain) in chains {
            if let before = chainsBefore.first(where: { $0.id == id }), before.state == chain { continue }
            let bytes = chain.encode()
            supervisor.decoded.keep(chain, of: id, as: bytes)
            try state.set(.chain(id), to: bytes)
        }
        for id in changedAlerts {
            if let alert = alerts[id] { try state.set(.alert(id), to: alert.json.encode()) }
        }
        core.records += 1
        // What is never recorded needs no digest.
        if !supervisor.keys.isVolatile { core.digest = state.updated(core.digest, hasher: supervisor.hasher) }
        let bytes = core.encode()
        supervisor.decoded.keep(core, as: bytes)
        try state.set(.core, to: bytes)
        var result = StepResult(
            items: items, changes: state.changes(), alerts: changedAlerts.compactMap { alerts[$0] }, scores: scores)
        result.matches = matches
        return result
    }

    /// The state before this record, so that a snapshot taken then can be checked.
    private mutating func stateDigest() {
        items.append(
            ResultItem(
                scope: .epoch,
                payload: [
                    "digest": .string(Hex.encode(core.digest.bytes)), "records": JSONValue(core.records),
                    "type": "state.digest",
                ]))
    }

    // MARK: Chains

    func chainConfiguration(_ id: ChainID) throws -> ChainConfiguration {
        guard let chain = configuration[id] else {
            throw SupervisionError(.unknownChain, "chain \(id) is not in the recorded configuration")
        }
        return chain
    }

    func chain(_ id: ChainID) throws -> ChainState {
        guard let chain = chains.first(where: { $0.id == id }) else {
            throw SupervisionError(.unknownChain, "chain \(id) has no anchor; anchor it first")
        }
        return chain.state
    }

    mutating func set(_ id: ChainID, _ chain: ChainState) {
        if let index = chains.firstIndex(where: { $0.id == id }) {
            chains[index].state = chain
        } else {
            chains.append((id, chain))
            chains.sort { $0.id < $1.id }
        }
        marks = ChainMarks(chains, configuration)
    }

    mutating func evaluator() throws -> Evaluator? {
        try supervisor.evaluator(core, budget: configuration.conditionBudget, &state)
    }

    /// Digest of the input, for events that are the node's own.
    var inputDigest: Digest32 {
        var bytes = ByteWriter()
        bytes.writeOrdered(admitted.sequence)
        bytes.writeRaw(admitted.input.json.encode())
        return supervisor.digest(bytes.bytes)
    }
}

extension Supervisor {
    func digest(_ bytes: [UInt8]) -> Digest32 {
        hasher.hash(bytes).withUnsafeBytes { Digest32($0) } ?? .zero
    }
}
