import ChainCrypto
import ChainFormats
import ParticipantNode
import Testing
import ZeroMQ
import ZeroMQPublish

/// A simulated node, its publisher and a subscriber on loopback.
@Suite(.timeLimit(.minutes(2))) struct SimulatedNodeTests {
    private struct Run {
        let events: [SubscribeEvent]
        let statistics: NodeStatistics
    }

    /// Publishes the blocks, then ends the feed with a message of its own, and returns what was received before.
    private static func publish(_ blocks: [[UInt8]], _ faults: FaultPlan) async throws -> Run {
        var publishing = PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")])
        publishing.sendHighWaterMark = 0
        let publisher = try PublishSocket(publishing)
        var subscribing = SubscribeConfiguration(
            sources: [.init(publisher.endpoints[0])],
            subscriptions: [.exact("hashblock"), .exact("rawblock"), .exact("sequence"), .exact("end")]
        )
        subscribing.maximumMessageBytes = 1 << 20
        let socket = try SubscribeSocket(subscribing)
        await publisher.waitForSubscribers(to: Array("end".utf8))
        let node = SimulatedNode(network: .regtest, faults: faults, publisher: publisher)
        for bytes in blocks { try node.add(bytes) }
        for index in 0..<faults.garbageMessages { try node.sendGarbage(index) }
        try publisher.send([Array("end".utf8)])
        var events: [SubscribeEvent] = []
        reading: for await batch in socket {
            for event in batch {
                if case .message(let message) = event, message.topic == Array("end".utf8) { break reading }
                events.append(event)
            }
        }
        await socket.close()
        publisher.close()
        return Run(events: events, statistics: node.statistics)
    }

    private static func messages(_ run: Run, _ topic: String) -> [SubscribeMessage] {
        run.events.compactMap { event in
            if case .message(let message) = event, message.topic == Array(topic.utf8) { message } else { nil }
        }
    }

    @Test func honestBlocksArriveInOrder() async throws {
        let blocks = try NodeChainTests.blocks(30)
        let run = try await Self.publish(blocks, FaultPlan())
        #expect(Self.messages(run, "rawblock").map { $0.parts[1] } == blocks)
        for topic in ["rawblock", "hashblock", "sequence"] {
            #expect(Self.messages(run, topic).map(\.counter) == (0..<30).map { UInt32($0) })
        }
        #expect(run.statistics.messages == 90)
    }

    @Test func swallowedMessagesLeaveGapsAndTheSeedSaysWhich() async throws {
        let blocks = try NodeChainTests.blocks(100)
        var faults = FaultPlan()
        faults.droppedPerMillion = 200_000
        faults.seed = 4
        let run = try await Self.publish(blocks, faults)
        let again = try await Self.publish(blocks, faults)
        let counters = Self.messages(run, "rawblock").map(\.counter)
        #expect(counters == Self.messages(again, "rawblock").map(\.counter))
        #expect(run.statistics.swallowed > 30 && run.statistics.swallowed < 90)
        #expect(run.statistics.swallowed + run.statistics.messages == 300)
        #expect(counters.count < 100)
        // Each counter still says which block it was.
        for message in Self.messages(run, "rawblock") {
            #expect(message.counter.map { blocks[Int($0)] } == message.parts[1])
        }
    }

    @Test func withheldBlocksAreNeitherAnnouncedNorServed() async throws {
        let blocks = try NodeChainTests.blocks(6)
        var faults = FaultPlan()
        faults.withheldHeights = [4]
        let run = try await Self.publish(blocks, faults)
        #expect(Self.messages(run, "rawblock").map { $0.parts[1] } == Array(blocks[..<3] + blocks[4...]))
        #expect(Self.messages(run, "rawblock").map(\.counter) == [0, 1, 2, 3, 4])
        let node = SimulatedNode(network: .regtest, faults: faults, publisher: nil)
        for bytes in blocks { try node.add(bytes) }
        for (index, bytes) in blocks.enumerated() {
            let hash = try BlockHeader(bytes.span.bytes).hash
            let answer = node.respond(to: "/rest/block/\(hash.display).bin")
            #expect(answer.status == (index == 3 ? 404 : 200))
        }
    }

    @Test func alteredBodiesKeepTheBlockId() async throws {
        let blocks = try NodeChainTests.blocks(12)
        var faults = FaultPlan()
        faults.mutatedHeights = Set(1...12)
        let run = try await Self.publish(blocks, faults)
        let bodies = Self.messages(run, "rawblock").map { $0.parts[1] }
        #expect(bodies.count == 12)
        for (altered, honest) in zip(bodies, blocks) {
            #expect(altered != honest)
            #expect(altered.prefix(80) == honest.prefix(80))
        }
    }

    @Test func garbageIsWhatItSaysAndSurvived() async throws {
        var faults = FaultPlan()
        faults.garbageMessages = 16
        // Above the subscriber's limit for a message and below that for a part, so that the connection stays.
        faults.oversizeBytes = 2 << 20
        let run = try await Self.publish([], faults)
        let parts = run.events.compactMap { event -> Int? in
            if case .message(let message) = event { message.parts.count } else { nil }
        }
        #expect(parts == [3, 1, 2, 4, 3, 3, 3, 1, 2, 4, 3, 3])
        let reasons = run.events.compactMap { event -> DroppedMessage.Reason? in
            if case .dropped(let marker) = event { marker.reason } else { nil }
        }
        #expect(reasons == [.tooManyParts, .tooLarge, .tooManyParts, .tooLarge])
    }
}
