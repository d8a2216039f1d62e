import ChainCrypto
public import ChainFormats
public import SupervisionModel

/// A block that has been decoded and verified, with what the sequencer needs to record it. Made off the sequencer's
/// thread: hashing decides the speed of an import.
public struct PreparedBlock: Sendable {
    public let block: ChainBlock
    /// SHA-256 of the raw bytes: its name in the archive.
    public let digest: Digest32
    /// What it adds to the weight of its branch.
    public let work: UInt256

    /// - Parameters:
    ///   - block: verified.
    ///   - work: where it is known from elsewhere than the block.
    public init(_ block: ChainBlock, work: UInt256? = nil) {
        self.block = block
        self.work = work ?? block.work
        digest = Digest32(SHA256.hash(block.bytes).bytes) ?? .zero
    }

    public init(_ decoded: DecodedBlock) { self.init(.bitcoin(decoded)) }

    public var hash: Digest32 { block.hash }
    public var previous: Digest32 { block.previous }
    /// The header's own time, seconds since 1970.
    public var seconds: UInt32 { block.seconds }
    public var byteCount: Int { block.bytes.count }
}
