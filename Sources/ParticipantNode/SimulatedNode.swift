public import ChainCrypto
public import ChainFormats
internal import Synchronization
public import ZeroMQPublish

/// A node of the Bitcoin family as an observer sees it: a chain that is announced over ZeroMQ and served over HTTP,
/// with faults on demand. It validates nothing and talks to no network of its own.
///
/// One lock covers everything, so that messages leave in the order of the changes.
public final class SimulatedNode: Sendable {
    private struct State {
        var chain: NodeChain
        var announcer: Announcer
        var generator: SplitMix64
        var statistics = NodeStatistics()
    }

    /// What it does wrong.
    public let faults: FaultPlan

    private let publisher: PublishSocket?
    private let topics: Set<NodeTopic>
    private let state: Mutex<State>

    /// A node without blocks.
    ///
    /// - Parameters:
    ///   - network: how blocks are decoded, and the name the HTTP interface states.
    ///   - topics: what is published.
    ///   - faults: what goes wrong.
    ///   - publisher: where messages go; `nil` for a node that only serves HTTP.
    public init(
        network: BitcoinNetwork,
        topics: Set<NodeTopic> = NodeTopic.blocks,
        faults: FaultPlan = FaultPlan(),
        publisher: PublishSocket?
    ) {
        self.faults = faults
        self.publisher = publisher
        self.topics = topics
        self.state = Mutex(
            State(
                chain: NodeChain(network: network),
                announcer: Announcer(topics: topics),
                generator: SplitMix64(seed: faults.seed)
            )
        )
    }

    /// The newest active block.
    public var tip: (hash: Hash256, height: UInt64)? {
        state.withLock { state in state.chain.tip.map { ($0.hash, $0.height) } }
    }

    /// What it has done so far.
    public var statistics: NodeStatistics { state.withLock { $0.statistics } }

    /// The header and height of an active block, for building on it.
    public func activeHeader(at height: UInt64) -> BlockHeader? {
        state.withLock { $0.chain.activeEntry(at: height)?.block.header }
    }

    /// Takes a block; announces what changes by it.
    ///
    /// - Parameters:
    ///   - bytes: a serialised block; the first may have any parent, every other needs one given before.
    ///   - firstHeight: height of the first block where the block does not say.
    ///   - isAnnounced: `false` for blocks the node had before it was observed.
    /// - Returns: whether the active branch changed.
    /// - Throws: `NodeChain.Refusal`, or `ZeroMQError` when the publisher is closed.
    @discardableResult
    public func add(_ bytes: [UInt8], firstHeight: UInt64? = nil, isAnnounced: Bool = true) throws -> Bool {
        try state.withLock { state in
            let change = try state.chain.add(bytes, firstHeight: firstHeight)
            state.statistics.blocks += 1
            if !change.disconnected.isEmpty { state.statistics.reorganisations += 1 }
            if isAnnounced { try announce(change, &state) }
            return !change.isEmpty
        }
    }

    /// Takes the newest blocks away as `invalidateblock` does: no block message says so, only `sequence`.
    public func retreat(by count: Int) throws {
        try state.withLock { state in
            let change = state.chain.retreat(by: count)
            if !change.isEmpty { state.statistics.reorganisations += 1 }
            try announce(change, &state)
        }
    }

    /// Starts all counters from 0 again, as a restarted node does.
    public func resetCounters() {
        state.withLock { $0.announcer = Announcer(topics: topics) }
    }

    /// Sends the next message of garbage.
    ///
    /// - Parameter index: which kind; every eighth is the oversize one.
    public func sendGarbage(_ index: Int) throws {
        try state.withLock { state in
            let parts = Garbage.message(index, oversizeBytes: faults.oversizeBytes, generator: &state.generator)
            try publisher?.send(parts)
            state.statistics.garbage += 1
        }
    }

    /// Answers a GET of the HTTP interface.
    public func respond(to target: String) -> RESTResponse {
        state.withLock { $0.chain.respond(to: target, withheld: faults.withheldHeights) }
    }

    private func announce(_ change: NodeChain.Change, _ state: inout State) throws {
        var announced = change
        announced.connected.removeAll { faults.withheldHeights.contains($0.height) }
        // A withheld tip is not replaced by the block below it: that one is no news.
        if let tip = change.connected.last, faults.withheldHeights.contains(tip.height) { announced.connected = [] }
        let messages = state.announcer.announcements(for: announced) { entry in
            faults.mutatedHeights.contains(entry.height) ? AlteredBody.make(of: entry.block) : entry.block.bytes
        }
        for message in messages {
            // Drawn for every message, so that the choice depends on nothing but the seed and the order.
            let draw = state.generator.next() % 1_000_000
            if draw < UInt64(faults.droppedPerMillion) {
                state.statistics.swallowed += 1
            } else {
                try publisher?.send(message.parts)
                state.statistics.messages += 1
            }
        }
    }
}
