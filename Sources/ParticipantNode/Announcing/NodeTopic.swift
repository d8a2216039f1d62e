/// A topic of the ZeroMQ publisher of Bitcoin-family nodes.
public enum NodeTopic: String, Hashable, Sendable, CaseIterable {
    /// Id of the new tip, 32 bytes in display order.
    case hashblock
    /// The new tip, serialised.
    case rawblock
    /// Id of a transaction of a connected or disconnected block, 32 bytes in display order.
    case hashtx
    /// A transaction of a connected or disconnected block, serialised.
    case rawtx
    /// Id of a connected or disconnected block and the label C or D (Bitcoin Core 0.21 and later).
    case sequence
    /// Id of every connected block in order (Bitcoin SV).
    case hashblock2
    /// Every connected block in order, serialised (Bitcoin SV).
    case rawblock2

    /// What Bitcoin Core operators usually switch on for block observers.
    public static let blocks: Set<NodeTopic> = [.hashblock, .rawblock, .sequence]
    /// The two topics about transactions.
    public static let transactions: Set<NodeTopic> = [.hashtx, .rawtx]
}
