/// Everything a ``SubscribeSocket`` is told when it is opened. Nothing can be changed afterwards.
public struct SubscribeConfiguration: Sendable {
    /// One publisher to connect to.
    public struct Source: Sendable {
        /// Where the publisher listens.
        public var endpoint: Endpoint
        /// Keys for an encrypted and authenticated connection; `nil` for the open one that node software offers.
        public var curve: CurveClientKeys?

        /// A publisher at that endpoint.
        public init(_ endpoint: Endpoint, curve: CurveClientKeys? = nil) {
            self.endpoint = endpoint
            self.curve = curve
        }
    }

    /// Which IP version a host name is looked up for.
    public enum AddressFamily: Hashable, Sendable {
        /// IPv6 for a literal in brackets, IPv4 for everything else. libzmq tries one address only, and a node that says
        /// `localhost` usually means 127.0.0.1.
        case automatic
        /// IPv4 only.
        case ipv4
        /// IPv6, and IPv4 mapped into it where a name has no IPv6 address.
        case ipv6
    }

    /// The publishers, 1 to 64. Each has a libzmq socket of its own, so that every event names its source.
    public var sources: [Source]
    /// What to subscribe to at every source, 1 to 256.
    public var subscriptions: [Subscription]
    /// Which IP version names are looked up for.
    public var addressFamily = AddressFamily.automatic

    /// A message of more parts than this is rejected with a marker, 1 to 1024. libzmq hands over whole messages only: the
    /// parts of one that never ends stay in its memory, and only the process's own memory limit bounds them.
    public var maximumPartCount = Self.defaultMaximumPartCount
    /// The largest part accepted, bytes (`ZMQ_MAXMSGSIZE`). A publisher that announces a larger one is disconnected
    /// before any memory is reserved.
    public var maximumPartBytes = Self.defaultMaximumPartBytes
    /// The largest message accepted, bytes of all its parts; a larger one is rejected with a marker.
    public var maximumMessageBytes = Self.defaultMaximumPartBytes
    /// How many messages libzmq holds for a source before the thread takes them (`ZMQ_RCVHWM`), at least 1.
    /// The thread never waits for the consumer, so this bridges milliseconds only.
    public var receiveHighWaterMark = Self.defaultReceiveHighWaterMark

    /// What may wait for the consumer.
    public var queue = QueueLimits()

    /// First pause before a lost connection is tried again.
    public var reconnectInterval = Duration.milliseconds(200)
    /// The pause doubles up to this.
    public var maximumReconnectInterval = Duration.seconds(30)
    /// How long one attempt to connect may take.
    public var connectTimeout = Duration.seconds(10)
    /// How long the handshake may take once connected (`ZMQ_HANDSHAKE_IVL`).
    public var handshakeTimeout = Duration.seconds(10)
    /// ZMTP PING every so often, so that a dead link is seen; `nil` for none. libzmq 4.2 (2016) and later answer; an older
    /// publisher does not and would be disconnected every time.
    public var heartbeatInterval: Duration? = .seconds(30)
    /// How long a PING may stay without any traffic back before the connection counts as lost.
    public var heartbeatTimeout = Duration.seconds(60)
    /// TCP keepalive: idle time before the first probe; `nil` leaves the system's setting.
    public var keepaliveIdle: Duration? = .seconds(60)

    /// A socket on those publishers, all other settings at their defaults.
    public init(sources: [Source], subscriptions: [Subscription]) {
        self.sources = sources
        self.subscriptions = subscriptions
    }

    /// Bounds on what waits between the socket's thread and the consumer.
    ///
    /// When a message does not fit, its body is dropped and a ``DroppedMessage`` takes its place; when there are too many
    /// markers as well, they are summed into an ``Overflow``. Nothing disappears uncounted.
    public struct QueueLimits: Hashable, Sendable {
        /// Most whole messages waiting, at least 1.
        public var messages = 4_096
        /// Most bytes of whole messages waiting; a single message always fits into an empty queue.
        public var bytes = 256 << 20
        /// Most markers and connection events waiting, at least 16.
        public var markers = 65_536

        /// The defaults: 4,096 messages, 256 MiB, 65,536 markers (about 20 MB).
        public init() {}

        /// Limits of that size.
        public init(messages: Int, bytes: Int, markers: Int = 65_536) {
            self.messages = messages
            self.bytes = bytes
            self.markers = markers
        }
    }

    /// Topic, body and counter are three parts; no known publisher sends more than five.
    public static let defaultMaximumPartCount = 8
    /// 32 MiB and 64 KiB of slack: the largest block of the chains observed by default is 4 MB; BSV needs more and is set
    /// so per chain.
    public static let defaultMaximumPartBytes = (32 << 20) + (64 << 10)
    /// Messages.
    public static let defaultReceiveHighWaterMark = 1_000
}
