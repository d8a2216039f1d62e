public import ChainCrypto

/// What an observer knows about the place of a block beyond its bytes. What is nil is not checked.
public struct BlockContext: Sendable {
    /// Height by linkage, which outranks the height in the coinbase.
    public var height: UInt64?
    /// Id of the block expected before.
    public var parent: Hash256?
    /// What `bits` may be; see `Difficulty`.
    public var difficulty: Difficulty.Expectation?
    /// Median time of the eleven blocks before, in seconds; see `BlockTimes`.
    public var medianTimePast: UInt32?
    /// The observer's clock in seconds since 1970.
    public var now: Int64?
    /// The outputs that the block spends.
    public var spentOutputs: SpentOutputs?

    public init(
        height: UInt64? = nil, parent: Hash256? = nil, difficulty: Difficulty.Expectation? = nil,
        medianTimePast: UInt32? = nil, now: Int64? = nil, spentOutputs: SpentOutputs? = nil
    ) {
        self.height = height
        self.parent = parent
        self.difficulty = difficulty
        self.medianTimePast = medianTimePast
        self.now = now
        self.spentOutputs = spentOutputs
    }
}
