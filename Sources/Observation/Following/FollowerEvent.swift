public import SupervisionModel

/// What happened outside, told to ``ChainFollower``. Sources are named by their index.
public enum FollowerEvent<Raw: Sendable, Block: Sendable>: Sendable {
    /// A message of a feed.
    ///
    /// - link: index of the address within the source; each has its own counters.
    /// - isDropped: the node's own queue was full, so the body is missing.
    case message(
        source: Int, link: Int, topic: FeedTopic, counter: UInt32, content: FeedMessage<Raw>, received: Timestamp,
        isDropped: Bool)
    /// What a feed says whose counters are followed elsewhere.
    case feed(source: Int, content: FeedMessage<Raw>, received: Timestamp)
    /// So many messages of a source's feed are missing.
    case lost(source: Int, messages: Int64)
    /// A publisher began to count anew.
    case restarted(source: Int)
    /// Bytes that were no good; `body` is their SHA-256.
    case refused(source: Int, Refusal, body: Digest32?)
    /// The node's own queue lost messages of which nothing is known.
    case overflow(source: Int, messages: Int64)
    /// A connection to a publisher is ready: what it published before is missed.
    case ready(source: Int, link: Int)
    /// The answer to `poll`.
    case tip(source: Int, hash: Digest32, height: UInt64)
    /// No answer to `poll`.
    case tipFailed(source: Int)
    /// The answer to `fetchHeaders`: headers of the source's own chain in order, the common block first.
    ///
    /// - more: the answer was cut at its limit.
    case headers(source: Int, [ChainHeader], more: Bool)
    /// No answer to `fetchHeaders`, or none of the blocks named is on the source's chain.
    case headersFailed(source: Int, hasNoCommonBlock: Bool)
    /// A body is good.
    case verified(
        source: Int, hash: Digest32, block: Block, byteCount: Int, arrival: BlockConnection.Arrival, received: Timestamp
    )
    /// A body is not; `body` is its SHA-256.
    case unverified(source: Int, hash: Digest32, Refusal, body: Digest32?, arrival: BlockConnection.Arrival)
    /// The source did not give the block.
    case unavailable(source: Int, hash: Digest32)
    /// Time has passed.
    case tick
}
