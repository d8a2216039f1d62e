import Testing
import ZeroMQ
import ZeroMQPublish

@Suite(.timeLimit(.minutes(2))) struct SubscribeSocketTests {
    @Test(arguments: ["tcp://127.0.0.1:*", "tcp://[::1]:*", "ipc://*"])
    func deliversPartsInOrder(endpoint: String) async throws {
        let pair = try await Loopback(endpoint: endpoint, subscriptions: [.prefix("")])
        for number in 0..<100 {
            let body = [UInt8](repeating: UInt8(number), count: number)
            try pair.publisher.send([Array("topic".utf8), body, [UInt8(number), 1, 0, 0]])
        }
        let messages = await pair.messages(100)
        #expect(messages.count == 100)
        for (number, message) in messages.enumerated() {
            #expect(message.topic == Array("topic".utf8))
            #expect(message.parts.count == 3)
            #expect(message.parts[1] == [UInt8](repeating: UInt8(number), count: number))
            #expect(message.counter == UInt32(number + 256))
            #expect(message.source == 0)
        }
        await pair.close()
    }

    @Test func receiveTimesAreTakenFromBothClocksInOrder() async throws {
        let pair = try await Loopback(subscriptions: [.exact("a")])
        for _ in 0..<10 { try pair.publisher.send([[97]]) }
        let times = await pair.messages(10).map(\.received)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0.monotonicNanoseconds <= $1.monotonicNanoseconds })
        // 2024-01-01 as a floor: the wall clock is in milliseconds, neither seconds nor nanoseconds.
        #expect(times.allSatisfy { $0.milliseconds > 1_704_067_200_000 && $0.milliseconds < 100_000_000_000_000 })
        await pair.close()
    }

    @Test func exactSubscriptionsDoNotMatchLongerTopics() async throws {
        let pair = try await Loopback(subscriptions: [.exact("hashblock"), .exact("rawtx")])
        for topic in ["hashblock2", "hashblock", "hashtx", "rawtx2", "rawtx", "hash", "hashblock"] {
            try pair.publisher.send([Array(topic.utf8), [1], [0, 0, 0, 0]])
        }
        let topics = await pair.messages(3).map { String(decoding: $0.topic, as: UTF8.self) }
        #expect(topics == ["hashblock", "rawtx", "hashblock"])
        // hashtx and hash are filtered by the publisher, the longer names only here.
        #expect(pair.subscriber.statistics.filteredMessages == 2)
        #expect(pair.subscriber.statistics.receivedMessages == 5)
        await pair.close()
    }

    @Test func prefixSubscriptionsMatchEveryLongerTopic() async throws {
        let pair = try await Loopback(subscriptions: [.prefix("hash")])
        for topic in ["hashblock2", "rawblock", "hashblock", "hash", "has", "hashtx"] {
            try pair.publisher.send([Array(topic.utf8)])
        }
        let topics = await pair.messages(4).map { String(decoding: $0.topic, as: UTF8.self) }
        #expect(topics == ["hashblock2", "hashblock", "hash", "hashtx"])
        await pair.close()
    }

    @Test func everyMessageNamesItsSource() async throws {
        let first = try PublishSocket(PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")]))
        let second = try PublishSocket(PublishConfiguration(endpoints: [try Endpoint("tcp://[::1]:*")]))
        let socket = try SubscribeSocket(
            SubscribeConfiguration(
                sources: [.init(first.endpoints[0]), .init(second.endpoints[0])],
                subscriptions: [.exact("t")]
            )
        )
        await first.waitForSubscribers(to: [0x74])
        await second.waitForSubscribers(to: [0x74])
        try first.send([[0x74], [1]])
        try second.send([[0x74], [2]])
        var seen: [Int: [UInt8]] = [:]
        for await batch in socket {
            for case .message(let message) in batch { seen[message.source] = message.parts[1] }
            if seen.count == 2 { break }
        }
        #expect(seen == [0: [1], 1: [2]])
        await socket.close()
        first.close()
        second.close()
    }

    @Test func curveConnectsWithTheRightServerKey() async throws {
        let server = try CurveKeyPair.generate()
        let keys = CurveClientKeys(serverKey: server.publicKey, own: try .generate())
        let pair = try await Loopback(subscriptions: [.exact("t")], curve: (server, keys))
        try pair.publisher.send([[0x74], [7]])
        #expect(await pair.messages(1).first?.parts == [[0x74], [7]])
        await pair.close()
    }

    @Test func curveWithAWrongServerKeyNeverGetsReady() async throws {
        let publisher = try PublishSocket(
            {
                var configuration = PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")])
                configuration.curve = try .generate()
                return configuration
            }()
        )
        let wrong = CurveClientKeys(serverKey: try CurveKeyPair.generate().publicKey, own: try .generate())
        var configuration = SubscribeConfiguration(
            sources: [.init(publisher.endpoints[0], curve: wrong)],
            subscriptions: [.exact("t")]
        )
        configuration.reconnectInterval = .milliseconds(5)
        let socket = try SubscribeSocket(configuration)
        var changes: [ConnectionEvent.Change] = []
        reading: for await batch in socket {
            for case .connection(let event) in batch { changes.append(event.change) }
            for change in changes {
                if case .handshakeFailed = change { break reading }
            }
        }
        #expect(!changes.contains(.ready))
        #expect(publisher.subscriberCount(for: [0x74]) == 0)
        await socket.close()
        publisher.close()
    }

    @Test func anOpenSubscriberIsRefusedByACurvePublisher() async throws {
        var publishing = PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")])
        publishing.curve = try .generate()
        let publisher = try PublishSocket(publishing)
        var configuration = SubscribeConfiguration(
            sources: [.init(publisher.endpoints[0])],
            subscriptions: [.exact("t")]
        )
        configuration.reconnectInterval = .milliseconds(5)
        let socket = try SubscribeSocket(configuration)
        var changes: [ConnectionEvent.Change] = []
        reading: for await batch in socket {
            for case .connection(let event) in batch { changes.append(event.change) }
            for change in changes {
                if case .handshakeFailed = change { break reading }
            }
        }
        #expect(!changes.contains(.ready))
        await socket.close()
        publisher.close()
    }

    @Test func aRestartedPublisherIsFoundAgain() async throws {
        let pair = try await Loopback(subscriptions: [.exact("t")])
        let endpoint = pair.publisher.endpoints[0]
        pair.publisher.close()
        let lost = await pair.changes(until: { if case .retrying = $0 { true } else { false } })
        #expect(lost.contains(.ready))
        #expect(lost.contains(.disconnected))
        let again = try PublishSocket(PublishConfiguration(endpoints: [endpoint]))
        await again.waitForSubscribers(to: [0x74])
        try again.send([[0x74], [2], [0, 0, 0, 0]])
        let found = await pair.changes(until: { $0 == .ready })
        #expect(found.last == .ready)
        #expect(await pair.messages(1).first?.counter == 0)
        await pair.close()
        again.close()
    }
}
