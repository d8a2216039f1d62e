/// One message of a node's publisher: topic, body, counter.
public struct Announcement: Hashable, Sendable {
    /// The first part.
    public let topic: NodeTopic
    /// The second part.
    public let body: [UInt8]
    /// How many messages of this topic came before since the node's start; wraps at 2^32.
    public let counter: UInt32

    /// A message of those parts.
    public init(topic: NodeTopic, body: [UInt8], counter: UInt32) {
        self.topic = topic
        self.body = body
        self.counter = counter
    }

    /// The three parts as they travel; the counter is little-endian.
    public var parts: [[UInt8]] {
        [Array(topic.rawValue.utf8), body, (0..<4).map { UInt8(truncatingIfNeeded: counter >> ($0 * 8)) }]
    }
}
