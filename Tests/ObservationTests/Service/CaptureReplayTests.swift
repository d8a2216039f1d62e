import ChainFormats
import Logging
import Observation
import SupervisionModel
import Testing
import ZeroMQ
import ZeroMQPublish

/// What a real Bitcoin SV node published, through a real PUB socket, with a REST server that has what the node had.
@Suite(.serialized, .timeLimit(.minutes(2))) struct CaptureReplayTests {
    private static let regtestGenesis = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"

    private struct Stage {
        let node: PlayedNode
        let server: RESTServer
        let publisher: PublishSocket
        let sink: CollectingSink

        func observer(topics: [FeedTopic], backfill: Bool = true) async -> ChainObserver {
            var configuration = ObserverConfiguration(
                chain: testChain, network: .bsvRegtest,
                endpoints: [
                    ObservedEndpoint(
                        name: "bsv-1", legalEntity: "Test", feeds: publisher.endpoints.map { .init($0) },
                        topics: topics, backfill: backfill ? .rest(server.address) : nil)
                ])
            configuration.settings.leastPollPause = Interval(milliseconds: 100)
            configuration.settings.pollInterval = .seconds(1)
            configuration.settings.announcementGrace = Interval(milliseconds: 500)
            var logger = Logger(label: "test")
            logger.logLevel = .error
            return ChainObserver(
                configuration, cursor: await sink.cursor, sink: sink, logger: logger)
        }

        func close() async {
            publisher.close()
            await server.close()
        }
    }

    private func stage(root: String, height: Int, time: UInt32 = 0) async throws -> Stage {
        let node = PlayedNode(root: root, height: height)
        let server = try await RESTServer { node.answer($0.path) }
        var publishing = PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")])
        publishing.sendHighWaterMark = 100_000
        let cursor = ChainCursor(
            height: UInt64(height), hash: Digest32(hex: root) ?? .zero, work: .zero, headers: [], olderTimes: [time])
        return Stage(
            node: node, server: server, publisher: try PublishSocket(publishing), sink: CollectingSink(cursor: cursor))
    }

    /// Publishes the frames in order and moves the played node's tip with them.
    private func replay(
        _ frames: [Captures.Frame], _ events: [Captures.Event], on stage: Stage,
        dropping: (Int) -> Bool = { _ in false }
    ) throws {
        var events = events[...]
        for (index, frame) in frames.enumerated() {
            while let event = events.first, event.t < frame.t {
                events.removeFirst()
                if let tip = event.tip { stage.node.tip = tip }
            }
            let parts = frame.parts
            if frame.topic.hasPrefix("rawblock") { stage.node.add(parts[1]) }
            if frame.topic == "hashblock" { stage.node.tip = frame.frames[1] }
            if !dropping(index) { _ = try stage.publisher.send(parts) }
        }
    }

    @Test(
        "Ends on the node's own chain, whatever is lost",
        arguments: [
            ([FeedTopic.rawblock], 0), ([.hashblock], 0), ([.rawblock2, .hashblock2], 0),
            ([.rawblock, .hashblock], 30),
            ([.hashblock], 70), ([.rawblock2], 95),
        ])
    func frames(_ topics: [FeedTopic], _ lossPercent: Int) async throws {
        guard let frames = Captures.frames("frames"), let events = Captures.events("events") else { return }
        let stage = try await stage(root: Self.regtestGenesis, height: 0)
        let observer = await stage.observer(topics: topics)
        let running = Task { try await observer.run() }
        await stage.publisher.waitForSubscribers(to: Array(topics[0].rawValue.utf8))
        var random = SplitMix64(seed: UInt64(lossPercent))
        try replay(frames, events, on: stage) { _ in random.chance(lossPercent) }
        await stage.sink.waitForTip(stage.node.tip)
        running.cancel()
        try? await running.value
        #expect(await stage.sink.walk.map(\.hex) == stage.node.chain)
        #expect(await stage.sink.faults == [])
        #expect(stage.node.chain.count > 120)
        // Nothing but reading left the node (R13).
        #expect(stage.server.requests.allSatisfy { $0.method == "GET" && $0.body.isEmpty })
        #expect(stage.server.requests.allSatisfy { $0.path.hasPrefix("/rest/") })
        await stage.close()
    }

    @Test("Stopped in the middle and started from the cursor: nothing missing, nothing double")
    func restart() async throws {
        guard let frames = Captures.frames("frames"), let events = Captures.events("events") else { return }
        let stage = try await stage(root: Self.regtestGenesis, height: 0)
        let half = frames.count / 2
        for part in [frames[..<half], frames[half...]] {
            let observer = await stage.observer(topics: [.rawblock])
            let running = Task { try await observer.run() }
            await stage.publisher.waitForSubscribers(to: Array("rawblock".utf8))
            try replay(Array(part), events.filter { $0.t < (part.last?.t ?? 0) }, on: stage)
            await stage.sink.waitForTip(stage.node.tip)
            running.cancel()
            try? await running.value
            await stage.publisher.waitUntilUnsubscribed(from: Array("rawblock".utf8))
        }
        #expect(await stage.sink.walk.map(\.hex) == stage.node.chain)
        #expect(await stage.sink.faults == [])
        await stage.close()
    }

    @Test("A real loss that nobody can fill stays an open gap")
    func realGap() async throws {
        guard let frames = Captures.frames("frames_gap"), let events = Captures.events("events_gap") else { return }
        let parent = "1c670eae97"
        let first = try #require(frames.first { $0.topic == "rawblock" })
        let root = String(
            first.parts[1][4..<36].reversed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        #expect(root.hasPrefix(parent))
        let stage = try await stage(root: root, height: 145)
        let observer = await stage.observer(topics: [.rawblock])
        let running = Task { try await observer.run() }
        await stage.publisher.waitForSubscribers(to: Array("rawblock".utf8))
        let blocks = frames.filter { $0.topic == "rawblock" }
        try replay(blocks, events, on: stage)
        await stage.sink.wait { sink in
            sink.cursor.height == 151
                && sink.inputs.contains { if case .feedGap(let gap) = $0 { gap.reason == .counter } else { false } }
        }
        let missing = await stage.sink.inputs.compactMap { input -> Int64? in
            if case .feedGap(let gap) = input, gap.reason == .counter { gap.missing } else { nil }
        }
        #expect(missing == [9])
        #expect(observer.status?.sources.first?.gaps.contains(.counter) == true)
        running.cancel()
        try? await running.value
        #expect(await stage.sink.cursor.height == 151)
        #expect(await stage.sink.inputs.contains { $0.typeName == "feed.recovered" } == false)
        #expect(await stage.sink.faults == [])
        await stage.close()
    }
}
