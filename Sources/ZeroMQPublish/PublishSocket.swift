internal import CZeroMQ
internal import Glibc
internal import Synchronization
public import ZeroMQ

/// The publishing side of a participant chain: a bound PUB socket that also learns who subscribes to what.
///
/// Underneath is an XPUB socket, which is a PUB socket that hands its subscribers' subscriptions up; what goes over
/// the wire is the same. That lets a caller wait for a subscriber (``waitForSubscribers(to:count:)``) instead of
/// guessing when a late joiner is there.
///
/// Sending never blocks. All calls may come from any thread or task: one lock covers the socket, and a message is
/// sent whole under it.
public final class PublishSocket: Sendable {
    private struct State {
        /// `nil` once closed.
        var open: Open?
        /// Subscriptions less cancellations, by topic.
        var subscribers: [[UInt8]: Int] = [:]
    }

    /// Covered by the lock of `state`, which is the fence libzmq asks for between two threads.
    private final class Open {
        let context: ZeroMQContext
        let socket: RawSocket

        init(context: ZeroMQContext, socket: RawSocket) {
            self.context = context
            self.socket = socket
        }
    }

    /// Where it listens, with the ports the system chose, in the order of ``PublishConfiguration/endpoints``.
    public let endpoints: [Endpoint]

    /// The key subscribers need when the publisher is a CURVE server.
    public let curvePublicKey: CurvePublicKey?

    private let state: Mutex<State>
    /// libzmq's edge-triggered descriptor. A wait that overlaps with closing may poll it a last time when it is somebody
    /// else's; it is never read.
    private let descriptor: Int32

    /// Opens the socket and listens.
    ///
    /// - Throws: `addressInUse`, `addressNotAvailable`, `noSuchHost`, `permissionDenied`, `invalidPath`,
    ///   `invalidSetting`, `curveUnavailable`, `tooManyOpenFiles`, `system`.
    public init(_ configuration: PublishConfiguration) throws(ZeroMQError) {
        guard !configuration.endpoints.isEmpty else {
            throw ZeroMQError(.invalidSetting, "a publisher needs at least one endpoint to listen at")
        }
        let context = try ZeroMQContext()
        let socket = try context.makeSocket(type: ZMQ_XPUB)
        do throws(ZeroMQError) {
            try socket.set(ZMQ_LINGER, configuration.linger.wholeMilliseconds)
            try socket.set(ZMQ_SNDHWM, configuration.sendHighWaterMark)
            try socket.set(ZMQ_XPUB_VERBOSER, 1)
            try socket.set(ZMQ_XPUB_NODROP, configuration.refusesInsteadOfDropping ? 1 : 0)
            try socket.set64(ZMQ_MAXMSGSIZE, Int64(configuration.maximumSubscriptionBytes))
            if let keys = configuration.curve {
                try socket.setCurve(serverKey: nil, own: keys)
            }
            var bound: [Endpoint] = []
            for endpoint in configuration.endpoints {
                try socket.set(ZMQ_IPV6, endpoint.isIPv6Literal ? 1 : 0)
                try socket.bind(endpoint.description)
                bound.append(try Endpoint(try socket.text(ZMQ_LAST_ENDPOINT)))
            }
            self.endpoints = bound
            self.curvePublicKey = configuration.curve?.publicKey
            self.descriptor = try socket.fileDescriptor()
        } catch {
            socket.close()
            throw error
        }
        self.state = Mutex(State(open: Open(context: context, socket: socket)))
    }

    deinit {
        state.withLock { Self.shut(&$0) }
    }

    /// Publishes one multipart message to everyone who subscribed to the beginning of its first part.
    ///
    /// - Returns: `false` when a slow subscriber's queue is full and the socket was told to refuse; nothing was sent then.
    /// - Throws: `closed`, `invalidSetting` for a message of no parts, `system`.
    @discardableResult
    public func send(_ parts: [[UInt8]]) throws(ZeroMQError) -> Bool {
        guard !parts.isEmpty else {
            throw ZeroMQError(.invalidSetting, "a message has at least one part")
        }
        return try state.withLock { state throws(ZeroMQError) in
            guard let handle = state.open?.socket.handle else {
                throw ZeroMQError(.closed, "the publisher is closed")
            }
            for (index, part) in parts.enumerated() {
                let flags = ZMQ_DONTWAIT | (index < parts.count - 1 ? ZMQ_SNDMORE : 0)
                while zmq_send(handle, part, part.count, flags) < 0 {
                    if zmq_errno() == EINTR { continue }
                    if zmq_errno() == EAGAIN, index == 0 { return false }
                    throw ZeroMQError.last("publishing")
                }
            }
            return true
        }
    }

