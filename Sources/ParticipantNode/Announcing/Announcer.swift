internal import ChainCrypto
internal import ChainFormats

/// Turns changes of the active branch into the messages a Bitcoin-family node publishes, with their counters.
///
/// Order and content follow Bitcoin Core: for every disconnected block its transactions and `sequence` D, for every
/// connected block its transactions and `sequence` C (`CZMQNotificationInterface::BlockConnected`), then `hashblock` and
/// `rawblock` for the new tip alone (`UpdatedBlockTip`). A retreat has no new tip and no block message. Bitcoin SV's
/// `hashblock2` and `rawblock2` name every connected block.
public struct Announcer: Sendable {
    /// What is published.
    public let topics: Set<NodeTopic>
    private var counters: [NodeTopic: UInt32] = [:]

    /// A publisher that has just started: all counters are 0.
    public init(topics: Set<NodeTopic>) {
        self.topics = topics
    }

    /// The messages about one change, in the order they are sent.
    ///
    /// - Parameter body: the bytes published for a block, which a faulty node may have altered.
    public mutating func announcements(
        for change: NodeChain.Change,
        body: (NodeChain.Entry) -> [UInt8]
    ) -> [Announcement] {
        var messages: [Announcement] = []
        for entry in change.disconnected {
            appendTransactions(of: entry, to: &messages)
            append(.sequence, to: &messages) { Self.displayed(entry.hash) + [UInt8(ascii: "D")] }
        }
        for entry in change.connected {
            append(.hashblock2, to: &messages) { Self.displayed(entry.hash) }
            append(.rawblock2, to: &messages) { body(entry) }
            appendTransactions(of: entry, to: &messages)
            append(.sequence, to: &messages) { Self.displayed(entry.hash) + [UInt8(ascii: "C")] }
        }
        if let tip = change.connected.last {
            append(.hashblock, to: &messages) { Self.displayed(tip.hash) }
            append(.rawblock, to: &messages) { body(tip) }
        }
        return messages
    }

    private mutating func appendTransactions(of entry: NodeChain.Entry, to messages: inout [Announcement]) {
        guard !topics.isDisjoint(with: NodeTopic.transactions) else { return }
        for (transaction, hash) in zip(entry.block.table.transactions, entry.block.transactionIDs) {
            append(.hashtx, to: &messages) { Self.displayed(hash) }
            append(.rawtx, to: &messages) { Array(entry.block.bytes[transaction.byteRange]) }
        }
    }

    private mutating func append(_ topic: NodeTopic, to messages: inout [Announcement], body: () -> [UInt8]) {
        guard topics.contains(topic) else { return }
        let counter = counters[topic, default: 0]
        counters[topic] = counter &+ 1
        messages.append(Announcement(topic: topic, body: body(), counter: counter))
    }

    /// Hashes are published in the order they are displayed, which is the reverse of the serialised one.
    private static func displayed(_ hash: Hash256) -> [UInt8] {
        hash.bytes.reversed()
    }
}
