/// Which messages a socket wants, by the beginning or the whole of their first part.
///
/// libzmq filters by prefix only: a subscription to `hashblock` also delivers `hashblock2`, one to `hash` also `hashtx`.
/// An exact subscription is therefore checked a second time on this side, and what does not match is counted
/// (``SubscribeStatistics/filteredMessages``) and not delivered.
public struct Subscription: Hashable, Sendable {
    /// How ``topic`` is compared with the first part of a message.
    public enum Match: Hashable, Sendable {
        /// The first part is the topic, byte for byte (Bitcoin family, envelopes).
        case exact
        /// The first part begins with the topic (Monero puts `topic:JSON` into one part).
        case prefix
    }

    /// The bytes sent to the publisher as its filter; empty means every message (prefix only).
    public let topic: [UInt8]
    /// How the topic is compared on this side.
    public let match: Match

    /// Messages whose first part is exactly that topic.
    public static func exact(_ topic: String) -> Subscription {
        Subscription(topic: Array(topic.utf8), match: .exact)
    }

    /// Messages whose first part begins with that topic; an empty topic means every message.
    public static func prefix(_ topic: String) -> Subscription {
        Subscription(topic: Array(topic.utf8), match: .prefix)
    }

    /// A subscription to arbitrary bytes.
    public init(topic: [UInt8], match: Match) {
        self.topic = topic
        self.match = match
    }

    /// Whether a message with that first part is wanted.
    func matches(_ part: UnsafeRawBufferPointer) -> Bool {
        switch match {
        case .exact: part.elementsEqual(topic)
        case .prefix: part.starts(with: topic)
        }
    }
}
