import Glibc
import Testing
import ZeroMQ
import ZeroMQPublish

/// Closing and cancelling really end, whatever the network does. Serialised: file descriptors are counted.
@Suite(.serialized, .timeLimit(.minutes(2))) struct SubscribeSocketClosingTests {
    @Test(arguments: [
        "tcp://127.0.0.1:1", "tcp://192.0.2.1:28332", "tcp://[2001:db8::1]:28332", "ipc:///nonexistent/socket",
    ])
    func closesWhenThePublisherCannotBeReached(endpoint: String) async throws {
        let socket = try Self.socket(at: endpoint)
        await socket.close()
        await socket.close()
        for await _ in socket {}
    }

    @Test func anUnknownHostIsReportedAndRetried() async throws {
        let socket = try Self.socket(at: "tcp://no-such-host.invalid:28332")
        var isReported = false
        for await batch in socket {
            for case .connection(let event) in batch {
                if case .retrying(_, attempted: false) = event.change { isReported = true }
            }
            if isReported { break }
        }
        #expect(isReported)
        await socket.close()
    }

    @Test func closingEndsAWaitingConsumer() async throws {
        let pair = try await Loopback(subscriptions: [.exact("t")])
        let socket = pair.subscriber
        let consumer = Task {
            var count = 0
            for await batch in socket { count += batch.count }
            return count
        }
        await socket.close()
        _ = await consumer.value
        pair.publisher.close()
    }

    @Test func cancellingEndsTheConsumerAndNotTheSocket() async throws {
        let pair = try await Loopback(subscriptions: [.exact("t")])
        let socket = pair.subscriber
        let consumer = Task {
            for await _ in socket {}
        }
        consumer.cancel()
        await consumer.value
        try pair.publisher.send([[0x74], [1]])
        #expect(await pair.messages(1).first?.parts == [[0x74], [1]])
        await pair.close()
    }

    @Test func closingWorksInACancelledTask() async throws {
        let pair = try await Loopback(subscriptions: [.exact("t")])
        let socket = pair.subscriber
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            await socket.close()
            return Task.isCancelled
        }
        #expect(await task.value)
        await pair.close()
    }

    @Test func whatWasQueuedIsDeliveredAfterClosing() async throws {
        let pair = try await Loopback(subscriptions: [.exact("t")])
        for number in 0..<5 { try pair.publisher.send([[0x74], [UInt8(number)]]) }
        await pair.waitUntilReceived(5)
        await pair.close()
        #expect(await pair.messages(5).map { $0.parts[1] } == [[0], [1], [2], [3], [4]])
        #expect(await pair.nextBatch() == nil)
    }

    @Test func twoHundredSocketsLeaveNoDescriptorAndNoThread() async throws {
        let publisher = try PublishSocket(PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")]))
        for _ in 0..<5 { try await Self.openAndClose(publisher) }
        let before = (descriptors: Self.entries(of: "/proc/self/fd"), threads: Self.entries(of: "/proc/self/task"))
        for _ in 0..<200 { try await Self.openAndClose(publisher) }
        await publisher.waitUntilUnsubscribed(from: [0x74])
        // Other suites of this process open and close things meanwhile; a leak would be at least 200.
        #expect(Self.entries(of: "/proc/self/fd") < before.descriptors + 100)
        #expect(Self.entries(of: "/proc/self/task") < before.threads + 100)
        publisher.close()
    }

    @Test func aForgottenSocketIsClosedInTheBackground() async throws {
        let publisher = try PublishSocket(PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")]))
        do {
            let socket = try Self.socket(at: publisher.endpoints[0].description)
            #expect(await publisher.waitForSubscribers(to: [0x74]))
            _ = socket.statistics
        }
        #expect(await publisher.waitUntilUnsubscribed(from: [0x74]))
        publisher.close()
    }

    private static func socket(at endpoint: String) throws -> SubscribeSocket {
        var configuration = SubscribeConfiguration(
            sources: [.init(try Endpoint(endpoint))],
            subscriptions: [.exact("t")]
        )
        configuration.reconnectInterval = .milliseconds(10)
        return try SubscribeSocket(configuration)
    }

    private static func openAndClose(_ publisher: PublishSocket) async throws {
        let socket = try socket(at: publisher.endpoints[0].description)
        await publisher.waitForSubscribers(to: [0x74])
        await socket.close()
    }

    private static func entries(of path: String) -> Int {
        guard let directory = opendir(path) else { return -1 }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        return count
    }
}
