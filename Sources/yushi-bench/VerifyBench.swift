import ChainFormats
import Foundation

/// Decoding and verifying one block, against plain SHA-256 over as many bytes as the block's checks must hash.
enum VerifyBench {
    /// Part of the rate of plain hashing that verification must reach.
    private static let leastRatio = 0.8

    static func run(_ report: inout BenchReport) throws {
        let blocks = BenchData.realBlocks()
        if blocks.isEmpty { report.skip("verify", "no blocks in \(BenchData.folder.path)") }
        for block in blocks {
            let decoded = try DecodedBlock(block.bytes, network: block.network)
            let cost = HashingCost(decoded, network: block.network)
            let plain = Timing { _ = cost.hashPlainly() }
            let verify = try Timing {
                let decoded = try DecodedBlock(block.bytes, network: block.network)
                guard BlockVerifier.verify(decoded, network: block.network).verified else {
                    throw BenchError("block \(block.name) does not verify")
                }
            }
            let megabytes = Double(block.bytes.count) / 1e6
            let section = "verify: \(block.name), \(block.bytes.count) bytes, \(cost.compressions) compressions"
            report.add(BenchRow(section: section, name: "plain SHA-256", value: plain.least * 1e3, unit: "ms"))
            report.add(BenchRow(section: section, name: "decode and verify", value: verify.least * 1e3, unit: "ms"))
            report.add(
                BenchRow(section: section, name: "decode and verify", value: megabytes / verify.least, unit: "MB/s"))
            report.add(
                BenchRow(
                    section: section, name: "rate of plain SHA-256 reached", value: plain.least / verify.least,
                    unit: "", limit: leastRatio, bound: .atLeast, note: "of the least times"))
        }
    }
}
