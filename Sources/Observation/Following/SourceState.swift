import SupervisionModel

/// What the follower knows of one source.
struct SourceState: Sendable {
    /// A block the source has named and whose header is not known.
    struct Pending: Sendable {
        let hash: Digest32
        /// Whether it was the answer to a poll, and when that was asked.
        let polled: Interval?
        let stamp: UInt64
        var fetchAt: Interval
        var attempts: Int
    }

    /// A poll's tip that was not announced so far.
    struct Suspicion: Sendable {
        let hash: Digest32
        let from: Int64
        let to: Int64
        let stamp: UInt64
        let due: Interval
    }

    struct Gap: Sendable {
        let reason: FeedGap.Reason
        let from: Int64
        let to: Int64?
        var missing: Int64
        /// Statements of the source from this stamp on close the gap when they are connected.
        var stamp: UInt64
        /// Whether `feed.gap` has been emitted for all of `missing`.
        var isStated: Bool
    }

    let description: SourceDescription
    var counters = CounterTracker()

    /// The block with the most work that the source has on its chain, as far as it has said.
    var claim: Digest32?
    var claimRaised = Interval.zero
    /// When the poll was sent that confirmed the claim.
    var claimConfirmed: Interval?
    /// Answers in a row that contradict the claim by a tip with no more work.
    var contradictions = 0
    /// The last block the source has named and that is in the tree.
    var stated: (hash: Digest32, stamp: UInt64)?
    var pending: Pending?
    var suspicion: Suspicion?
    /// The last blocks it announced, oldest first.
    var announced: [Digest32] = []

    var lastHeard: Interval
    /// Silence already reported, as a multiple of the limit.
    var silenceReported: Int64 = 0

    var pollSent: Interval?
    var pollInFlight = false
    var pollDue: Interval
    var pollFailures = 0
    var headersInFlight = false
    var headersRetry = Interval.zero
    var headersFailures = 0
    /// Where the last answer was cut at its limit: there are more headers after this one.
    var headersCut: Digest32?
    var fetches = 0

    var gaps: [Gap] = []
    var gapWindow = Interval.zero
    var gapsInWindow = 0

    init(_ description: SourceDescription, now: Interval) {
        self.description = description
        lastHeard = now
        pollDue = now
    }

    mutating func noteAnnouncement(_ hash: Digest32) {
        guard !announced.contains(hash) else { return }
        announced.append(hash)
        if announced.count > 64 { announced.removeFirst(32) }
    }
}
