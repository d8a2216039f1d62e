import ChainFormats
import Logging
import NodeHarness
import Observation
import SupervisionModel
import Testing
import ZeroMQ

/// The observer against a real Bitcoin SV node: mined, reorganised, taken back, restarted, overflowed; in the end the
/// observed chain is the node's own, block by block.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RealNodeTests {
    private func observer(
        _ node: BitcoinSVNode, _ sink: any InputSink, cursor: ChainCursor, topics: [FeedTopic],
        queue: SubscribeConfiguration.QueueLimits? = nil
    ) throws -> ChainObserver {
        var configuration = ObserverConfiguration(
            chain: testChain, network: .bsvRegtest,
            endpoints: [
                ObservedEndpoint(
                    name: "bsv-1", legalEntity: "Test", feeds: [.init(try Endpoint(node.blockEndpoint))],
                    topics: topics, backfill: .rest(String(node.restURL.dropLast("/rest".count))))
            ])
        configuration.settings.pollInterval = .seconds(1)
        configuration.settings.leastPollPause = Interval(milliseconds: 200)
        configuration.settings.longestRetryPause = .seconds(2)
        configuration.settings.announcementGrace = Interval(milliseconds: 500)
        if let queue { configuration.queue = queue }
        var logger = Logger(label: "test")
        logger.logLevel = .error
        return ChainObserver(configuration, cursor: cursor, sink: sink, logger: logger)
    }

    private func genesis() -> ChainCursor {
        ChainCursor(height: 0, hash: .zero, work: .zero, headers: [], olderTimes: [])
    }

    private func check(_ sink: CollectingSink, _ node: BitcoinSVNode) async throws {
        await sink.waitForTip(try await node.bestBlock())
        let walk = await sink.walk.map(\.hex)
        let height = try await node.height()
        // From the genesis block on.
        #expect(walk.count == height + 1)
        for at in stride(from: 0, through: height, by: 1) where walk.indices.contains(at) {
            let expected = try await node.blockHash(at: at)
            #expect(walk[at] == expected, "height \(at)")
        }
        #expect(await sink.faults == [])
    }

    @Test(arguments: [[FeedTopic.rawblock], [.hashblock], [.rawblock2]])
    func followsEverything(_ topics: [FeedTopic]) async throws {
        try await BitcoinSVNode.with { node in
            let before = try await node.generate(30)
            let sink = CollectingSink(cursor: genesis())
            let running = Task { [observer = try observer(node, sink, cursor: genesis(), topics: topics)] in
                try await observer.run()
            }
            await sink.waitForTip(before[29])
            try await node.generate(80)
            let address = try await node.cli("getnewaddress")
            try await node.cli("sendtoaddress", address, "0.5")
            try await node.generate(1)
            try await check(sink, node)
            for depth in [1, 3, 6] {
                let old = try await node.generate(depth)
                await sink.waitForTip(old[depth - 1])
                let taken = await sink.disconnections.count
                try await node.invalidate(old[0])
                let new = try await node.generate(depth + 1)
                await sink.waitForTip(new[depth])
                #expect(await sink.disconnections.count == taken + depth)
                // Both branches valid, then one step from one to the other.
                try await node.reconsider(old[0])
                try await node.invalidate(new[0])
                await sink.waitForTip(old[depth - 1])
                try await node.reconsider(new[0])
                await sink.waitForTip(new[depth])
            }
            // A retreat: no message says it.
            let high = try await node.generate(3)
            await sink.waitForTip(high[2])
            try await node.invalidate(high[0])
            try await check(sink, node)
            try await node.restart()
            try await node.generate(2)
            try await check(sink, node)
            running.cancel()
            try await running.value
        }
    }

    @Test("A sink that stalls while the node mines: what the queue drops is fetched")
    func stalled() async throws {
        try await BitcoinSVNode.with { node in
            let before = try await node.generate(5)
            let collecting = CollectingSink(cursor: genesis())
            let stalling = StallingSink(collecting)
            let observer = try observer(
                node, stalling, cursor: genesis(), topics: [.rawblock, .hashblock],
                queue: SubscribeConfiguration.QueueLimits(messages: 8, bytes: 1 << 20, markers: 16))
            let running = Task { try await observer.run() }
            await collecting.waitForTip(before[4])
            await stalling.stall()
            // The first of these blocks stops the observer in its sink; nobody reads meanwhile, and the queue overflows.
            try await node.generate(1)
            await stalling.waitUntilStalled()
            try await node.generate(300)
            await stalling.resume()
            try await check(collecting, node)
            #expect(
                await collecting.inputs.contains {
                    if case .feedGap(let gap) = $0 { gap.reason == .overflow && gap.missing > 0 } else { false }
                })
            running.cancel()
            try await running.value
        }
    }
}

/// Takes nothing while it is stalled.
actor StallingSink: InputSink {
    private let sink: CollectingSink
    private var isStalled = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var reached: CheckedContinuation<Void, Never>?

    init(_ sink: CollectingSink) {
        self.sink = sink
    }

    func admit(_ inputs: [ObservedInput]) async throws {
        if isStalled {
            reached?.resume()
            reached = nil
            await withCheckedContinuation { waiting.append($0) }
        }
        try await sink.admit(inputs)
    }

    /// Returns when somebody waits.
    func waitUntilStalled() async {
        if waiting.isEmpty { await withCheckedContinuation { reached = $0 } }
    }

    func stall() { isStalled = true }

    func resume() {
        isStalled = false
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
