import ChainCrypto
import ChainFormats
import Foundation
import Persistence
import Supervision
import SupervisionModel
import YushiNode

/// Each stage of an import alone, over all blocks of the simulated chain, on one thread.
struct StageBench {
    static let chain = "bench"

    let chain: SimulatedBlocks
    let rules: String
    let directory: TemporaryDirectory

    private var section: String {
        "stages: \(chain.blocks.count) simulated blocks, \(chain.byteCount / 1_000) kB, each stage alone on one thread"
    }

    func run(_ report: inout BenchReport) throws {
        var decoded: [DecodedBlock] = []
        try add("verify", to: &report) {
            decoded = try chain.blocks.map { bytes in
                let block = try DecodedBlock(bytes, network: chain.network)
                guard BlockVerifier.verify(block, network: chain.network).verified else {
                    throw BenchError("a simulated block does not verify")
                }
                return block
            }
        }
        let name = try BenchStore.chain()
        var events = 0
        try add("transfer events", to: &report) {
            for (height, block) in decoded.enumerated() {
                events +=
                    BitcoinBlock(block, network: chain.network).transfers(
                        chain: name, height: UInt64(height), ruleTime: Timestamp(seconds: block.header.time),
                        includeInputs: true
                    ).count
            }
        }
        let spent = try outputIndex(decoded, name, &report)
        try CoreStage(chain: chain, rules: rules).run(decoded, spent: spent) { seconds in
            addRow("rules (the core in memory)", seconds: seconds, &report)
        }
        try ledger(decoded, &report)
    }

    private func outputIndex(
        _ decoded: [DecodedBlock], _ name: ChainID, _ report: inout BenchReport
    ) throws -> [SpentOutputs] {
        let store = try NodeStore.openOrCreateOffline(at: directory("index"), seed: NodeStore.defaultSeed)
        defer { try? store.close() }
        let index = try store.openOutputIndex()
        let spends = IndexedSpends(index: index)
        var spent: [SpentOutputs] = []
        try add("output index", to: &report) {
            for (height, block) in decoded.enumerated() {
                spent.append(
                    try spends.connect(block, chain: name, height: UInt64(height + 1), network: chain.network))
                if index.needsFlush { try index.flush() }
            }
            try index.flush()
        }
        try index.close()
        return spent
    }

    /// Archive and ledger: raw blocks and one record each, in transactions as an import makes them.
    private func ledger(_ decoded: [DecodedBlock], _ report: inout BenchReport) throws {
        let store = try NodeStore.openOrCreateOffline(at: directory("ledger"), seed: NodeStore.defaultSeed)
        defer { try? store.close() }
        var next: UInt64 = 0
        try add("archive and ledger commit", to: &report) {
            var batch = LedgerBatch()
            for block in decoded {
                batch.put(try store.archive.append(block.bytes, digest: BenchStore.digest(block.bytes)))
                batch.append(BenchStore.record(next), changes: StateChanges([]))
                next += 1
                if batch.records.count == LedgerBatch.maximumRecords {
                    try store.commit(batch)
                    batch = LedgerBatch()
                }
            }
            if !batch.isEmpty { try store.commit(batch) }
        }
        let single = try Timing(rounds: 101, seconds: 0) {
            var batch = LedgerBatch()
            batch.append(BenchStore.record(next), changes: StateChanges([]))
            next += 1
            try store.commit(batch)
        }
        let flush = try FileFlush(path: directory("flush"))
        let fsync = try Timing(rounds: 101, seconds: 0) { try flush.writePage() }
        report.add(
            BenchRow(section: section, name: "ledger commit of one record, p50", value: single.median * 1e6, unit: "µs")
        )
        report.add(
            BenchRow(
                section: section, name: "write 4 KiB and fsync, p50", value: fsync.median * 1e6, unit: "µs",
                note: "the disk's part of a commit"))
    }

    private func add(_ name: String, to report: inout BenchReport, _ work: () throws -> Void) throws {
        addRow(name, seconds: try Timing.once(work), &report)
    }

    private func addRow(_ name: String, seconds: Double, _ report: inout BenchReport) {
        for row in BenchStore.rows(section, name, seconds: seconds, chain: chain) { report.add(row) }
    }
}
