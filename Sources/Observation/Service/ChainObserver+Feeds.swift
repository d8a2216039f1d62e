import Logging
import SupervisionModel
import Synchronization
import ZeroMQ

extension ChainObserver {
    func openSockets() throws(ZeroMQError) -> [(Int, SubscribeSocket)] {
        var sockets: [(Int, SubscribeSocket)] = []
        for (index, endpoint) in configuration.endpoints.enumerated() where !endpoint.feeds.isEmpty {
            var settings = SubscribeConfiguration(
                sources: endpoint.feeds.map { SubscribeConfiguration.Source($0.address, curve: $0.curve) },
                subscriptions: adapter.subscriptions(endpoint.topics))
            let largest = configuration.limits.maximumBlockBytes + (64 << 10)
            settings.maximumPartBytes = largest
            settings.maximumMessageBytes = largest
            settings.queue = configuration.queue
            sockets.append((index, try SubscribeSocket(settings)))
        }
        return sockets
    }

    func read(_ socket: SubscribeSocket, endpoint: Int) async {
        for await batch in socket { await inbox.deliver(.feed(endpoint, batch)) }
        await socket.close()
    }

    func events(of arrival: Arrival) -> [FollowerEvent<[UInt8], VerifiedBody>] {
        switch arrival {
        case .event(let event): [event]
        case .feed(let endpoint, let batch): batch.flatMap { events(of: $0, endpoint: endpoint) }
        }
    }

    private func events(of event: SubscribeEvent, endpoint: Int) -> [FollowerEvent<[UInt8], VerifiedBody>] {
        switch event {
        case .message(let message): return adapter.events(of: message, source: endpoint)
        case .dropped(let dropped): return adapter.events(of: dropped, source: endpoint)
        case .overflow(let overflow):
            return [.overflow(source: endpoint, messages: Int64(overflow.messages))]
        case .connection(let connection):
            return events(of: connection, endpoint: endpoint)
        }
    }

    private func events(of connection: ConnectionEvent, endpoint: Int) -> [FollowerEvent<[UInt8], VerifiedBody>] {
        note(connection, endpoint: endpoint)
        switch connection.change {
        case .ready:
            return [.ready(source: endpoint, link: connection.source)]
        case .protocolViolation:
            return [
                .refused(
                    source: endpoint,
                    Refusal(reason: "frames.protocol", detail: "broken protocol, or a part above the limit"),
                    body: nil),
                .overflow(source: endpoint, messages: 1),
            ]
        case .handshakeFailed where configuration.endpoints[endpoint].feeds[connection.source].curve != nil:
            return [
                .refused(
                    source: endpoint,
                    Refusal(
                        reason: FeedConnection.Reason.curve.rawValue,
                        detail: "the publisher has another key than the registered one, or does not admit this node"),
                    body: nil)
            ]
        case .disconnected, .handshakeFailed, .failed, .connected, .connecting, .retrying, .closed:
            return []
        }
    }

    /// Keeps how the connection stands, and says it when it is news: a publisher is tried again for ever.
    private func note(_ event: ConnectionEvent, endpoint: Int) {
        let feed = configuration.endpoints[endpoint].feeds[event.source]
        let (before, now) = connections.withLock { connections in
            let before = connections[endpoint][event.source]
            connections[endpoint][event.source].take(event.change, usesCurve: feed.curve != nil)
            return (before, connections[endpoint][event.source])
        }
        guard before != now else { return }
        let place: Logger.Metadata = [
            "endpoint": "\(configuration.endpoints[endpoint].name)", "address": "\(feed.address)",
        ]
        switch now {
        case .ready: logger.info("feed connected", metadata: place)
        case .lost, .connecting: logger.warning("feed lost", metadata: place)
        case .refused(let reason): logger.warning("feed refused: \(Self.text(reason))", metadata: place)
        }
    }

    private static func text(_ reason: FeedConnection.Reason) -> Logger.Message {
        switch reason {
        case .curve:
            "the publisher has another CURVE key than the registered one, or does not admit this node; compare curve.server with the platform out of band"
        case .handshake:
            "the publisher does not speak ZeroMQ there, or wants CURVE: register its key as curve.server"
        case .violation: "the publisher broke the protocol, or announced a part above the limit"
        case .socket: "the node's own socket failed; restart the node"
        }
    }
}
