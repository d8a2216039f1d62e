import ZeroMQ

/// A subscriber to a real node, read by one test.
final class Feed {
    let socket: SubscribeSocket
    private var iterator: SubscribeSocket.Iterator
    private var events: [SubscribeEvent] = []

    init(_ endpoint: String, topics: [String]) throws {
        var configuration = SubscribeConfiguration(
            sources: [.init(try Endpoint(endpoint))],
            subscriptions: topics.map { .exact($0) }
        )
        configuration.reconnectInterval = .milliseconds(20)
        configuration.maximumReconnectInterval = .milliseconds(20)
        socket = try SubscribeSocket(configuration)
        iterator = socket.makeAsyncIterator()
    }

    /// Returns when messages arrive for certain.
    ///
    /// `ready` comes when the handshake is over; the subscription follows on the same connection, and a test cannot see
    /// when the node has read it. Blocks are mined seconds of work later through another program, which is why this holds.
    func waitUntilReady() async throws {
        _ = await changes(until: { $0 == .ready })
    }

    func messages(_ count: Int) async -> [SubscribeMessage] {
        var messages: [SubscribeMessage] = []
        while messages.count < count, let event = await next() {
            if case .message(let message) = event { messages.append(message) }
        }
        return messages
    }

    func changes(until isLast: (ConnectionEvent.Change) -> Bool) async -> [ConnectionEvent.Change] {
        var changes: [ConnectionEvent.Change] = []
        while changes.last.map(isLast) != true, let event = await next() {
            if case .connection(let connection) = event { changes.append(connection.change) }
        }
        return changes
    }

    func close() async {
        await socket.close()
    }

    private func next() async -> SubscribeEvent? {
        if events.isEmpty {
            guard let batch = await iterator.next() else { return nil }
            events = batch
        }
        return events.removeFirst()
    }
}
