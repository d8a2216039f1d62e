import ChainFormats
import Foundation
import Persistence

/// Peak memory of a process that imports all blocks.
enum MemoryBench {
    /// What the node may take beside three of the largest blocks and the index's stated cache.
    private static let baseMegabytes = 300.0
    private static let largestBlocks = 3.0

    /// Imports in a process of its own, so that the simulated blocks do not count.
    static func run(
        _ chain: SimulatedBlocks, rules: String, directory: TemporaryDirectory, _ report: inout BenchReport
    ) throws {
        let file = directory("blocks.dat")
        try chain.write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["--memory-of", file, "--into", directory("memory"), "--rules", rules]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let kilobytes = Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw BenchError("the import whose memory is measured ended with \(process.terminationStatus)") }
        let largest = Double(chain.blocks.map(\.count).max() ?? 0) / 1e6
        let cache = OutputIndex.Limits()
        let cacheMegabytes = Double(cache.mapBytes + cache.pageCacheBytes) / 1e6
        report.add(
            BenchRow(
                section: "memory: import of \(chain.blocks.count) simulated blocks, \(chain.byteCount / 1_000) kB",
                name: "peak resident memory", value: kilobytes / 1e3, unit: "MB",
                limit: baseMegabytes + largestBlocks * largest + cacheMegabytes, bound: .atMost,
                note: "300 MB + 3 × the largest block + the index's cache of \(Int(cacheMegabytes)) MB"))
    }

    /// The other process: imports the file and prints its peak memory in kB.
    static func importFile(_ path: String, into store: String, rules: String) async throws {
        let network = BitcoinNetwork.regtest
        var reader = try BlockFileReader(path: path, network: network)
        try await BenchImport(path: store, network: network, rules: rules, usesIndex: true).run {
            try reader.next().map { (bytes: $0.bytes, place: "offset \($0.offset)") }
        }
        print(try peakKilobytes())
    }

    /// `VmHWM` of proc(5).
    private static func peakKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            if let kilobytes = Int(line.filter(\.isNumber)) { return kilobytes }
        }
        throw BenchError("/proc/self/status has no VmHWM")
    }
}
