/// The topics of Bitcoin-format publishers that concern blocks. Topics of transactions are of no use to an observer of
/// blocks and share a publisher's queue with them, so they cannot be subscribed to at all.
public enum FeedTopic: String, Hashable, Sendable, CaseIterable {
    /// Id of a new tip, 32 bytes in display order.
    case hashblock
    /// A new tip, serialised.
    case rawblock
    /// Bitcoin SV: id of every connected block.
    case hashblock2
    /// Bitcoin SV: every connected block, serialised.
    case rawblock2
    /// Bitcoin Core 0.21 and later: id and label of every block connected (`C`) or disconnected (`D`).
    case sequence

    /// The topic of a first part; nil for any other. Compared as bytes.
    public init?(part: some Collection<UInt8>) {
        guard let topic = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(part) }) else { return nil }
        self = topic
    }

    /// Whether messages of this topic carry whole blocks.
    public var carriesBlock: Bool { self == .rawblock || self == .rawblock2 }
}
