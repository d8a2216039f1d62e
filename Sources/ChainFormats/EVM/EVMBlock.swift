public import ChainCrypto

/// A block of Ethereum's format with its receipts where they are known: decoded, not yet verified.
public struct EVMBlock: Sendable {
    public let header: EVMHeader
    public let seals: EVMSeals
    public let transactions: [EVMTransaction]
    /// RLP of the list of ommers.
    let ommers: [UInt8]
    /// RLP of each withdrawal; nil before Shanghai.
    let withdrawals: [[UInt8]]?
    /// In the order of the transactions; nil when unknown, which leaves open what succeeded.
    public let receipts: [EVMReceipt]?

    /// Greatest block in bytes.
    public static let greatestByteCount = 16_777_216

    /// Decodes the RLP of a block: header, transactions, ommers and, since Shanghai, withdrawals.
    ///
    /// - Parameter receipts: the bytes that the receipts trie holds, in order; nil when unknown.
    /// - Throws: the first thing wrong, with its offset in the block, in `extraData` or in the receipt.
    public init(_ bytes: [UInt8], receipts: [[UInt8]]? = nil) throws(DecodeError) {
        guard bytes.count <= Self.greatestByteCount else {
            throw DecodeError(
                .tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(Self.greatestByteCount))
        }
        let root = try RLPItem(bytes)
        let parts = try root.list()
        guard parts.count == 3 || parts.count == 4 else {
            throw DecodeError(.wrongLength, at: root.offset, found: UInt64(parts.count), expected: 3)
        }
        self.header = try EVMHeader(parts[0])
        self.seals = try EVMSeals(header)
        var transactions: [EVMTransaction] = []
        for item in try parts[1].list() { transactions.append(try EVMTransaction(item)) }
        self.transactions = transactions
        for ommer in try parts[2].list() { _ = try EVMHeader(ommer) }
        self.ommers = parts[2].encoded
        self.withdrawals = parts.count == 4 ? try parts[3].list().map(\.encoded) : nil
        if let receipts {
            var decoded: [EVMReceipt] = []
            for receipt in receipts { decoded.append(try EVMReceipt(receipt)) }
            self.receipts = decoded
        } else {
            self.receipts = nil
        }
    }

    /// The block id.
    public var hash: Hash256 { seals.blockHash }
}
