public import SupervisionModel

/// A stretch of a chain's life in which its blocks are not as usual.
public struct ChainSpan: Sendable {
    public enum Kind: Sendable {
        /// No block comes; the block at the end of the span comes late.
        case silence
        /// The last block before the span claims the time of its end; no other block comes before that.
        case ahead
        /// Blocks come, but their clock stands at the beginning of the span. Nobody knows when they arrived.
        case stoppedClock
        /// Exactly the planned blocks of the span come, are left behind, and come again on another branch.
        case replaced
        /// One producer makes a share of the blocks: those whose ordinal in the span is chosen.
        case producer(Party, share: Int, of: Int)
    }

    public let chain: Int
    public let kind: Kind
    public let from: Timestamp
    /// Excluded.
    public let to: Timestamp

    public init(chain: Int, kind: Kind, from: Timestamp, to: Timestamp) {
        self.chain = chain
        self.kind = kind
        self.from = from
        self.to = to
    }

    func contains(_ moment: Timestamp) -> Bool { from <= moment && moment < to }
}
