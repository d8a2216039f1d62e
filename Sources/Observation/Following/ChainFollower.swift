public import SupervisionModel

/// The brain of one chain's observation: which block is next, what is missing, and whom to ask for it.
///
/// A pure state machine: events go in with the time, actions come out. It reads no clock and does no I/O. CHAINS.md
/// section 9 lists the rules it keeps (R1 to R17). In short:
///
/// - What a publisher sends is a hint. Truth is the tree of verified headers, and the answers to polls.
/// - A block is handed on when it extends the last one handed on and its body is verified: never one is skipped, never
///   one comes twice without having been taken back.
/// - In a reorganisation nothing is taken back before every block of the new branch, up to the one with which it
///   outweighs the old branch, has been verified.
/// - The best chain is the one with the most work among those that some source stands by; first seen wins ties. When
///   every source that can be asked says repeatedly that it has left the tip, the tip is taken back (a retreat), even
///   to less work: the node follows what the participants run.
/// - What cannot be had stays an open gap.
public struct ChainFollower<Raw: Sendable, Block: Sendable>: Sendable {
    public let chain: ChainID
    public let settings: FollowerSettings
    /// Verified headers; its tip is the last block handed on.
    public internal(set) var tree: HeaderTree

    var sources: [SourceState]
    var orphans: OrphanBuffer<Raw>
    var bodies: [Digest32: BodyEntry<Raw, Block>] = [:]
    /// Bytes of bodies in hand, being verified and spare.
    var heldBytes = 0
    var fetchesInFlight = 0
    var rejections = RejectionSums()
    var divergences: [Divergence] = []
    /// Rises with each event: orders statements and gaps.
    var stamp: UInt64 = 0
    /// When the tip last moved.
    var tipMoved: Interval
    var lastAlive: Interval
    var connectsSincePrune = 0
    var actions: [FollowerAction<Raw, Block>] = []
    var now: Moment

    /// A follower that goes on from a durable cursor.
    public init(
        chain: ChainID, cursor: ChainCursor, rules: any HeaderRules, sources: [SourceDescription],
        settings: FollowerSettings, now: Moment
    ) {
        self.chain = chain
        self.settings = settings
        self.tree = HeaderTree(cursor: cursor, rules: rules, limits: settings.tree)
        self.sources = sources.map { SourceState($0, now: now.uptime) }
        self.orphans = OrphanBuffer(countLimit: settings.orphans, byteLimit: settings.orphanBytes)
        self.tipMoved = now.uptime
        self.lastAlive = now.uptime
        self.now = now
    }

    /// Takes an event in and says what to do.
    public mutating func handle(_ event: FollowerEvent<Raw, Block>, at now: Moment) -> [FollowerAction<Raw, Block>] {
        self.now = now
        stamp += 1
        apply(event)
        pursue()
        closeGaps()
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    /// What is left to say at the end: the sums of refused bytes of the current minute.
    public mutating func finish(at now: Moment) -> [FollowerOutput<Block>] {
        rejections.flush(chain: chain, names: sources.map(\.description.name), at: now.wall, all: true)
            .map { .feed(.feedRejected($0)) }
    }

    private mutating func apply(_ event: FollowerEvent<Raw, Block>) {
        switch event {
        case .message(let source, let link, let topic, let counter, let content, let received, let isDropped):
            guard sources.indices.contains(source) else { return }
            hear(source)
            note(counter, source: source, link: link, topic: topic)
            if isDropped { openGap(source, .overflow, missing: 1) }
            receive(content, source: source, received: received)
        case .feed(let source, let content, let received):
            guard sources.indices.contains(source) else { return }
            hear(source)
            receive(content, source: source, received: received)
        case .lost(let source, let messages):
            guard sources.indices.contains(source) else { return }
            openGap(source, .counter, missing: messages)
            pollSoon(source)
        case .restarted(let source):
            guard sources.indices.contains(source) else { return }
            openGap(source, .restart, missing: 0)
            pollSoon(source)
        case .refused(let source, let refusal, let body):
            reject(refusal, body: body, source: source)
        case .overflow(let source, let messages):
            guard sources.indices.contains(source) else { return }
            openGap(source, .overflow, missing: messages)
            pollSoon(source)
        case .ready(let source, let link):
            guard sources.indices.contains(source) else { return }
            sources[source].counters.beginSession(link: link)
            pollSoon(source)
        case .tip(let source, let hash, let height):
            guard sources.indices.contains(source) else { return }
            receiveTip(hash, height: height, source: source)
        case .tipFailed(let source):
            guard sources.indices.contains(source) else { return }
            failPoll(source)
        case .headers(let source, let headers, let more):
            guard sources.indices.contains(source) else { return }
            receiveHeaders(headers, more: more, source: source)
        case .headersFailed(let source, let hasNoCommonBlock):
            guard sources.indices.contains(source) else { return }
            failHeaders(source, hasNoCommonBlock: hasNoCommonBlock)
        case .verified(let source, let hash, let block, let byteCount, let arrival, let received):
            receiveVerified(
                hash,
                BodyEntry.Ready(
                    block: block, byteCount: byteCount, source: source, arrival: arrival, observed: received))
        case .unverified(let source, let hash, let refusal, let body, let arrival):
            reject(refusal, body: body, source: source)
            failBody(hash, source: source, arrival: arrival)
        case .unavailable(let source, let hash):
            failBody(hash, source: source, arrival: .backfill)
        case .tick:
            tick()
        }
    }

    /// Everything that follows from a changed state: connect what can be connected, ask for what is missing.
    private mutating func pursue() {
        advance()
        scheduleHeaders()
        scheduleBodies()
        schedulePolls()
    }

    mutating func emit(_ output: FollowerOutput<Block>) {
        actions.append(.emit(output))
    }

    mutating func reject(_ refusal: Refusal, body: Digest32?, source: Int) {
        guard sources.indices.contains(source) else { return }
        rejections.add(refusal, body: body, source: source, at: now.wall)
    }

    mutating func hear(_ source: Int) {
        sources[source].lastHeard = now.uptime
        sources[source].silenceReported = 0
    }

    /// A pause that doubles with each failure.
    func pause(after failures: Int) -> Interval {
        let factor = Int64(1) << Int64(min(max(failures, 1), 20) - 1)
        return min(
            settings.longestRetryPause, Interval(milliseconds: settings.retryPause.milliseconds * factor))
    }
}
