public import ChainCrypto

/// The header of a Zcash block.
///
/// Layout, little-endian: version 4, previous 32, Merkle root 32, commitments 32, time 4, bits 4, nonce 32, CompactSize
/// and Equihash solution; 1,487 bytes on the main network.
public struct ZcashHeader: Hashable, Sendable {
    public let version: Int32
    public let previous: Hash256
    /// Root of the tree over the transaction ids.
    public let merkleRoot: Hash256
    /// Before Sapling reserved; until Heartwood the root of the note commitment tree; then a root over the chain's
    /// history, with NU5 one over history and authorizing data (ZIP 221, ZIP 244).
    public let commitments: Hash256
    /// Seconds since 1970-01-01 UTC as the miner states them.
    public let time: UInt32
    /// The target in compact form; see `CompactTarget`.
    public let bits: UInt32
    /// Bytes before the solution, nonce included: what Equihash works on. 140 bytes.
    let preimage: [UInt8]
    public let solution: [UInt8]
    /// The block id: SHA-256d of all of the header.
    public let hash: Hash256

    static func read(
        _ reader: inout ByteReader, _ span: RawSpan, parameters: EquihashParameters
    ) throws(DecodeError) -> ZcashHeader {
        let start = reader.offset
        let version = Int32(bitPattern: try reader.readUInt32())
        let previous = try reader.readHash(span)
        let root = try reader.readHash(span)
        let commitments = try reader.readHash(span)
        let time = try reader.readUInt32()
        let bits = try reader.readUInt32()
        try reader.skip(32)
        let preimage = start..<reader.offset
        let place = reader.offset
        let length = try reader.readLength()
        guard length == parameters.solutionByteCount else {
            throw DecodeError(
                .wrongLength, at: place, found: UInt64(length), expected: UInt64(parameters.solutionByteCount))
        }
        let solution = reader.offset..<reader.offset + length
        try reader.skip(length)
        return ZcashHeader(
            version: version, previous: previous, merkleRoot: root, commitments: commitments, time: time, bits: bits,
            preimage: span.copy(preimage), solution: span.copy(solution),
            hash: SHA256d.hash(span.extracting(start..<reader.offset)))
    }
}

extension RawSpan {
    /// The bytes of a range as an array.
    func copy(_ range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBytes { Array($0) }
    }
}
