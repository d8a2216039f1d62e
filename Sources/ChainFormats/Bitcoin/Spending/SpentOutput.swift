/// An output as far as an observer needs it after it was spent.
public struct SpentOutput: Hashable, Sendable {
    /// Smallest units, not negative.
    public let amount: Int64
    public let owner: OutputOwner
    /// Height of the block that created it.
    public let height: UInt64

    public init(amount: Int64, owner: OutputOwner, height: UInt64) {
        self.amount = amount
        self.owner = owner
        self.height = height
    }
}
