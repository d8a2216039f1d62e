import ZeroMQ
import ZeroMQPublish

/// A publisher and a subscriber that are connected to each other.
final class Loopback {
    let publisher: PublishSocket
    let subscriber: SubscribeSocket
    private(set) var events: [SubscribeEvent] = []
    private var iterator: SubscribeSocket.Iterator

    init(
        endpoint: String = "tcp://127.0.0.1:*",
        subscriptions: [Subscription],
        curve: (server: CurveKeyPair, client: CurveClientKeys)? = nil,
        configure: (inout SubscribeConfiguration) -> Void = { _ in }
    ) async throws {
        var publishing = PublishConfiguration(endpoints: [try Endpoint(endpoint)])
        publishing.sendHighWaterMark = 0
        publishing.curve = curve?.server
        publisher = try PublishSocket(publishing)
        var configuration = SubscribeConfiguration(
            sources: publisher.endpoints.map { .init($0, curve: curve?.client) },
            subscriptions: subscriptions
        )
        configuration.reconnectInterval = .milliseconds(10)
        configuration.maximumReconnectInterval = .milliseconds(50)
        configure(&configuration)
        subscriber = try SubscribeSocket(configuration)
        iterator = subscriber.makeAsyncIterator()
        // Every subscription is on its way to the publisher when the last one has arrived: they travel in order.
        for subscription in subscriptions {
            await publisher.waitForSubscribers(to: subscription.topic, count: 1)
        }
    }

    /// The next events, all kinds, until so many have been seen of those the closure picks.
    func collect<Picked>(_ count: Int, _ pick: (SubscribeEvent) -> Picked?) async -> [Picked] {
        var picked: [Picked] = []
        while picked.count < count {
            if events.isEmpty {
                guard let batch = await iterator.next() else { break }
                events = batch
            }
            while picked.count < count, !events.isEmpty {
                if let value = pick(events.removeFirst()) { picked.append(value) }
            }
        }
        return picked
    }

    func messages(_ count: Int) async -> [SubscribeMessage] {
        await collect(count) { event in
            if case .message(let message) = event { message } else { nil }
        }
    }

    /// The next changes of the connection up to and including the first that fits.
    func changes(until isLast: (ConnectionEvent.Change) -> Bool) async -> [ConnectionEvent.Change] {
        var changes: [ConnectionEvent.Change] = []
        while changes.last.map(isLast) != true {
            let next = await collect(1) { event in
                if case .connection(let event) = event { event.change } else { nil }
            }
            guard let change = next.first else { break }
            changes.append(change)
        }
        return changes
    }

    /// What waits in the queue now.
    func nextBatch() async -> [SubscribeEvent]? {
        await iterator.next()
    }

    /// Returns when the subscriber's thread has seen so many messages; nobody reads them meanwhile.
    func waitUntilReceived(_ count: UInt64) async {
        while subscriber.statistics.receivedMessages < count { await Task.yield() }
    }

    func close() async {
        await subscriber.close()
        publisher.close()
    }
}
