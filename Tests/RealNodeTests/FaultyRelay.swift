import NodeHarness
import ZeroMQ
import ZeroMQPublish

/// Stands between a publisher and the node: passes messages on as they are, but not all, and drops its connections when told to.
actor FaultyRelay {
    struct Counts {
        var passed = 0
        var dropped = 0
        var disconnections = 0
    }

    /// Where the node subscribes.
    nonisolated let address: String
    private(set) var counts = Counts()
    private let endpoint: Endpoint
    private let socket: SubscribeSocket
    private var publisher: PublishSocket
    private let lossPercent: UInt64
    private var state: UInt64

    /// - Parameters:
    ///   - lossPercent: so many of a hundred messages are dropped.
    ///   - seed: of which ones.
    init(_ upstream: String, lossPercent: Int, seed: UInt64) async throws {
        address = "tcp://127.0.0.1:\(try FreePorts.take(1)[0])"
        endpoint = try Endpoint(address)
        publisher = try Self.open(endpoint)
        self.lossPercent = UInt64(lossPercent)
        state = seed
        var configuration = SubscribeConfiguration(
            sources: [.init(try Endpoint(upstream))], subscriptions: [.prefix("")])
        configuration.reconnectInterval = .milliseconds(20)
        configuration.maximumReconnectInterval = .milliseconds(100)
        socket = try SubscribeSocket(configuration)
        Task { await pass() }
    }

    private static func open(_ endpoint: Endpoint) throws -> PublishSocket {
        var configuration = PublishConfiguration(endpoints: [endpoint])
        configuration.linger = .zero
        return try PublishSocket(configuration)
    }

    private func pass() async {
        for await batch in socket {
            for case .message(let message) in batch { pass(message) }
        }
    }

    private func pass(_ message: SubscribeMessage) {
        // Numerical Recipes' generator: which messages are lost is the same each time.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        guard (state >> 33) % 100 >= lossPercent else {
            counts.dropped += 1
            return
        }
        counts.passed += 1
        _ = try? publisher.send(message.parts)
    }

    /// Closes the connection to the node and listens again.
    func disconnect() async {
        publisher.close()
        counts.disconnections += 1
        // The port is free when libzmq's thread has closed it.
        while true {
            if let opened = try? Self.open(endpoint) {
                publisher = opened
                return
            }
            do { try await Task.sleep(for: .milliseconds(5)) } catch { return }
        }
    }

    func close() async {
        await socket.close()
        publisher.close()
    }
}