    /// How many subscriptions begin with or equal that topic's own beginning, that is, how many subscribers a message
    /// of that topic reaches (a subscriber with two matching prefixes counts twice).
    public func subscriberCount(for topic: [UInt8]) -> Int {
        state.withLock { state in
            Self.readSubscriptions(&state)
            return Self.count(state, topic)
        }
    }

    /// Returns when at least so many subscriptions match the topic, or when the task is cancelled or the socket closed.
    ///
    /// - Returns: whether they are there.
    @discardableResult
    public func waitForSubscribers(to topic: [UInt8] = [], count: Int = 1) async -> Bool {
        await wait(to: topic) { $0 >= count }
    }

    /// Returns when no subscription matches the topic any more, or when the task is cancelled or the socket closed.
    ///
    /// - Returns: whether they are gone.
    @discardableResult
    public func waitUntilUnsubscribed(from topic: [UInt8] = []) async -> Bool {
        await wait(to: topic) { $0 == 0 }
    }

    /// Stops listening, sends what waits within the time allowed (`linger`), and ends the context.
    ///
    /// It blocks the calling thread for at most that time.
    public func close() {
        state.withLock { Self.shut(&$0) }
    }

    private func wait(to topic: [UInt8], until isDone: @escaping @Sendable (Int) -> Bool) async -> Bool {
        let stop: WakeUp
        do throws(ZeroMQError) {
            stop = try WakeUp()
        } catch {
            return false
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                do throws(ZeroMQError) {
                    // The thread ends by itself and is detached when this reference goes.
                    _ = try SocketThread(wakeUp: stop) {
                        continuation.resume(returning: self.poll(topic, until: isDone, stop: stop))
                    }
                } catch {
                    continuation.resume(returning: false)
                }
            }
        } onCancel: {
            stop.signal()
        }
    }

    /// Blocks its thread until the number of subscriptions is as wanted.
    private func poll(_ topic: [UInt8], until isDone: (Int) -> Bool, stop: WakeUp) -> Bool {
        while true {
            let count: Int? = state.withLock { state in
                guard state.open != nil else { return nil }
                Self.readSubscriptions(&state)
                return Self.count(state, topic)
            }
            guard let count else { return false }
            if isDone(count) { return true }
            // Another call may take the edge of the descriptor away, so the wait is short.
            var items = [
                zmq_pollitem_t(socket: nil, fd: stop.fileDescriptor, events: Int16(ZMQ_POLLIN), revents: 0),
                zmq_pollitem_t(socket: nil, fd: descriptor, events: Int16(ZMQ_POLLIN), revents: 0),
            ]
            _ = zmq_poll(&items, 2, 10)
            if items[0].revents != 0 { return false }
        }
    }

    private static func count(_ state: State, _ topic: [UInt8]) -> Int {
        // With an empty topic everyone counts, whatever is subscribed to.
        state.subscribers.reduce(0) { sum, entry in
            topic.isEmpty || topic.starts(with: entry.key) ? sum + entry.value : sum
        }
    }

    /// Takes the subscriptions that wait: one byte 1 (subscribe) or 0 (cancel), then the topic (zmq_socket(3), XPUB).
    private static func readSubscriptions(_ state: inout State) {
        guard let socket = state.open?.socket, let handle = socket.handle else { return }
        var buffer = [UInt8](repeating: 0, count: 1_024)
        while socket.isReadable() {
            let size = Int(zmq_recv(handle, &buffer, buffer.count, ZMQ_DONTWAIT))
            guard size > 0 else { return }
            let topic = Array(buffer[1..<min(size, buffer.count)])
            switch buffer[0] {
            case 1: state.subscribers[topic, default: 0] += 1
            case 0:
                let rest = state.subscribers[topic, default: 0] - 1
                state.subscribers[topic] = rest > 0 ? rest : nil
            default: break
            }
        }
    }

    private static func shut(_ state: inout State) {
        guard let open = state.open else { return }
        state.open = nil
        state.subscribers = [:]
        open.socket.close()
        open.context.terminate()
    }
}
