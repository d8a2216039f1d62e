public import SupervisionModel

/// What the best chain is chosen by: a block header whose proof of work has been checked against its own target, or whose
/// signatures have been checked against the validators it names.
public struct ChainHeader: Hashable, Sendable, BitwiseCopyable {
    /// Block id in display order.
    public let hash: Digest32
    /// Id of the parent in display order; all zero for a genesis block.
    public let parent: Digest32
    /// Seconds since 1970 as the miner states them.
    public let time: UInt32
    /// Target in compact form; on other chains what `HeaderRules.work(of:)` makes of it.
    public let bits: UInt32

    public init(hash: Digest32, parent: Digest32, time: UInt32, bits: UInt32) {
        self.hash = hash
        self.parent = parent
        self.time = time
        self.bits = bits
    }
}
