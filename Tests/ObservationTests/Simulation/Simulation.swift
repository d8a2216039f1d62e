import ChainFormats
import Observation
import SupervisionModel

/// One follower and the sources it talks to, in simulated time.
struct Simulation {
    /// A participant's node as the simulation plays it.
    struct Source {
        var tip: Digest32
        var pushesBlocks = false
        var answers = true
        /// Does it answer requests now?
        var isReachable = true
        /// Blocks it will not give.
        var withheld: Set<Digest32> = []
        /// Blocks it gives a bad body for.
        var mutated: Set<Digest32> = []
        var counters: [FeedTopic: UInt32] = [:]
    }

    var chain: SimulatedChain
    var sources: [Source]
    private(set) var follower: ChainFollower<SimulatedBody, SimulatedBody>
    private(set) var uptime: Int64 = 1_000_000
    /// The chain handed on, from the cursor's block.
    private(set) var walk: [Digest32]
    /// Inputs other than blocks, in order.
    private(set) var inputs: [Input] = []
    private(set) var disconnections: [BlockDisconnection] = []
    private(set) var connections = 0
    /// What went wrong with the walk; must stay empty.
    private(set) var faults: [String] = []
    /// Requests not yet answered.
    private var open: [FollowerAction<SimulatedBody, SimulatedBody>] = []
    /// Whether requests wait for `answerOne`.
    var holdsAnswers = false

    init(
        chain: SimulatedChain, sources: [Source], from cursor: Digest32? = nil,
        change: (inout FollowerSettings) -> Void = { _ in }
    ) {
        self.chain = chain
        self.sources = sources
        let start = cursor ?? chain.genesis
        self.walk = chain.path(to: start)
        self.follower = Self.makeFollower(chain, sources, cursor: start, uptime: uptime, change: change)
    }

    private static func makeFollower(
        _ chain: SimulatedChain, _ sources: [Source], cursor: Digest32, uptime: Int64,
        change: (inout FollowerSettings) -> Void
    ) -> ChainFollower<SimulatedBody, SimulatedBody> {
        var settings = FollowerSettings(spacing: .minutes(10))
        change(&settings)
        return ChainFollower(
            chain: testChain, cursor: chain.cursor(at: cursor), rules: SimulatedRules(),
            sources: sources.enumerated().map { index, source in
                SourceDescription(
                    name: "s\(index)", pushes: true, pushesBlocks: source.pushesBlocks, answers: source.answers)
            }, settings: settings, now: moment(uptime))
    }

    static func moment(_ uptime: Int64) -> Moment {
        Moment(
            wall: Timestamp(milliseconds: 1_800_000_000_000 + uptime), uptime: Interval(milliseconds: uptime))
    }

    var now: Moment { Self.moment(uptime) }
    var tip: Digest32 { walk.last ?? .zero }

    // MARK: what happens

    mutating func send(_ event: FollowerEvent<SimulatedBody, SimulatedBody>) {
        perform(follower.handle(event, at: now))
    }

    private mutating func perform(_ actions: [FollowerAction<SimulatedBody, SimulatedBody>]) {
        for action in actions {
            if case .emit(let output) = action { take(output) } else { open.append(action) }
        }
        guard !holdsAnswers else { return }
        while !open.isEmpty { answerOne() }
    }

    /// Answers the request at `index`.
    mutating func answerOne(at index: Int = 0) {
        guard open.indices.contains(index) else { return }
        let action = open.remove(at: index)
        let held = holdsAnswers
        holdsAnswers = true
        if let event = answer(action) { send(event) }
        holdsAnswers = held
    }

    var openCount: Int { open.count }

    /// Lets time pass in steps of a second.
    mutating func pass(seconds: Int) {
        for _ in 0..<seconds {
            uptime += 1_000
            send(.tick)
        }
    }

    mutating func pass(milliseconds: Int64) {
        uptime += milliseconds
        send(.tick)
    }

    /// The publisher announces a block on a topic.
    mutating func announce(_ hash: Digest32, by source: Int, topic: FeedTopic = .hashblock, isLost: Bool = false) {
        let counter = sources[source].counters[topic] ?? 0
        sources[source].counters[topic] = counter &+ 1
        guard !isLost else { return }
        let content: FeedMessage<SimulatedBody>
        if topic.carriesBlock, let header = chain.headers[hash] {
            content = .pushed(
                header: header,
                raw: SimulatedBody(hash: hash, isGood: !sources[source].mutated.contains(hash)), byteCount: 1_000)
        } else {
            content = .announced(hash)
        }
        send(
            .message(
                source: source, link: 0, topic: topic, counter: counter, content: content, received: now.wall,
                isDropped: false))
    }

