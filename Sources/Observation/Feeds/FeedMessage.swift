public import SupervisionModel

/// What a message of a feed says.
public enum FeedMessage<Raw: Sendable>: Sendable {
    /// The publisher names a block: a new tip or one it has connected.
    case announced(Digest32)
    /// The publisher sends a block. Its header meets its own target; nothing else is checked yet. Without `raw` the body
    /// had to be dropped by the node itself.
    case pushed(header: ChainHeader, raw: Raw?, byteCount: Int)
    /// The publisher has disconnected a block.
    case withdrawn(Digest32)
    /// Nothing about blocks.
    case irrelevant
}
