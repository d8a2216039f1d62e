/// The body of `POST add-checkpoint` (C2SP tlog-witness): what a log asks a witness to cosign.
public struct AddCheckpointRequest: Sendable, Hashable {
    /// A longer body is refused unread.
    public static let maximumByteCount = 1_100_000

    private static let oldPrefix: [UInt8] = Array("old ".utf8)

    /// The size that the log believes the witness cosigned last.
    public let oldSize: UInt64
    /// The consistency proof from the old size to that of the checkpoint.
    public let proof: [Hash]
    public let signedCheckpoint: SignedCheckpoint

    public init(oldSize: UInt64, proof: [Hash], signedCheckpoint: SignedCheckpoint) {
        self.oldSize = oldSize
        self.proof = proof
        self.signedCheckpoint = signedCheckpoint
    }

    /// Parses a body. What this throws is answered with status 400.
    ///
    /// - Throws: `.tooLarge`, `.malformedLine`, `.malformedNumber`, `.wrongProofLength`, `.malformedBase64`,
    ///   `.malformedHash`, `.indexOutOfRange` for an old size beyond the checkpoint's, and the errors of a signed
    ///   checkpoint.
    public init(parsing body: [UInt8], allowsExtensions: Bool = false) throws(LogError) {
        guard body.count <= Self.maximumByteCount else {
            throw LogError(.tooLarge, "a request of \(body.count) bytes; at most \(Self.maximumByteCount)")
        }
        var scanner = LineScanner(body)
        let line = try scanner.expect("old <size>")
        guard line.starts(with: Self.oldPrefix) else {
            throw LogError(.malformedLine, line: 1, "expected: old <size>")
        }
        guard let oldSize = DecimalNumber.parse(line.dropFirst(Self.oldPrefix.count)) else {
            throw LogError(.malformedNumber, line: 1, "the old size is no decimal number below 2^63")
        }
        self.oldSize = oldSize
        proof = try ProofLines.read(&scanner)
        signedCheckpoint = try SignedCheckpoint(
            parsing: Array(scanner.remainder), allowsExtensions: allowsExtensions)
        guard oldSize <= signedCheckpoint.checkpoint.size else {
            throw LogError(
                .indexOutOfRange, line: 1,
                "old size \(oldSize) is beyond the size \(signedCheckpoint.checkpoint.size) of the checkpoint")
        }
    }

    /// The body.
    public func encode() -> [UInt8] {
        var output = Self.oldPrefix
        output.append(contentsOf: String(oldSize).utf8)
        output.append(0x0A)
        ProofLines.append(proof, to: &output)
        output.append(contentsOf: signedCheckpoint.encode())
        return output
    }
}
