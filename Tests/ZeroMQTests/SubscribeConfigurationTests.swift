import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(2))) struct SubscribeConfigurationTests {
    private static let changes: [(String, @Sendable (inout SubscribeConfiguration) -> Void)] = [
        ("no source", { $0.sources = [] }),
        ("no subscription", { $0.subscriptions = [] }),
        ("empty exact topic", { $0.subscriptions = [.exact("")] }),
        ("long topic", { $0.subscriptions = [.prefix(String(repeating: "a", count: 257))] }),
        ("no part", { $0.maximumPartCount = 0 }),
        ("no bytes", { $0.maximumPartBytes = 0 }),
        ("no message bytes", { $0.maximumMessageBytes = -1 }),
        ("no high-water mark", { $0.receiveHighWaterMark = 0 }),
        ("no queue", { $0.queue = .init(messages: 0, bytes: 1) }),
        ("no queue bytes", { $0.queue = .init(messages: 1, bytes: 0) }),
        ("no markers", { $0.queue = .init(messages: 1, bytes: 1, markers: 0) }),
        ("no reconnect interval", { $0.reconnectInterval = .zero }),
        ("negative interval", { $0.heartbeatInterval = .seconds(-1) }),
        ("interval beyond a day", { $0.connectTimeout = .seconds(Int64.max) }),
    ]

    @Test(arguments: changes.indices)
    func refusesWhatCannotWork(index: Int) throws {
        var configuration = SubscribeConfiguration(
            sources: [.init(try Endpoint("tcp://127.0.0.1:1"))],
            subscriptions: [.exact("t")]
        )
        let (name, change) = Self.changes[index]
        change(&configuration)
        #expect(throws: ZeroMQError(.invalidSetting, ""), "\(name)") { try SubscribeSocket(configuration) }
    }

    @Test(arguments: ["tcp://*:28332", "tcp://127.0.0.1:*", "ipc://*"])
    func refusesToConnectToAWildcard(endpoint: String) throws {
        let configuration = SubscribeConfiguration(
            sources: [.init(try Endpoint(endpoint))],
            subscriptions: [.exact("t")]
        )
        #expect(throws: ZeroMQError(.invalidEndpoint, "")) { try SubscribeSocket(configuration) }
    }
}
