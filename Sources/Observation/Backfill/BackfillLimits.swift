/// Bounds on what is asked of a node and taken from it.
public struct BackfillLimits: Hashable, Sendable {
    /// Longest time for a small answer.
    public var timeout = Duration.seconds(10)
    /// Longest time for a block.
    public var blockTimeout = Duration.seconds(120)
    /// Largest block, bytes.
    public var maximumBlockBytes = 32 << 20
    /// Largest small answer, bytes: 2,000 headers have 160,000.
    public var maximumAnswerBytes = 1 << 20
    /// Headers in one answer over REST, at most 2,000. The way to the best header is walked with every event, so no more
    /// are held ahead than keep the fetches busy.
    public var headersPerRequest = 500
    /// Headers in one answer over RPC, where each costs two calls.
    public var headersPerCallSeries = 200

    public init() {}
}
