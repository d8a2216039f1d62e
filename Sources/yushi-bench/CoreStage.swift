import ChainFormats
import RuleEngine
import RulePacks
import Supervision
import SupervisionModel
import YushiNode

/// The deterministic core alone: all rules over all blocks, with the state in memory and nothing recorded.
struct CoreStage {
    let chain: SimulatedBlocks
    let rules: String

    /// - Parameter done: gets the seconds that the blocks took.
    func run(_ decoded: [DecodedBlock], spent: [SpentOutputs], done: (Double) -> Void) throws {
        guard let first = decoded.first else { return }
        let name = try BenchStore.chain()
        var fold = try Fold(chain: name, network: chain.network, rules: rules, start: first.header.time)
        try fold.anchor(before: first, chain: name)
        // What an input carries is made before: it is another stage's work.
        let prepared = zip(decoded, spent).enumerated().map { height, block in
            (
                BlockConnection(
                    chain: name, height: UInt64(height + 1), hash: block.0.header.hash.digest,
                    bytes: BenchStore.digest(block.0.bytes), spent: BenchStore.digest(block.1.encode()),
                    arrival: .import),
                BitcoinBlock(block.0, network: chain.network, spent: block.1)
            )
        }
        done(
            try Timing.once {
                for (input, block) in prepared {
                    try fold.apply(.blockConnected(input), at: Timestamp(seconds: block.headerSeconds), block: block)
                }
            })
    }

    /// A supervisor over memory.
    private struct Fold {
        let supervisor: Supervisor
        let state = MemoryStateStore()
        var sequence: UInt64 = 0
        var time: Timestamp

        init(chain: ChainID, network: BitcoinNetwork, rules: String, start: UInt32) throws {
            let pack = try RulePack.load(directory: rules, entities: .ofEveryNetwork)
            let configuration = CoreConfiguration(chains: [ChainDefaults.configuration(id: chain, network: network)])
            let bytes = configuration.json.encode()
            var content = MemoryContent()
            content.put(bytes, digest: BenchStore.digest(bytes))
            content.put(pack.bundle, digest: pack.digest)
            for list in pack.lists { content.put(list.bytes, digest: list.digest) }
            supervisor = Supervisor(
                packs: RulePackSource(), content: content, history: NoHistory(), naming: AddressNaming())
            time = Timestamp(seconds: start)
            try apply(.engineActivated(EngineActivation(semantics: Supervisor.semantics, release: "bench")), at: time)
            try apply(
                .configChanged(
                    ConfigChange(config: BenchStore.digest(bytes), author: "bench", approver: "import")), at: time)
            try apply(
                .packActivated(ContentActivation(id: pack.id, version: pack.version, content: pack.digest)), at: time)
            for list in pack.lists.sorted(by: { $0.snapshot.id < $1.snapshot.id }) {
                try apply(
                    .listUpdated(
                        ContentActivation(
                            id: list.snapshot.id, version: list.snapshot.version, content: list.digest)), at: time)
            }
        }

        mutating func anchor(before block: DecodedBlock, chain: ChainID) throws {
            try apply(
                .chainAnchored(
                    ChainAnchor(
                        chain: chain, height: 0, hash: block.header.previous.digest, work: "0", times: [],
                        approvers: ["import"])), at: time)
        }

        mutating func apply(_ input: Input, at moment: Timestamp, block: (any BlockContent)? = nil) throws {
            time = max(time, moment)
            for due in try supervisor.due(at: time, in: state) { try step(due, nil) }
            try step(input, block)
        }

        private mutating func step(_ input: Input, _ block: (any BlockContent)?) throws {
            let admitted = AdmittedInput(sequence: sequence, time: time, input: input, block: block)
            state.apply(try supervisor.apply(admitted, to: state).changes)
            sequence += 1
        }
    }

    /// No rule of the run looks at blocks again.
    private struct NoHistory: BlockHistory {
        func block(chain: ChainID, height: UInt64, hash: Digest32) throws -> any BlockContent {
            throw BenchError("block \(hash) at \(height) was asked for again")
        }
    }
}
