import Testing
import ZeroMQ
import ZeroMQPublish

@Suite(.timeLimit(.minutes(2))) struct PublishSocketTests {
    @Test func aTakenPortIsSaidToBeTaken() throws {
        let first = try PublishSocket(PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")]))
        #expect(throws: ZeroMQError(.addressInUse, "")) {
            try PublishSocket(PublishConfiguration(endpoints: first.endpoints))
        }
        first.close()
        // Closing gives the port back at once.
        let again = try PublishSocket(PublishConfiguration(endpoints: first.endpoints))
        again.close()
    }

    @Test(arguments: [
        ("tcp://192.0.2.1:28332", ZeroMQError.Code.addressNotAvailable),
        ("tcp://no-such-interface:28332", .noSuchHost),
        ("ipc:///nonexistent/folder/socket", .invalidPath),
    ])
    func bindingErrorsHaveCodes(endpoint: String, code: ZeroMQError.Code) throws {
        let error = try #require(throws: ZeroMQError.self) {
            try PublishSocket(PublishConfiguration(endpoints: [try Endpoint(endpoint)]))
        }
        #expect(error.code == code)
        #expect(error.reason.contains(endpoint))
    }

    @Test func sendingAfterClosingIsAnError() throws {
        let socket = try PublishSocket(PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")]))
        socket.close()
        socket.close()
        #expect(throws: ZeroMQError(.closed, "")) { try socket.send([[1]]) }
    }

    @Test func messagesNeedAPart() throws {
        let socket = try PublishSocket(PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")]))
        #expect(throws: ZeroMQError(.invalidSetting, "")) { try socket.send([]) }
        socket.close()
    }

    @Test func subscribersAreCountedByTopic() async throws {
        let pair = try await Loopback(subscriptions: [.exact("hashblock"), .prefix("raw")])
        let publisher = pair.publisher
        #expect(publisher.subscriberCount(for: Array("hashblock".utf8)) == 1)
        #expect(publisher.subscriberCount(for: Array("rawblock".utf8)) == 1)
        #expect(publisher.subscriberCount(for: Array("hashtx".utf8)) == 0)
        await pair.subscriber.close()
        #expect(await publisher.waitUntilUnsubscribed(from: Array("hashblock".utf8)))
        publisher.close()
    }

    @Test func waitingEndsWhenTheTaskIsCancelledOrTheSocketClosed() async throws {
        let socket = try PublishSocket(PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")]))
        let cancelled = Task { await socket.waitForSubscribers() }
        cancelled.cancel()
        #expect(await cancelled.value == false)
        let closed = Task { await socket.waitForSubscribers() }
        socket.close()
        #expect(await closed.value == false)
    }

    @Test(arguments: [true, false])
    func aFullQueueRefusesOrDrops(refuses: Bool) async throws {
        var configuration = PublishConfiguration(endpoints: [try Endpoint("tcp://127.0.0.1:*")])
        configuration.sendHighWaterMark = 2
        configuration.refusesInsteadOfDropping = refuses
        configuration.linger = .zero
        let publisher = try PublishSocket(configuration)
        let port = publisher.endpoints[0].port
        // A subscriber that never reads: the kernel's buffers fill, then the queue.
        let connection = try await RawPublisher.onThread {
            let connection = try RawPublisher.connect(port: port)
            try RawPublisher.send(connection, RawPublisher.greeting + RawPublisher.ready(as: "SUB"))
            // The publisher's greeting and READY; a message before them is an error (RFC 23).
            _ = try RawPublisher.receive(connection, 64 + 28)
            try RawPublisher.send(connection, [0, 2, 1, 0x74])
            return connection
        }
        await publisher.waitForSubscribers(to: [0x74])
        let body = [UInt8](repeating: 1, count: 1 << 20)
        var accepted = 0
        while accepted < 1_000, try publisher.send([[0x74], body]) { accepted += 1 }
        #expect(refuses ? accepted < 1_000 : accepted == 1_000)
        RawPublisher.close(connection)
        publisher.close()
    }
}
