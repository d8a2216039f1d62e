/// A `.tlog-proof` file (C2SP tlog-proof@v1): that an entry is in a log whose head witnesses have cosigned, to be
/// checked without a network. The bytes of the entry travel beside it.
public struct OfflineProof: Sendable, Hashable {
    /// A longer file is refused unread.
    public static let maximumByteCount = 2_000_000

    private static let header: [UInt8] = Array("c2sp.org/tlog-proof@v1".utf8)
    private static let extraPrefix: [UInt8] = Array("extra ".utf8)
    private static let indexPrefix: [UInt8] = Array("index ".utf8)

    /// Not authenticated by anything: never to be trusted.
    public let extra: [UInt8]?
    /// The number of the entry in the log, counted from 0.
    public let index: UInt64
    /// The inclusion proof, leaf side first.
    public let hashes: [Hash]
    public let signedCheckpoint: SignedCheckpoint

    public init(index: UInt64, hashes: [Hash], signedCheckpoint: SignedCheckpoint, extra: [UInt8]? = nil) {
        self.index = index
        self.hashes = hashes
        self.signedCheckpoint = signedCheckpoint
        self.extra = extra
    }

    /// Parses a file. Nothing is verified.
    ///
    /// - Throws: `.tooLarge`, `.notAProof`, `.malformedLine`, `.malformedNumber`, `.malformedBase64`,
    ///   `.malformedHash`, `.wrongProofLength` for more than 63 hashes, and the errors of a signed checkpoint.
    public init(parsing bytes: [UInt8], allowsExtensions: Bool = false) throws(LogError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw LogError(.tooLarge, "a proof of \(bytes.count) bytes; at most \(Self.maximumByteCount)")
        }
        var scanner = LineScanner(bytes)
        guard try scanner.expect("c2sp.org/tlog-proof@v1").elementsEqual(Self.header) else {
            throw LogError(.notAProof, line: 1, "a proof begins with the line c2sp.org/tlog-proof@v1")
        }
        var line = try scanner.expect("index")
        if line.starts(with: Self.extraPrefix) {
            guard let extra = Base64.decode(line.dropFirst(Self.extraPrefix.count)) else {
                throw LogError(.malformedBase64, line: scanner.line, "the extra data is not base 64")
            }
            self.extra = extra
            line = try scanner.expect("index")
        } else {
            extra = nil
        }
        guard line.starts(with: Self.indexPrefix) else {
            throw LogError(.malformedLine, line: scanner.line, "expected: index <number>")
        }
        guard let index = DecimalNumber.parse(line.dropFirst(Self.indexPrefix.count)) else {
            throw LogError(.malformedNumber, line: scanner.line, "the index is no decimal number below 2^63")
        }
        self.index = index
        hashes = try ProofLines.read(&scanner)
        signedCheckpoint = try SignedCheckpoint(
            parsing: Array(scanner.remainder), allowsExtensions: allowsExtensions)
    }

    /// The file.
    public func encode() -> [UInt8] {
        var output = Self.header
        output.append(0x0A)
        if let extra {
            output.append(contentsOf: Self.extraPrefix)
            Base64.append(extra, to: &output)
            output.append(0x0A)
        }
        output.append(contentsOf: Self.indexPrefix)
        output.append(contentsOf: String(index).utf8)
        output.append(0x0A)
        ProofLines.append(hashes, to: &output)
        output.append(contentsOf: signedCheckpoint.encode())
        return output
    }

    /// Verifies everything: the checkpoint by the policy, then the inclusion of the leaf.
    ///
    /// - Parameters:
    ///   - leaf: the leaf hash of the entry, computed from its bytes by the verifier.
    ///   - latestTime: as in ``SignedNote/verify(with:latestTime:)``.
    /// - Throws: as ``TrustPolicy/verify(_:latestTime:)`` and ``InclusionProof/verify(leaf:root:hasher:)``.
    public func verify(
        leaf: Hash, policy: TrustPolicy, latestTime: UInt64? = nil, hasher: TreeHasher
    ) throws(LogError) -> VerifiedCheckpoint {
        let verified = try policy.verify(signedCheckpoint, latestTime: latestTime)
        let checkpoint = verified.checkpoint
        try InclusionProof(index: index, size: checkpoint.size, hashes: hashes)
            .verify(leaf: leaf, root: checkpoint.root, hasher: hasher)
        return verified
    }
}
