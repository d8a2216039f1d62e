public import ChainCrypto

/// A Zcash block whose bytes have the right structure; `ZcashVerifier` says whether it is right.
public struct ZcashBlock: Hashable, Sendable {
    public let header: ZcashHeader
    public let transactions: [ZcashTransaction]
    /// Length in bytes.
    public let size: Int

    /// Decodes a serialised block: header, count, transactions.
    ///
    /// - Throws: the first thing wrong, with its offset. Memory is bounded by a small multiple of `bytes.count`.
    public init(_ bytes: [UInt8], network: ZcashNetwork) throws(DecodeError) {
        guard bytes.count <= ZcashNetwork.maximumBlockBytes else {
            throw DecodeError(
                .tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(ZcashNetwork.maximumBlockBytes))
        }
        let span = bytes.span.bytes
        var reader = ByteReader(span)
        let header = try ZcashHeader.read(&reader, span, parameters: network.equihash)
        let place = reader.offset
        let count = try reader.readCount(minimumSize: 10)
        guard count > 0 else { throw DecodeError(.noTransactions, at: place, expected: 1) }
        var transactions: [ZcashTransaction] = []
        for _ in 0..<count { transactions.append(try ZcashTransaction.read(&reader, span)) }
        guard reader.remaining == 0 else {
            throw DecodeError(.trailingBytes, at: reader.offset, found: UInt64(reader.remaining))
        }
        self.header = header
        self.transactions = transactions
        self.size = bytes.count
    }

    /// The height the coinbase states; 0 for a block without parent; nil when there is none.
    public var statedHeight: UInt64? {
        if header.previous == .zero { return 0 }
        guard let script = transactions.first?.inputs.first?.script else { return nil }
        return CoinbaseHeight.decode(script.span.bytes)
    }

    /// Root over the authorizing digests of all transactions: a tree of BLAKE2b-256, the leaves filled up with zeros to
    /// a power of two, 32 bytes of 0xff for transactions before version 5 (ZIP 244).
    public var authorizingDataRoot: Hash256 {
        let none = Hash256(words: (.max, .max, .max, .max))
        var level = transactions.map { $0.authorizingDigest ?? none }
        var width = 1
        while width < level.count { width *= 2 }
        level += Array(repeating: .zero, count: width - level.count)
        while level.count > 1 {
            level = (0..<level.count / 2).map {
                ZcashTransactionDigest.hash("ZcashAuthDatHash", [level[2 * $0].bytes, level[2 * $0 + 1].bytes])
            }
        }
        return level.first ?? .zero
    }
}
