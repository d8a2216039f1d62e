import ChainFormats
import Persistence
import SupervisionModel
import YushiNode

/// Imports blocks into a new store.
struct BenchImport {
    let path: String
    let network: BitcoinNetwork
    let rules: String
    let usesIndex: Bool

    /// Blocks verified ahead of the one that is recorded.
    private static let window = 8

    func run(_ next: () throws -> (bytes: [UInt8], place: String)?) async throws {
        let store = try NodeStore.openOrCreateOffline(at: path, seed: NodeStore.defaultSeed)
        defer { try? store.close() }
        let index = usesIndex ? try store.openOutputIndex() : nil
        let spends: any SpendResolver = index.map { IndexedSpends(index: $0) } ?? UnknownSpends()
        let sequencer = try Sequencer(store: store, spends: spends)
        var importer: BlockImport?
        try await ParallelVerification(network: network, window: Self.window).run(next: next) { verified in
            let block = try verified.result.get()
            if importer == nil {
                // An import's time is that of its first block.
                try BenchStore.bootstrap(
                    sequencer, network: network, rules: rules, at: Timestamp(seconds: block.seconds))
                importer = try BlockImport(sequencer: sequencer, chain: try BenchStore.chain())
            }
            try importer?.take(block, place: verified.place)
        }
        try sequencer.flush()
        try index?.flush()
        try index?.close()
    }
}
