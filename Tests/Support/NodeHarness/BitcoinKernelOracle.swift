internal import Foundation

/// Bitcoin Core's own verdict on blocks of a regression test chain, through `Tests/RealNodes/kernel_oracle.py`.
public enum BitcoinKernelOracle {
    /// What Core says about one block.
    public struct Verdict: Sendable, Decodable {
        /// A block that was connected or disconnected.
        public struct Place: Hashable, Sendable, Decodable {
            public let hash: String
            public let height: Int
        }

        /// `valid`, `invalid`, `unchecked` (stored on a weaker branch, or known already) or `undecodable`.
        public let verdict: String
        /// `unset`, `consensus`, `mutated` …
        public let result: String
        /// Id in display order; `nil` when undecodable.
        public let hash: String?
        public let connected: [Place]
        public let disconnected: [Place]
        /// Id of the tip afterwards.
        public let tip: String
        /// Height of the tip afterwards.
        public let height: Int
    }

    /// Core's verdicts on these blocks, handed in one after the other to an empty chain.
    ///
    /// - Parameter blocks: serialised blocks.
    /// - Returns: `nil` when libbitcoinkernel cannot be had; then `SKIPPED: …` was printed.
    public static func judge(_ blocks: [[UInt8]]) async throws -> [Verdict]? {
        guard let kernel = await NodePrograms.bitcoinKernel.value else { return nil }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("blocks-\(UUID().uuidString).hex")
        defer { try? FileManager.default.removeItem(at: file) }
        let digits = Array("0123456789abcdef".utf8)
        var lines: [UInt8] = []
        for block in blocks {
            for byte in block { lines += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
            lines.append(UInt8(ascii: "\n"))
        }
        try Data(lines).write(to: file)
        let script = NodePrograms.repository.appendingPathComponent("Tests/RealNodes/kernel_oracle.py").path
        let result = try await Program.run(
            URL(fileURLWithPath: "/bin/sh"),
            ["-c", "exec python3 \"$1\" --kernel \"$2\" <\"$3\"", "sh", script, kernel, file.path]
        )
        guard result.status == 0 else {
            throw BitcoinSVNode.Failure(description: "kernel_oracle.py: status \(result.status): \(result.errors)")
        }
        return try result.output.split(separator: "\n").map {
            try JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
        }
    }
}
