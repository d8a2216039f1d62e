import ChainFormats
import Persistence
import SupervisionModel
import YushiNode

/// Bytes in, ledger durable, all rules: the whole way of a block, as `yushi import` goes it.
struct ImportBench {
    /// Part of the slowest stage's rate that an import with the output index must reach, and part of the rate of plain
    /// hashing that one without must reach.
    private static let leastOfSlowest = 0.7
    private static let leastOfHashing = 0.5

    let chain: SimulatedBlocks
    let rules: String
    let directory: TemporaryDirectory

    func run(_ report: inout BenchReport) async throws {
        let section = "import: \(chain.blocks.count) simulated blocks, \(chain.byteCount / 1_000) kB, end to end"
        let withIndex = try await measure(at: directory("with"), usesIndex: true)
        for row in BenchStore.rows(section, "with the output index", seconds: withIndex, chain: chain) {
            report.add(row)
        }
        if let slowest = slowestStage(report) {
            report.add(
                BenchRow(
                    section: section, name: "of the slowest stage's rate",
                    value: Double(chain.blocks.count) / withIndex / slowest.value, unit: "",
                    limit: Self.leastOfSlowest, bound: .atLeast, note: "the slowest stage: \(slowest.name)"))
        }
        let without = try await measure(at: directory("without"), usesIndex: false)
        for row in BenchStore.rows(section, "without the output index", seconds: without, chain: chain) {
            report.add(row)
        }
        let hashing = try hashingSeconds()
        report.add(
            BenchRow(
                section: section, name: "without, of plain SHA-256's rate", value: hashing / without, unit: "",
                limit: Self.leastOfHashing, bound: .atLeast, note: "hashing on one thread"))
    }

    private func measure(at path: String, usesIndex: Bool) async throws -> Double {
        let start = ContinuousClock.now
        var blocks = chain.blocks.makeIterator()
        try await BenchImport(path: path, network: chain.network, rules: rules, usesIndex: usesIndex).run {
            blocks.next().map { (bytes: $0, place: "simulated block") }
        }
        return Timing.seconds(ContinuousClock.now - start)
    }

    /// The stage with the least blocks per second, when the stages were measured in this run.
    private func slowestStage(_ report: BenchReport) -> BenchRow? {
        report.rows.filter { $0.section.hasPrefix("stages:") && $0.unit == "blocks/s" }.min { $0.value < $1.value }
    }

    private func hashingSeconds() throws -> Double {
        let costs = try chain.blocks.map { bytes in
            HashingCost(try DecodedBlock(bytes, network: chain.network), network: chain.network)
        }
        return Timing.once { for cost in costs { _ = cost.hashPlainly() } }
    }
}
