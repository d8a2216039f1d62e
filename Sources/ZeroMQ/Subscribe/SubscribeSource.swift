internal import CZeroMQ

/// One publisher of a ``SubscribeSocket``: its SUB socket, the socket that reports its connections, and what is known
/// of its connection. Owned by the socket's thread.
///
/// libzmq reconnects by itself after a lost connection, but not after a protocol error (`session_base_t::engine_error`
/// ends the session): then `disconnected` is not followed by `retrying`. Such a source is closed and opened anew.
final class SubscribeSource {
    /// What the thread has to do for this source, and when.
    enum Phase {
        /// libzmq keeps the connection up or tries to.
        case connected
        /// Disconnected and not yet seen to retry; given up at that monotonic time (ns).
        case suspect(until: UInt64)
        /// Closed; to be opened anew at that monotonic time (ns).
        case closed(until: UInt64)
        /// Cannot be opened again.
        case failed
    }

    let index: Int
    private(set) var subscriber: RawSocket?
    private(set) var monitor: RawSocket?
    var phase = Phase.connected

    /// Whether an attempt to connect was seen since the last `retrying`.
    private var wasAttempted = false
    /// The pause before the next opening anew, milliseconds; doubles until a message arrives.
    private var reopenPause: Int
    /// Makes the name of each monitor unique.
    private var openings = 0

    private let source: SubscribeConfiguration.Source
    private let configuration: SubscribeConfiguration

    /// How long `retrying` may lag behind `disconnected`; both come from the same I/O thread in one go.
    private static let suspicionNanoseconds: UInt64 = 500_000_000

    init(index: Int, configuration: SubscribeConfiguration, context: ZeroMQContext) throws(ZeroMQError) {
        self.index = index
        self.source = configuration.sources[index]
        self.configuration = configuration
        self.reopenPause = configuration.reconnectInterval.wholeMilliseconds
        try open(in: context)
    }

    /// Makes the two sockets, subscribes and starts to connect.
    func open(in context: ZeroMQContext) throws(ZeroMQError) {
        let socket = try context.makeSocket(type: ZMQ_SUB)
        try applySettings(to: socket)
        for subscription in configuration.subscriptions {
            try socket.set(ZMQ_SUBSCRIBE, subscription.topic)
        }
        openings += 1
        let name = "inproc://monitor-\(index)-\(openings)"
        try socket.monitor(at: name)
        let watcher = try context.makeSocket(type: ZMQ_PAIR)
        try watcher.set(ZMQ_RCVHWM, 0)
        try watcher.connect(name)
        try socket.connect(source.endpoint.description)
        subscriber = socket
        monitor = watcher
        phase = .connected
        wasAttempted = false
    }

    func close() {
        subscriber?.close()
        monitor?.close()
        subscriber = nil
        monitor = nil
    }

    /// The pause before the next opening anew, milliseconds; the one after is twice as long.
    func nextReopenPause() -> Int {
        let pause = reopenPause
        reopenPause = min(pause * 2, max(pause, configuration.maximumReconnectInterval.wholeMilliseconds))
        return pause
    }

    /// A message has arrived: the publisher works.
    func messageArrived() {
        reopenPause = configuration.reconnectInterval.wholeMilliseconds
    }

    /// What an event of libzmq's monitor means; `nil` for those that say nothing here.
    func change(event: UInt16, value: Int32, now: UInt64) -> ConnectionEvent.Change? {
        switch Int32(event) {
        case ZMQ_EVENT_CONNECTED:
            attempted()
            return .connected
        case ZMQ_EVENT_CONNECT_DELAYED:
            attempted()
            return .connecting
        case ZMQ_EVENT_CONNECT_RETRIED:
            defer { wasAttempted = false }
            phase = .connected
            return .retrying(afterMilliseconds: Int(value), attempted: wasAttempted)
        case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
            return .ready
        case ZMQ_EVENT_DISCONNECTED:
            wasAttempted = true
            phase = .suspect(until: now + Self.suspicionNanoseconds)
            return .disconnected
        case ZMQ_EVENT_CLOSED:
            return .closed
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
            return .handshakeFailed(.noDetail)
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
            return .handshakeFailed(.protocolError(Int(value)))
        case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
            return .handshakeFailed(.refused(Int(value)))
        default:
            return nil
        }
    }

    private func attempted() {
        wasAttempted = true
        phase = .connected
    }

    private func applySettings(to socket: RawSocket) throws(ZeroMQError) {
        let usesIPv6 =
            switch configuration.addressFamily {
            case .automatic: source.endpoint.isIPv6Literal
            case .ipv4: false
            case .ipv6: true
            }
        try socket.set(ZMQ_IPV6, usesIPv6 ? 1 : 0)
        try socket.set(ZMQ_RCVHWM, configuration.receiveHighWaterMark)
        try socket.set64(ZMQ_MAXMSGSIZE, Int64(configuration.maximumPartBytes))
        try socket.set(ZMQ_RECONNECT_IVL, configuration.reconnectInterval.wholeMilliseconds)
        try socket.set(
            ZMQ_RECONNECT_IVL_MAX,
            max(
                configuration.reconnectInterval.wholeMilliseconds,
                configuration.maximumReconnectInterval.wholeMilliseconds
            )
        )
        try socket.set(ZMQ_CONNECT_TIMEOUT, configuration.connectTimeout.wholeMilliseconds)
        try socket.set(ZMQ_HANDSHAKE_IVL, configuration.handshakeTimeout.wholeMilliseconds)
        if let interval = configuration.heartbeatInterval {
            try socket.set(ZMQ_HEARTBEAT_IVL, interval.wholeMilliseconds)
            try socket.set(ZMQ_HEARTBEAT_TIMEOUT, configuration.heartbeatTimeout.wholeMilliseconds)
        }
        if source.endpoint.transport == .tcp, let idle = configuration.keepaliveIdle {
            try socket.set(ZMQ_TCP_KEEPALIVE, 1)
            try socket.set(ZMQ_TCP_KEEPALIVE_IDLE, idle.wholeMilliseconds / 1_000)
            try socket.set(ZMQ_TCP_KEEPALIVE_INTVL, 10)
            try socket.set(ZMQ_TCP_KEEPALIVE_CNT, 3)
        }
        if let curve = source.curve {
            try socket.setCurve(serverKey: curve.serverKey, own: curve.own)
        }
    }
}
