public import ChainCrypto

/// An Antelope block: header, its producer's signature, receipts and extensions.
public struct AntelopeBlock: Hashable, Sendable {
    public let header: AntelopeHeader
    public let receipts: [AntelopeReceipt]
    /// Length in bytes.
    public let size: Int

    /// Greatest length that is decoded, in bytes.
    public static let greatestByteCount = 16_777_216

    /// Decodes a packed `signed_block`.
    ///
    /// - Throws: the first thing wrong, with its offset. Memory is bounded by a small multiple of `bytes.count`.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        guard bytes.count <= Self.greatestByteCount else {
            throw DecodeError(
                .tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(Self.greatestByteCount))
        }
        let span = bytes.span.bytes
        var reader = ByteReader(span)
        let header = try AntelopeHeader.read(&reader, span)
        try reader.skipSignature()
        let count = try reader.readVarintCount(minimumSize: 38)
        var receipts: [AntelopeReceipt] = []
        receipts.reserveCapacity(count)
        for _ in 0..<count { receipts.append(try AntelopeReceipt.read(&reader, span)) }
        try reader.skipExtensions()
        guard reader.remaining == 0 else {
            throw DecodeError(.trailingBytes, at: reader.offset, found: UInt64(reader.remaining))
        }
        self.header = header
        self.receipts = receipts
        self.size = bytes.count
    }

    /// Root over the receipts: SHA-256 over pairs, the last of an odd level paired with itself, the first bit of the
    /// left hash cleared and of the right hash set (`merkle.cpp`); zero for none.
    public var receiptsRoot: Hash256 {
        var level = receipts.map(\.digest)
        guard !level.isEmpty else { return .zero }
        while level.count > 1 {
            if !level.count.isMultiple(of: 2) { level.append(level[level.count - 1]) }
            for pair in 0..<level.count / 2 {
                var left = level[2 * pair].bytes
                var right = level[2 * pair + 1].bytes
                left[0] &= 0x7f
                right[0] |= 0x80
                level[pair] = SHA256.hash(left + right)
            }
            level.removeLast(level.count / 2)
        }
        return level[0]
    }
}
