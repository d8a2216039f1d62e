public import SupervisionModel

/// Times and bounds of a chain's observation. What is given here has a default for a chain of ten-minute blocks.
public struct FollowerSettings: Hashable, Sendable {
    /// How often each source is asked for its tip; CHAINS.md R5.
    public var pollInterval = Interval.seconds(30)
    /// Least time between two polls of a source, whatever happens.
    public var leastPollPause = Interval.seconds(1)
    /// How often an idle chain's unchanged tip is reported.
    public var aliveInterval = Interval.seconds(60)
    /// A source from which nothing came for that long, and which does not answer, is silent.
    public var silenceLimit = Interval.minutes(30)
    /// How long two sources may disagree before it is recorded.
    public var divergenceGrace = Interval.seconds(90)
    /// A source may be so many blocks behind another one.
    public var lagLimit: Int64 = 2
    /// How long a poll's tip may stay without an announcement before that counts as a gap.
    public var announcementGrace = Interval.seconds(5)
    /// How long to wait for the block itself after its id was announced, where the source sends both.
    public var pushGrace = Interval(milliseconds: 300)
    /// Answers in a row that a source's tip fell before it is followed downwards.
    public var retreatConfirmations = 2
    /// The same for a fall by more than `deepRetreat` blocks: a node that is still loading its chain looks like that.
    public var deepRetreatConfirmations = 20
    /// Blocks.
    public var deepRetreat: Int64 = 100

    /// Verified and unverified bodies held, bytes; the next block in line always fits.
    public var bodyBytes = 128 << 20
    /// Blocks beyond the tip that are fetched ahead.
    public var bodyWindow = 32
    /// Blocks fetched at once, over all sources.
    public var fetches = 8
    /// Blocks fetched at once from one source.
    public var fetchesPerSource = 4
    /// Headers beyond the tip at which no more are asked for until bodies have caught up.
    public var headersAhead: Int64 = 250
    /// Announced blocks without a known parent that are kept, and bytes of their bodies.
    public var orphans = 256
    public var orphanBytes = 64 << 20
    /// How long one is kept.
    public var orphanLife = Interval.minutes(20)
    /// First pause before a failed request is repeated; it doubles with each failure.
    public var retryPause = Interval.seconds(1)
    /// Longest pause.
    public var longestRetryPause = Interval.minutes(5)
    /// `feed.gap` inputs that one source can cause in a minute; what comes beyond them is summed.
    public var gapsPerMinute = 6
    public var tree = HeaderTree.Limits()

    public init() {}

    /// The defaults for a target spacing.
    public init(spacing: Interval) {
        let triple = Interval(milliseconds: max(1_000, spacing.milliseconds * 3))
        pollInterval = min(.seconds(30), triple)
        silenceLimit = max(.seconds(90), triple)
        divergenceGrace = max(.seconds(30), min(.minutes(10), spacing))
    }
}
