import ChainCrypto
public import ChainFormats
public import SupervisionModel

/// A block that has been decoded and verified, with what the sequencer needs to record it. Made off the sequencer's
/// thread: hashing decides the speed of an import.
public struct PreparedBlock: Sendable {
    public let decoded: DecodedBlock
    /// SHA-256 of the raw bytes: its name in the archive.
    public let digest: Digest32

    /// - Parameter decoded: verified.
    public init(_ decoded: DecodedBlock) {
        self.decoded = decoded
        digest = Digest32(SHA256.hash(decoded.bytes).bytes) ?? .zero
    }

    public var hash: Digest32 { decoded.header.hash.digest }
    public var previous: Digest32 { decoded.header.previous.digest }
}
