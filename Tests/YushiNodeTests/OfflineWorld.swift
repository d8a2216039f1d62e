import ChainFormats
import Foundation
import Persistence
import RuleEngine
import RulePacks
import Supervision
import SupervisionModel
import TransparencyLog
import YushiNode

/// Simulated blocks with planted events, and stores that import them.
struct OfflineWorld {
    let network = BitcoinNetwork.regtest
    let chain: ChainID
    let listed: SimulatedAccount
    /// In the order in which a file would hold them: a losing branch of three, then the winning one.
    let blocks: [PreparedBlock]
    let pack: RulePack
    let lists: [ListBundle]

    init() throws {
        let network = network
        func account(_ number: UInt64) -> SimulatedAccount {
            SimulatedAccount(seed: 1, number: number, form: .segwit, network: network)
        }
        let miner = account(0)
        let listed = account(1)
        self.listed = listed
        chain = try Require.some(ChainID("sim"))
        var common = try SimulatedChain(seed: 1, network: network)
        var built: [SimulatedChain.Block] = []
        func plan(_ height: Int, _ payments: [PaymentPlan] = []) -> BlockPlan {
            BlockPlan(time: 1_740_000_000 + UInt32(height) * 600, miner: miner, payments: payments)
        }
        for height in 1...20 {
            built.append(
                try common.mine(
                    plan(height, height == 10 ? [PaymentPlan(from: miner, to: listed.address, amount: 5_000)] : [])))
        }
        var losing = common.branch(seed: 2)
        for height in 21...23 { built.append(try losing.mine(plan(height))) }
        for height in 21...40 { built.append(try common.mine(plan(height))) }
        blocks = try built.map { PreparedBlock(try DecodedBlock($0.bytes, network: network)) }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        pack = try RulePack.load(directory: root.appending(path: "Rules").path)
        lists = [
            ListBundle(
                ListFile(
                    id: "ofac", version: "test", source: "test",
                    entries: [
                        .init(
                            subject: .address(listed.address), entry: "T/1", from: .distantPast, until: nil, label: "")
                    ]))
        ]
    }

    /// Imports the blocks, closing the store and opening it again before each of the given indexes, without flushing
    /// what was gathered: as a process that is killed there.
    func importAll(into directory: String, killedAt kills: Set<Int> = []) throws -> (root: String, size: UInt64) {
        var remaining = blocks[...]
        while true {
            let store = try NodeStore.openOrCreateOffline(at: directory, seed: NodeStore.defaultSeed)
            let spends = IndexedSpends(index: try store.openOutputIndex())
            try spends.roll(chain, to: store, network: network)
            var limits = Sequencer.BatchLimits()
            limits.records = 7
            let sequencer = try Sequencer(store: store, spends: spends, limits: limits)
            var importer: BlockImport?
            var wasKilled = false
            for (index, block) in blocks.enumerated() {
                if kills.contains(index), remaining.startIndex <= index {
                    remaining = blocks[(index + 1)...]
                    wasKilled = true
                    break
                }
                if importer == nil {
                    let moment = max(sequencer.time, Timestamp(seconds: block.seconds))
                    try Bootstrap(
                        configuration: CoreConfiguration(
                            chains: [ChainDefaults.configuration(id: chain, network: network)]),
                        pack: pack, lists: lists, author: "import", approver: "import"
                    ).apply(to: sequencer, at: moment)
                    importer = try BlockImport(sequencer: sequencer, chain: chain)
                }
                try importer?.take(block, place: "block \(index)")
            }
            if !wasKilled {
                try sequencer.flush()
                let head = try store.ledger.head()
                try store.close()
                return (head.root.hex, head.size)
            }
            try store.close()
        }
    }
}

/// A value that must be there for the test to go on.
enum Require {
    struct Missing: Error {}

    static func some<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }
}

/// A directory that is gone after the test.
struct TemporaryDirectory: ~Copyable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "yushi-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
