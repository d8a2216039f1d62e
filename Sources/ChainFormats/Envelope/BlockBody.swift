public import SupervisionModel

/// The transactions of a block as their chain has them, and what came of them.
///
/// `[[transaction …], [id …], [receipt …], [withdrawal …]]`, all byte strings.
public struct BlockBody: Hashable, Sendable {
    /// Original bytes, in order.
    public let transactions: [[UInt8]]
    /// Ids as the chain makes them, where they cannot be computed from the bytes; else none.
    public let identifiers: [Digest32]
    /// What the receipts' root is over, in the order of the transactions; none where the chain proves none.
    public let receipts: [[UInt8]]
    /// EVM chains since Shanghai; nil: the block has no list.
    public let withdrawals: [[UInt8]]?

    /// Transactions a block may have.
    public static let greatestTransactionCount = 100_000

    public init(
        transactions: [[UInt8]], identifiers: [Digest32] = [], receipts: [[UInt8]] = [],
        withdrawals: [[UInt8]]? = nil
    ) {
        self.transactions = transactions
        self.identifiers = identifiers
        self.receipts = receipts
        self.withdrawals = withdrawals
    }

    /// The body as it travels.
    public var bytes: [UInt8] {
        var writer = CBORWriter()
        writer.array(withdrawals == nil ? 3 : 4)
        writer.array(transactions.count)
        for transaction in transactions { writer.byteString(transaction) }
        writer.array(identifiers.count)
        for identifier in identifiers { writer.byteString(identifier.bytes) }
        writer.array(receipts.count)
        for receipt in receipts { writer.byteString(receipt) }
        if let withdrawals {
            writer.array(withdrawals.count)
            for withdrawal in withdrawals { writer.byteString(withdrawal) }
        }
        return writer.bytes
    }

    init(_ span: RawSpan, in range: Range<Int>) throws(DecodeError) {
        var reader = CBORReader(span, in: range)
        let start = reader.offset
        let parts = try reader.array(limit: 4)
        guard parts >= 3 else { throw DecodeError(.wrongLength, at: start, found: UInt64(parts), expected: 3) }
        transactions = try reader.byteStrings(limit: Self.greatestTransactionCount)
        let place = reader.offset
        var identifiers: [Digest32] = []
        for _ in 0..<(try reader.array(limit: Self.greatestTransactionCount)) {
            identifiers.append(try reader.digest())
        }
        guard identifiers.isEmpty || identifiers.count == transactions.count else {
            throw DecodeError(
                .wrongLength, at: place, found: UInt64(identifiers.count), expected: UInt64(transactions.count))
        }
        self.identifiers = identifiers
        receipts = try reader.byteStrings(limit: Self.greatestTransactionCount)
        withdrawals = parts == 4 ? try reader.byteStrings(limit: 1_024) : nil
        try reader.finish()
    }
}

extension CBORReader {
    /// An array of byte strings.
    mutating func byteStrings(limit: Int) throws(DecodeError) -> [[UInt8]] {
        let count = try array(limit: limit)
        var strings: [[UInt8]] = []
        strings.reserveCapacity(count)
        for _ in 0..<count { strings.append(try byteString()) }
        return strings
    }
}
