import Testing
import ZeroMQ
import ZeroMQPublish

/// What happens when the consumer is slower than the publisher: nothing disappears uncounted.
@Suite(.timeLimit(.minutes(2))) struct SubscribeQueueTests {
    @Test func whatDoesNotFitIsMarkedAndThenCounted() async throws {
        let pair = try await Loopback(subscriptions: [.exact("rawblock")]) { configuration in
            configuration.queue = .init(messages: 10, bytes: 1 << 20, markers: 30)
        }
        // The first batch takes the connection events out, so that the queue starts empty.
        _ = await pair.changes(until: { $0 == .ready })
        let topic = Array("rawblock".utf8)
        for number in 0..<100 {
            let body = [UInt8](repeating: UInt8(number), count: 200)
            try pair.publisher.send([topic, body, [UInt8(number), 0, 0, 0]])
        }
        await pair.waitUntilReceived(100)
        var counters: [UInt32?] = []
        var markers: [DroppedMessage] = []
        var overflows: [Overflow] = []
        let batch = try #require(await pair.nextBatch())
        for event in batch {
            switch event {
            case .message(let message):
                #expect(markers.isEmpty && overflows.isEmpty)
                counters.append(message.counter)
            case .dropped(let marker):
                #expect(overflows.isEmpty)
                markers.append(marker)
            case .overflow(let overflow): overflows.append(overflow)
            case .connection: Issue.record("no connection changed")
            }
        }
        #expect(counters == (0..<10).map { $0 })
        #expect(markers.map(\.counter) == (10..<40).map { $0 })
        for (index, marker) in markers.enumerated() {
            #expect(marker.reason == .queueFull)
            #expect(marker.topic == topic)
            #expect(marker.bodyStart == [UInt8](repeating: UInt8(index + 10), count: 96))
            #expect(marker.partCount == 3)
            #expect(marker.byteCount == 8 + 200 + 4)
        }
        #expect(overflows.map(\.messages) == [60])
        #expect(overflows.map(\.bytes) == [60 * 212])
        #expect(overflows.map(\.connectionEvents) == [0])
        let statistics = pair.subscriber.statistics
        #expect(statistics.receivedMessages == 100)
        #expect(statistics.receivedBytes == 21_200)
        #expect(statistics.queuedMessages == 10)
        #expect(statistics.droppedMessages == 30)
        #expect(statistics.lostMessages == 60)
        #expect(statistics.queueHighestMessages == 10)
        // Once read, there is room again.
        try pair.publisher.send([topic, [1], [100, 0, 0, 0]])
        #expect(await pair.messages(1).first?.counter == 100)
        await pair.close()
    }

    @Test func theQueueIsBoundedByBytesToo() async throws {
        let pair = try await Loopback(subscriptions: [.exact("b")]) { configuration in
            configuration.queue = .init(messages: 1_000, bytes: 10_000)
        }
        _ = await pair.changes(until: { $0 == .ready })
        // Larger than the whole bound: kept, because the queue is empty. The next does not fit.
        try pair.publisher.send([[0x62], [UInt8](repeating: 1, count: 20_000), [0, 0, 0, 0]])
        try pair.publisher.send([[0x62], [1], [1, 0, 0, 0]])
        await pair.waitUntilReceived(2)
        let batch = try #require(await pair.nextBatch())
        #expect(batch.count == 2)
        guard case .message(let message) = batch[0], case .dropped(let marker) = batch[1] else {
            Issue.record("expected a message and a marker")
            return
        }
        #expect(message.byteCount == 20_005)
        #expect(marker.counter == 1)
        await pair.close()
    }

    @Test func unusualMessagesAreMarkedAndTheFeedLivesOn() async throws {
        let pair = try await Loopback(subscriptions: [.exact("t")]) { configuration in
            configuration.maximumPartCount = 4
            configuration.maximumMessageBytes = 1_000
        }
        try pair.publisher.send([[0x74]])
        try pair.publisher.send([[0x74], [1], [2], [3]])
        try pair.publisher.send([[0x74], [1], [2], [3], [9, 9]])
        try pair.publisher.send([[0x74]] + [[UInt8]](repeating: [5], count: 500))
        try pair.publisher.send([[0x74], [UInt8](repeating: 6, count: 1_000), [4, 0, 0, 0]])
        try pair.publisher.send([[0x74], [], []])
        let seen: [String] = await pair.collect(6) { event in
            switch event {
            case .message(let message): "\(message.parts.map(\.count))"
            case .dropped(let marker): "\(marker.reason) \(marker.partCount) \(marker.byteCount) \(marker.trailer)"
            default: nil
            }
        }
        #expect(
            seen == [
                "[1]", "[1, 1, 1, 1]", "tooManyParts 5 6 [9, 9]", "tooManyParts 501 501 [5]",
                "tooLarge 3 1005 [4, 0, 0, 0]", "[1, 0, 0]",
            ]
        )
        await pair.close()
    }
}