    /// The source's node moves to a tip and announces it.
    mutating func move(_ source: Int, to hash: Digest32, topic: FeedTopic = .hashblock, isLost: Bool = false) {
        sources[source].tip = hash
        announce(hash, by: source, topic: topic, isLost: isLost)
    }

    mutating func restart() {
        open = []
        follower = Self.makeFollower(chain, sources, cursor: tip, uptime: uptime, change: { _ in })
    }

    // MARK: what the sources answer

    private func answer(
        _ action: FollowerAction<SimulatedBody, SimulatedBody>
    ) -> FollowerEvent<SimulatedBody, SimulatedBody>? {
        switch action {
        case .emit: return nil
        case .poll(let source):
            guard sources[source].isReachable, let height = chain.heights[sources[source].tip] else {
                return .tipFailed(source: source)
            }
            return .tip(source: source, hash: sources[source].tip, height: UInt64(height))
        case .fetchHeaders(let source, let locator):
            guard sources[source].isReachable else { return .headersFailed(source: source, hasNoCommonBlock: false) }
            let path = chain.path(to: sources[source].tip)
            for hash in locator {
                guard let index = path.firstIndex(of: hash) else { continue }
                let part = path[index...].prefix(50)
                return .headers(
                    source: source, part.compactMap { chain.headers[$0] }, more: part.endIndex < path.endIndex)
            }
            return .headersFailed(source: source, hasNoCommonBlock: true)
        case .fetchBlock(let source, let hash, _):
            guard sources[source].isReachable, chain.headers[hash] != nil,
                !sources[source].withheld.contains(hash)
            else {
                return .unavailable(source: source, hash: hash)
            }
            return judge(
                SimulatedBody(hash: hash, isGood: !sources[source].mutated.contains(hash)), source: source,
                arrival: .backfill)
        case .verify(let source, _, _, let raw, _):
            return judge(raw, source: source, arrival: .push)
        case .refuse(let source, let refusal, let raw):
            return .refused(source: source, refusal, body: raw.hash)
        }
    }

    private func judge(
        _ body: SimulatedBody, source: Int, arrival: BlockConnection.Arrival
    ) -> FollowerEvent<SimulatedBody, SimulatedBody> {
        body.isGood
            ? .verified(
                source: source, hash: body.hash, block: body, byteCount: 1_000, arrival: arrival, received: now.wall)
            : .unverified(
                source: source, hash: body.hash, Refusal(reason: "block.mutation", isCommitmentMismatch: true),
                body: SimulatedChain.digest(UInt64(source) + 1 << 40), arrival: arrival)
    }

    // MARK: what is handed on

    private mutating func take(_ output: FollowerOutput<SimulatedBody>) {
        switch output {
        case .connected(let block):
            connections += 1
            if block.header.parent != tip { faults.append("\(block.header.hash) does not follow \(tip)") }
            if !block.block.isGood { faults.append("\(block.header.hash) is bad") }
            if Int64(block.height) != chain.heights[block.header.hash] { faults.append("height \(block.height)") }
            if block.work.hex != paddedHex(chain.work[block.header.hash] ?? 0) { faults.append("work \(block.work)") }
            walk.append(block.header.hash)
        case .disconnected(let block):
            disconnections.append(block)
            if block.hash != tip { faults.append("\(block.hash) taken back, but the tip is \(tip)") }
            if Int64(block.height) != chain.heights[block.hash] { faults.append("height \(block.height) taken back") }
            walk.removeLast()
        case .feed(let input):
            inputs.append(input)
        }
    }

    // MARK: reading

    var inputNames: [String] { inputs.map(\.typeName) }

    func gaps(_ reason: FeedGap.Reason) -> [FeedGap] {
        inputs.compactMap { if case .feedGap(let gap) = $0, gap.reason == reason { gap } else { nil } }
    }

    var recoveries: [FeedRecovery] {
        inputs.compactMap { if case .feedRecovered(let recovery) = $0 { recovery } else { nil } }
    }

    var rejections: [FeedRejection] {
        inputs.compactMap { if case .feedRejected(let rejection) = $0 { rejection } else { nil } }
    }

    var divergences: [FeedDivergence] {
        inputs.compactMap { if case .feedDiverged(let divergence) = $0 { divergence } else { nil } }
    }
}

let testChain: ChainID = ChainID("test") ?? makeChainID()
private func makeChainID() -> ChainID { preconditionFailure("the name of the test chain is not allowed") }

private func paddedHex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 64 - digits.count) + digits
}
