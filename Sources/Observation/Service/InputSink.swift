public import ChainFormats
public import SupervisionModel

/// Where the observer hands on what it has found. Implemented by the sequencer.
public protocol InputSink: Sendable {
    /// Takes inputs in, in this order, and returns when they are durable. The observer waits: as long as this takes, no
    /// further feed messages are read, and fetches end at their limits.
    ///
    /// - Throws: when the inputs could not be written. The observer then ends with that error; it can go on later from
    ///   the durable cursor.
    func admit(_ inputs: [ObservedInput]) async throws
}

/// One input as the observer knows it; the sequencer adds what only it knows.
public enum ObservedInput: Sendable {
    /// A verified block extends the chain. The spent outputs are not resolved yet.
    case connected(ObservedBlock)
    case disconnected(BlockDisconnection)
    /// One of the `feed.*` inputs, complete.
    case feed(Input)
}

/// A verified block with all that has been learnt on the way.
public struct ObservedBlock: Sendable {
    public let chain: ChainID
    public let header: ChainHeader
    public let height: UInt64
    /// Cumulative work up to and including this block, for the durable cursor.
    public let work: UInt256
    /// Work of this block alone.
    public let ownWork: UInt256
    /// Name of the endpoint the body came from.
    public let source: String
    public let arrival: BlockConnection.Arrival
    /// When the body came in, by the node's clock.
    public let observed: Timestamp
    /// The decoded block; `block.bytes` are the raw bytes.
    public let block: ChainBlock
    /// SHA-256 of the raw bytes.
    public let bytesHash: Digest32
}
