import Glibc
import Testing
import ZeroMQ
import ZeroMQPublish

/// Publishers that break the protocol: the socket reports, opens a new connection, and lives on.
@Suite(.timeLimit(.minutes(2))) struct HostilePublisherTests {
    @Test func aPartAboveTheLimitEndsTheConnectionAndTheFeedLivesOn() async throws {
        let pair = try await Loopback(subscriptions: [.exact("t")]) { $0.maximumPartBytes = 1_000 }
        try pair.publisher.send([[0x74], [UInt8](repeating: 1, count: 1_000), [0, 0, 0, 0]])
        #expect(await pair.messages(1).first?.parts[1].count == 1_000)
        try pair.publisher.send([[0x74], [UInt8](repeating: 1, count: 1_001), [1, 0, 0, 0]])
        let changes = await pair.changes {
            if case .protocolViolation = $0 { true } else { false }
        }
        #expect(changes.contains(.disconnected))
        #expect(await pair.changes { $0 == .ready }.last == .ready)
        await pair.publisher.waitForSubscribers(to: [0x74])
        try pair.publisher.send([[0x74], [2], [2, 0, 0, 0]])
        #expect(await pair.messages(1).first?.counter == 2)
        await pair.close()
    }

    @Test(
        arguments: [
            // A frame whose length is announced as 2 GB, 2^62 and 2^64 - 1 bytes: flag 2 = long, 3 = long and more.
            [2, 0, 0, 0, 0, 0x80, 0, 0, 0], [3, 0x40, 0, 0, 0, 0, 0, 0, 0],
            [2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func hugeAnnouncementsAreRefusedBeforeAnythingIsReserved(frame: [UInt8]) async throws {
        try await Self.expectViolation { connection in
            try RawPublisher.send(connection, RawPublisher.greeting + RawPublisher.ready)
            // The subscriber's own greeting and READY: the handshake is over.
            _ = try RawPublisher.receive(connection, 64 + 27)
            try RawPublisher.send(connection, frame)
        }
    }

    @Test(arguments: [
        Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8),
        [UInt8](repeating: 0, count: 200),
        [UInt8](repeating: 0xFF, count: 200),
        // Right greeting, then a command that is none.
        RawPublisher.greeting + [4, 3, 1, 2, 3],
        RawPublisher.greeting + [UInt8](repeating: 0xEE, count: 300),
        // A subscriber can use no other mechanism than NULL here.
        Array(RawPublisher.greeting[..<12]) + Array("CURVE".utf8) + [UInt8](repeating: 0, count: 47),
    ])
    func garbageInsteadOfAHandshakeIsSurvived(bytes: [UInt8]) async throws {
        let publisher = try RawPublisher()
        let socket = try SubscribeSocket(Self.configuration(publisher.endpoint))
        let firstTwo = Task {
            try await RawPublisher.onThread {
                // Coming back is the proof that the first connection did not end the source.
                for _ in 0..<2 {
                    let connection = try publisher.accept()
                    try? RawPublisher.send(connection, bytes)
                    shutdown(connection, Int32(SHUT_WR))
                    _ = RawPublisher.receiveToEnd(connection)
                    close(connection)
                }
            }
        }
        try await firstTwo.value
        #expect(socket.statistics.receivedMessages == 0)
        await socket.close()
    }

    @Test func nothingButGreetingAndSubscriptionsEverLeaves() async throws {
        let publisher = try RawPublisher()
        let received = Task {
            try await RawPublisher.onThread {
                let connection = try publisher.accept()
                try RawPublisher.send(connection, RawPublisher.greeting + RawPublisher.ready)
                let handshake = try RawPublisher.receive(connection, 64 + 27)
                // A message, so that the subscriber has reason to answer if it ever would.
                try RawPublisher.send(connection, [1, 1, 0x74, 1, 2, 7, 7, 0, 4, 0, 0, 0, 0])
                let bytes = handshake + RawPublisher.receiveToEnd(connection)
                close(connection)
                return bytes
            }
        }
        var configuration = Self.configuration(publisher.endpoint)
        configuration.heartbeatInterval = nil
        let socket = try SubscribeSocket(configuration)
        reading: for await batch in socket {
            for case .message(let message) in batch {
                #expect(message.parts == [[0x74], [7, 7], [0, 0, 0, 0]])
                break reading
            }
        }
        await socket.close()
        let bytes = try await received.value
        // RFC 23: 64 bytes of greeting; READY with Socket-Type SUB and an Identity; the subscription, 1 and the topic.
        let ready: [UInt8] =
            [4, 25] + [5] + Array("READY".utf8) + [11] + Array("Socket-Type".utf8) + [0, 0, 0, 3] + Array("SUB".utf8)
        #expect(bytes.prefix(10) == [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F])
        #expect(Array(bytes.dropFirst(64).prefix(ready.count)) == ready)
        #expect(Array(bytes.dropFirst(64 + ready.count)) == [0, 2, 1, 0x74])
    }

    private static func configuration(_ endpoint: Endpoint) -> SubscribeConfiguration {
        var configuration = SubscribeConfiguration(sources: [.init(endpoint)], subscriptions: [.exact("t")])
        configuration.reconnectInterval = .milliseconds(5)
        configuration.maximumReconnectInterval = .milliseconds(20)
        return configuration
    }

    private static func expectViolation(_ serve: @escaping @Sendable (Int32) throws -> Void) async throws {
        let publisher = try RawPublisher()
        let served = Task {
            try await RawPublisher.onThread {
                let connection = try publisher.accept()
                try serve(connection)
                _ = RawPublisher.receiveToEnd(connection)
                close(connection)
            }
        }
        let socket = try SubscribeSocket(configuration(publisher.endpoint))
        var changes: [ConnectionEvent.Change] = []
        reading: for await batch in socket {
            for case .connection(let event) in batch {
                changes.append(event.change)
                if case .protocolViolation = event.change { break reading }
            }
        }
        #expect(changes.contains(.ready))
        #expect(changes.contains(.disconnected))
        #expect(socket.statistics.receivedMessages == 0)
        try await served.value
        await socket.close()
    }
}
