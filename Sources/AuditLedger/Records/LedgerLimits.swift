/// Bounds of what the ledger stores. Encoder and decoder hold the same ones.
public enum LedgerLimits {
    /// A record. (The format of a log entry would allow 65,535.)
    public static let maximumRecordByteCount = 16 * 1024
    /// The payload of one item.
    public static let maximumItemByteCount = 16 * 1024
    /// The bytes of a sealed input; they are not in the ledger, only their commitment is.
    public static let maximumSealedByteCount = 1 << 20
    /// Items of one record.
    public static let maximumItemCount = 1 << 20
    /// The result tree has at least so many leaves, so that it does not show how few items there are.
    public static let minimumLeafCount = 8
    /// Sequence numbers and times must be integers of the JSON profile.
    public static let maximumInteger: Int64 = 9_007_199_254_740_991
}
