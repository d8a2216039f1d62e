/// The event types that chain adapters and the node itself emit, with fixed indexes and field slots.
///
/// Adapters fill fields by slot. A type may gain fields at its end; slots are never renumbered.
public enum BuiltInEvents {
    public static let chainBlock = EventType.Index(0)
    public static let transfer = EventType.Index(1)
    public static let chainReorg = EventType.Index(2)
    public static let conflictingSpend = EventType.Index(3)
    public static let feedGap = EventType.Index(4)
    public static let feedRecovered = EventType.Index(5)
    public static let feedSilence = EventType.Index(6)
    public static let feedDiverged = EventType.Index(7)
    public static let feedRejected = EventType.Index(8)
    public static let chainFinalityViolated = EventType.Index(9)
    public static let chainSuspended = EventType.Index(10)

    /// In index order.
    public static let all: [EventType] = [
        chainBlockType, transferType, chainReorgType, conflictingSpendType, feedGapType, feedRecoveredType,
        feedSilenceType, feedDivergedType, feedRejectedType, chainFinalityViolatedType,
        chainSuspendedType,
    ]

    /// One a block, transaction index `UInt32.max`, so that it follows the block's transfers.
    private static let chainBlockType = EventType(
        name: "chain.block",
        fields: [
            .init("hash", .digest),
            .init("prevHash", .digest),
            .init("headerTime", .timestamp),
            /// When the node first saw the block; only for blocks that arrived by push from a publisher.
            .init("observed", .timestamp),
            /// Header time less the parent's header time; may be negative.
            .init("interval", .duration),
            /// Target spacing of the chain.
            .init("target", .duration),
            .init("txCount", .int),
            .init("size", .int),
            /// Who made the block, from the tag in its coinbase or its payout address; absent when unknown.
            .init("producer", .entity),
            /// Printable part of the coinbase script.
            .init("coinbaseTag", .string),
            .init("payout", .entity),
            /// The operator answerable for the chain, from the recorded configuration.
            .init("operator", .entity),
        ])

    /// One an output of a transaction: value that moves to `to`. Event index is the output's index.
    private static let transferType = EventType(
        name: "transfer",
        fields: [
            /// The one payer, only when every input's owner is known and all are the same.
            .init("from", .entity),
            .init("to", .entity),
            .init("amount", .money),
            .init("channel", .string),
            /// Every known owner of an input, without repetition, in input order.
            .init("payers", .list(.entity)),
            /// How many inputs have an unknown owner.
            .init("unknownPayers", .int),
            .init("txid", .digest),
            /// How many outputs the transaction has.
            .init("outputs", .int),
            .init("inputs", .list(.record(transferInput))),
            .init("customer", .entity),
            .init("customerType", .string),
            .init("direction", .string),
            .init("crossBorder", .bool),
            .init("purposeCode", .string),
            .init("endToEndId", .string),
            .init("originVASP", .entity),
            .init("beneficiaryVASP", .entity),
            .init("beneficiaryHosted", .bool),
            .init("payeeSector", .string),
            .init("payerSector", .string),
            .init("fromJurisdiction", .string),
            .init("toJurisdiction", .string),
            .init("region", .string),
        ])

    /// A spent output: which, and where the node has seen it created, whose and how much.
    public static let transferInput = RecordType(
        name: "transferInput",
        fields: [
            .init("tx", .digest),
            .init("index", .int),
            .init("address", .entity),
            .init("amount", .money),
        ])

    /// The best chain left `depth` blocks behind. Emitted when the last of them is disconnected.
    private static let chainReorgType = EventType(
        name: "chain.reorg",
        fields: [
            .init("depth", .int),
            .init("forkHeight", .int),
            .init("oldTip", .digest),
            .init("newTip", .digest),
            .init("txInvalidated", .int),
            .init("operator", .entity),
        ],
        timeSource: .node)

    /// An output that a reorganised-away transaction spent is spent again by another transaction.
    private static let conflictingSpendType = EventType(
        name: "chain.conflictingSpend",
        fields: [
            .init("tx", .digest),
            .init("index", .int),
            .init("orphanedTx", .digest),
            .init("spendingTx", .digest),
            .init("amount", .money),
            .init("payer", .entity),
            .init("operator", .entity),
        ])

    private static let feedGapType = EventType(
        name: "feed.gap",
        fields: [
            .init("source", .string), .init("reason", .string), .init("fromHeight", .int), .init("toHeight", .int),
            .init("missing", .int), .init("operator", .entity),
        ],
        timeSource: .node)

    private static let feedRecoveredType = EventType(
        name: "feed.recovered",
        fields: [
            .init("source", .string), .init("fromHeight", .int), .init("toHeight", .int), .init("operator", .entity),
        ],
        timeSource: .node)

    private static let feedSilenceType = EventType(
        name: "feed.silence",
        fields: [
            .init("source", .string), .init("silent", .duration), .init("target", .duration),
            .init("operator", .entity),
        ],
        timeSource: .node)

    private static let feedDivergedType = EventType(
        name: "feed.diverged",
        fields: [
            .init("source", .string), .init("other", .string), .init("height", .int), .init("lag", .int),
            .init("hash", .digest), .init("otherHash", .digest), .init("operator", .entity),
        ],
        timeSource: .node)

    /// Bytes that were refused; summed per source, reason and minute.
    private static let feedRejectedType = EventType(
        name: "feed.rejected",
        fields: [
            .init("source", .string), .init("reason", .string), .init("count", .int), .init("detail", .string),
            .init("commitment", .bool), .init("operator", .entity),
        ],
        timeSource: .node)

    private static let chainFinalityViolatedType = EventType(
        name: "chain.finalityViolated",
        fields: [
            .init("depth", .int), .init("finalityDepth", .int), .init("forkHeight", .int),
            .init("operator", .entity),
        ],
        timeSource: .node)

    /// A chain lags so far behind that the others no longer wait for it, or does so no more.
    private static let chainSuspendedType = EventType(
        name: "chain.suspended",
        fields: [
            /// False when it has caught up.
            .init("suspended", .bool),
            /// How far its newest block lies behind.
            .init("lag", .duration),
            .init("limit", .duration),
            .init("operator", .entity),
        ],
        timeSource: .node)
}

/// Slots of the built-in payloads, for adapters that fill them and for the core that reads them.
extension BuiltInEvents {
    public enum Block {
        public static let hash = 0, prevHash = 1, headerTime = 2, observed = 3, interval = 4, target = 5
        public static let txCount = 6, size = 7, producer = 8, coinbaseTag = 9, payout = 10, chainOperator = 11
    }

    public enum Transfer {
        public static let from = 0, to = 1, amount = 2, channel = 3, payers = 4, unknownPayers = 5, txid = 6
        public static let outputs = 7, inputs = 8
    }
}
