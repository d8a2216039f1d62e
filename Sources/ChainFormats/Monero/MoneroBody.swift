import ChainCrypto
public import SupervisionModel

/// A Monero block with its transactions, as it is fetched and archived: deterministic CBOR `[difficulty, block,
/// [transaction …]]`, the last two byte strings as the chain serialises them.
///
/// The difficulty is the word of the node that was asked: RandomX is not computed here.
public struct MoneroBody: Sendable {
    public let difficulty: UInt64
    public let block: MoneroBlock
    /// In the order of the block's ids; the miner's stands in the block itself.
    public let transactions: [MoneroTransaction]
    public let bytes: [UInt8]

    /// Greatest body in bytes.
    public static let greatestByteCount = 128 << 20

    /// The bytes of a body.
    public static func encode(difficulty: UInt64, block: [UInt8], transactions: [[UInt8]]) -> [UInt8] {
        var writer = CBORWriter()
        writer.array(3)
        writer.number(difficulty)
        writer.byteString(block)
        writer.array(transactions.count)
        for transaction in transactions { writer.byteString(transaction) }
        return writer.bytes
    }

    /// Decodes a body; that the transactions are the block's is for `verify`.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        guard bytes.count <= Self.greatestByteCount else {
            throw DecodeError(.tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(Self.greatestByteCount))
        }
        var reader = CBORReader(bytes.span.bytes)
        try reader.array(count: 3)
        difficulty = try reader.number()
        block = try MoneroBlock(try reader.byteString())
        var transactions: [MoneroTransaction] = []
        for bytes in try reader.byteStrings(limit: 65_536) { transactions.append(try MoneroTransaction(bytes)) }
        self.transactions = transactions
        try reader.finish()
        self.bytes = bytes
    }

    /// Checks the block and that the transactions are those it lists, that none creates money and no key image is there
    /// twice.
    public func verify(into report: inout FormatReport) {
        MoneroVerifier.verify(block, into: &report)
        let isListed = transactions.map(\.identifier) == block.transactionIDs
        report.add(
            .merkleRoot, isListed,
            isListed
                ? "the \(transactions.count) transactions whose ids the block lists"
                : "\(transactions.count) transactions, other than the \(block.transactionIDs.count) that the block lists"
        )
        let creating = transactions.firstIndex { transaction in
            transaction.inputs.contains { if case .generation = $0 { true } else { false } }
        }
        if let creating { report.add(.coinbase, false, "transaction \(creating + 1) creates money") }
        var seen: Set<Hash256> = []
        let repeated = transactions.flatMap(\.keyImages).first { !seen.insert($0).inserted }
        report.add(
            .duplicateSpends, repeated == nil,
            repeated.map { "key image \($0.plainDigest) occurs more than once" }
                ?? "\(seen.count) key images, each once")
    }
}

/// A Monero block as the core sees it. Who pays whom and how much stays hidden: absent, never zero.
public struct MoneroContent: BlockContent {
    private let body: MoneroBody

    public init(_ body: MoneroBody) {
        self.body = body
    }

    public var hash: Digest32 { body.block.hash.plainDigest }
    public var previous: Digest32 { body.block.previous.plainDigest }
    public var headerSeconds: UInt32 { UInt32(clamping: body.block.timestamp) }
    public var size: Int { body.bytes.count }
    public var transactionCount: Int { body.block.transactionIDs.count + 1 }
    /// Pools leave their tag in the miner's `tx_extra`.
    public var coinbaseScript: [UInt8] { Array(body.block.minerTransaction.extra.prefix(100)) }
    public var payout: EntityRef? { nil }

    public func transfers(
        chain: ChainID, height: UInt64, ruleTime: Timestamp, includeInputs: Bool
    ) -> [Event] {
        let events = BlockEvents(
            chain: chain, height: height, hash: hash, time: Timestamp(seconds: headerSeconds), ruleTime: ruleTime)
        var result = body.block.minerTransaction.transfers(events, transaction: 0)
        for (index, transaction) in body.transactions.enumerated() {
            result += transaction.transfers(events, transaction: index + 1)
        }
        return result
    }

    /// A key image stands for the output it spends: the same one twice is the same output twice.
    public func forEachSpend(_ body: (BlockSpend) -> Void) {
        for transaction in self.body.transactions {
            for image in transaction.keyImages {
                body(
                    BlockSpend(
                        spendingTransaction: transaction.identifier.plainDigest, transaction: image.plainDigest,
                        index: 0, amount: nil, owner: nil))
            }
        }
    }

    public func forEachTransaction(_ body: (Digest32) -> Void) {
        body(self.body.block.minerTransaction.identifier.plainDigest)
        for identifier in self.body.block.transactionIDs { body(identifier.plainDigest) }
    }
}
