/// Follows the message counters of one publisher: a 4-byte number per topic that rises by one with each message and
/// starts at 0 with the publisher (CHAINS.md section 1).
public struct CounterTracker: Sendable {
    /// What a counter says.
    public enum Fact: Hashable, Sendable {
        /// The first message of that topic: nothing to compare with.
        case first
        /// The message after the last one.
        case next
        /// So many messages are missing before this one.
        case gap(missing: UInt32)
        /// The same number again over the same connection.
        case duplicate
        /// The publisher started again; messages before and after may be missing.
        case restart
    }

    private struct Stream: Hashable {
        let link: Int
        let topic: FeedTopic
    }

    private struct Last {
        var counter: UInt32
        var epoch: UInt64
    }

    /// How close to its end a counter must be for a small number to mean that it wrapped.
    static let wrapMargin: UInt32 = 1_000

    private var last: [Stream: Last] = [:]
    private var epochs: [Int: UInt64] = [:]

    public init() {}

    /// A connection of `link` is ready: the messages that follow belong to a new session.
    public mutating func beginSession(link: Int) {
        epochs[link, default: 0] += 1
    }

    /// Takes the counter of a message in.
    ///
    /// - Parameter link: index of the publisher's address; each has counters of its own.
    public mutating func note(_ counter: UInt32, link: Int, topic: FeedTopic) -> Fact {
        let stream = Stream(link: link, topic: topic)
        let epoch = epochs[link] ?? 0
        let before = last.updateValue(Last(counter: counter, epoch: epoch), forKey: stream)
        guard let before else { return .first }
        let step = counter &- before.counter
        if step == 1 { return .next }
        // After a new connection the same number can only come from a publisher that started again.
        if step == 0 { return before.epoch == epoch ? .duplicate : .restart }
        let wrapped = before.counter > .max - Self.wrapMargin && counter < Self.wrapMargin
        if counter > before.counter || wrapped { return .gap(missing: step - 1) }
        return .restart
    }
}
