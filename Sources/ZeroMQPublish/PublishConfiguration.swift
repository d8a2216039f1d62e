public import ZeroMQ

/// Everything a ``PublishSocket`` is told when it is opened.
public struct PublishConfiguration: Sendable {
    /// Where to listen, at least one; host `*` means every interface, port `*` one chosen by the system.
    public var endpoints: [Endpoint]
    /// How many messages wait for one slow subscriber before more are dropped for it (`ZMQ_SNDHWM`); 0 means no limit.
    public var sendHighWaterMark = 1_000
    /// Whether a send that would drop a message for a slow subscriber is refused instead (`ZMQ_XPUB_NODROP`). Node
    /// software drops; refusing is for measurements and for tests that must lose nothing.
    public var refusesInsteadOfDropping = false
    /// How long messages not yet sent may hold up ``PublishSocket/close()``.
    public var linger = Duration.seconds(2)
    /// The publisher's own keys: with them only subscribers who know its public key can connect (CURVE server).
    public var curve: CurveKeyPair?
    /// The largest message accepted from a subscriber, bytes: subscriptions are short.
    public var maximumSubscriptionBytes = 1_024

    /// A publisher at those endpoints, all other settings at their defaults.
    public init(endpoints: [Endpoint]) {
        self.endpoints = endpoints
    }
}
