public import ChainFormats
public import SupervisionModel

/// What ``ChainFollower`` wants done. Every request is answered by exactly one event.
public enum FollowerAction<Raw: Sendable, Block: Sendable>: Sendable {
    /// Hand this on, in this order.
    case emit(FollowerOutput<Block>)
    /// Ask for the tip.
    case poll(source: Int)
    /// Ask for the headers after the first of these blocks that is on the source's chain.
    case fetchHeaders(source: Int, locator: [Digest32])
    /// Ask for a block and verify it.
    case fetchBlock(source: Int, hash: Digest32, height: UInt64)
    /// Verify a block that was sent.
    case verify(source: Int, hash: Digest32, height: UInt64, raw: Raw, received: Timestamp)
    /// Hash refused bytes and report them with `refused`.
    case refuse(source: Int, Refusal, raw: Raw)
}

/// What goes on to the ledger.
public enum FollowerOutput<Block: Sendable>: Sendable {
    case connected(FollowedBlock<Block>)
    case disconnected(BlockDisconnection)
    /// One of the `feed.*` inputs.
    case feed(Input)
}

/// A verified block that extends what was handed on before.
public struct FollowedBlock<Block: Sendable>: Sendable {
    public let header: ChainHeader
    public let height: UInt64
    /// Cumulative work up to and including this block.
    public let work: UInt256
    /// Index of the source the body came from.
    public let source: Int
    public let arrival: BlockConnection.Arrival
    /// When the body came in, by the node's clock.
    public let observed: Timestamp
    public let block: Block
}
