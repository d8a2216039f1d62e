public import ChainCrypto

/// The 80-byte header of a Bitcoin-format block.
///
/// Layout, little-endian: version 4, previous 32, Merkle root 32, time 4, bits 4, nonce 4.
public struct BlockHeader: Hashable, Sendable {
    /// Length in bytes.
    public static let byteCount = 80

    public let version: Int32
    /// Id of the parent block.
    public let previous: Hash256
    /// Root of the tree over the transaction ids.
    public let merkleRoot: Hash256
    /// Seconds since 1970-01-01 UTC as the miner states them.
    public let time: UInt32
    /// The target in compact form; see `CompactTarget`.
    public let bits: UInt32
    public let nonce: UInt32
    /// The block id: SHA-256d of the 80 bytes.
    public let hash: Hash256

    /// Reads the header at the start of `bytes`; what follows the 80 bytes is not looked at.
    ///
    /// - Throws: `truncated` when there are fewer than 80 bytes.
    public init(_ bytes: RawSpan) throws(DecodeError) {
        guard bytes.byteCount >= Self.byteCount, let previous = Hash256(bytes, at: 4),
            let root = Hash256(bytes, at: 36)
        else {
            throw DecodeError(
                .truncated, at: 0, found: UInt64(bytes.byteCount), expected: UInt64(Self.byteCount))
        }
        var reader = ByteReader(bytes)
        self.version = Int32(bitPattern: try reader.readUInt32())
        self.previous = previous
        self.merkleRoot = root
        try reader.skip(64)
        self.time = try reader.readUInt32()
        self.bits = try reader.readUInt32()
        self.nonce = try reader.readUInt32()
        self.hash = SHA256d.hash(bytes.extracting(0..<Self.byteCount))
    }

    /// A header made of its fields; the id is computed.
    public init(
        version: Int32, previous: Hash256, merkleRoot: Hash256, time: UInt32, bits: UInt32, nonce: UInt32
    ) {
        self.version = version
        self.previous = previous
        self.merkleRoot = merkleRoot
        self.time = time
        self.bits = bits
        self.nonce = nonce
        self.hash = SHA256d.hash(
            Self.encode(
                version: version, previous: previous, merkleRoot: merkleRoot, time: time, bits: bits, nonce: nonce))
    }

    /// The 80 bytes.
    public var bytes: [UInt8] {
        Self.encode(
            version: version, previous: previous, merkleRoot: merkleRoot, time: time, bits: bits, nonce: nonce)
    }

    private static func encode(
        version: Int32, previous: Hash256, merkleRoot: Hash256, time: UInt32, bits: UInt32, nonce: UInt32
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount)
        bytes.appendLittleEndian(version)
        previous.appendBytes(to: &bytes)
        merkleRoot.appendBytes(to: &bytes)
        bytes.appendLittleEndian(time)
        bytes.appendLittleEndian(bits)
        bytes.appendLittleEndian(nonce)
        return bytes
    }
}
