/// A verified block as the core sees it: facts of its header, and events on demand. Implemented by `ChainFormats`.
///
/// The core alone knows rule time and the chain's name, so it hands them in. Everything here is a pure function of the
/// block's bytes and its spent-output record. Hashes are as the chain prints them (`Digest32`).
///
/// Mapping of a Bitcoin-format block:
/// * one `transfer` event for every output of every transaction (coinbase included: no `from`, no payers), type
///   `BuiltInEvents.transfer`, position (ruleTime, chain, height, transaction index, output index), `origin` = txid,
///   `time` = header time, fields in the slots of `BuiltInEvents.Transfer`; `channel` is `CHAIN`;
/// * `from` only when every input's owner is known and all are one; `payers` the known owners without repetition;
///   `unknownPayers` the number of inputs with unknown owner; data carriers (OP_RETURN) have no `to`;
/// * an input's owner is the address of the output it spends, where the spent-output record has it, else what the
///   input's own script names (P2PKH, P2WPKH, P2SH-P2WPKH); otherwise it stays unknown.
public protocol BlockContent: Sendable {
    var hash: Digest32 { get }
    var previous: Digest32 { get }
    /// The header's own time, seconds since 1970.
    var headerSeconds: UInt32 { get }
    /// The header's own time as precisely as the chain states it.
    var headerTime: Timestamp { get }
    /// Whether rule time follows the header's own time: on chains whose validators sign it. Else it is the median of the
    /// last eleven, which no single miner can move.
    var isSigned: Bool { get }
    /// Bytes of the raw block.
    var size: Int { get }
    var transactionCount: Int { get }
    /// Script of the coinbase input, at most 100 bytes: where producers leave their tag.
    var coinbaseScript: [UInt8] { get }
    /// Owner of the coinbase's first output that has one.
    var payout: EntityRef? { get }

    /// The `transfer` events in order.
    /// - Parameter includeInputs: whether to fill `inputs`, which costs an allocation an input and which only rules
    ///   that read it need.
    func transfers(chain: ChainID, height: UInt64, ruleTime: Timestamp, includeInputs: Bool) -> [Event]

    /// What transactions say in the words of a vocabulary, in order: what platforms declare and what mappings make of logs.
    func declared(chain: ChainID, height: UInt64, ruleTime: Timestamp, vocabulary: Vocabulary) -> [Event]

    /// Every output spent by a transaction other than the coinbase, in order.
    func forEachSpend(_ body: (BlockSpend) -> Void)

    /// Transaction ids in order.
    func forEachTransaction(_ body: (Digest32) -> Void)
}

extension BlockContent {
    public var headerTime: Timestamp { Timestamp(seconds: headerSeconds) }
    public var isSigned: Bool { false }

    public func declared(
        chain: ChainID, height: UInt64, ruleTime: Timestamp, vocabulary: Vocabulary
    ) -> [Event] { [] }
}

/// One input of a block: which transaction spends which output.
public struct BlockSpend: Hashable, Sendable {
    public let spendingTransaction: Digest32
    public let transaction: Digest32
    public let index: UInt32
    /// As far as the node has seen the output created.
    public let amount: Money?
    public let owner: EntityRef?

    public init(
        spendingTransaction: Digest32, transaction: Digest32, index: UInt32, amount: Money?, owner: EntityRef?
    ) {
        self.spendingTransaction = spendingTransaction
        self.transaction = transaction
        self.index = index
        self.amount = amount
        self.owner = owner
    }
}
