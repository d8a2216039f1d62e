/// An output that a block creates, for the index of unspent outputs.
public struct CreatedOutput: Hashable, Sendable {
    public let outpoint: Outpoint
    /// Smallest units as written.
    public let amount: Int64
    public let owner: OutputOwner
    /// Index of the transaction in the block; 0 is the coinbase.
    public let transaction: Int
}
