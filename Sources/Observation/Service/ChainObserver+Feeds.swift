import Logging
import SupervisionModel
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
        let name = configuration.endpoints[endpoint].name
        switch connection.change {
        case .ready:
            logger.info("feed connected", metadata: ["endpoint": "\(name)"])
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
            logger.warning("feed refused", metadata: ["endpoint": "\(name)"])
            return [
                .refused(
                    source: endpoint,
                    Refusal(
                        reason: "curve.handshake",
                        detail: "the publisher has another key than the registered one, or does not admit this node"),
                    body: nil)
            ]
        case .disconnected, .handshakeFailed, .failed:
            logger.warning("feed lost", metadata: ["endpoint": "\(name)", "change": "\(connection.change)"])
            return []
        case .connected, .connecting, .retrying, .closed:
            return []
        }
    }
}
