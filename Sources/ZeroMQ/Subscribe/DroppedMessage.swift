/// What is kept of a message whose body was not.
public struct DroppedMessage: Hashable, Sendable {
    /// Why the body is missing.
    public enum Reason: String, Hashable, Sendable {
        /// The consumer was too slow: the queue was full by count or by bytes.
        case queueFull
        /// More parts than ``SubscribeConfiguration/maximumPartCount``.
        case tooManyParts
        /// More bytes than ``SubscribeConfiguration/maximumMessageBytes``.
        case tooLarge
    }

    /// Index of the publisher in ``SubscribeConfiguration/sources``.
    public let source: Int
    /// Why the body is missing.
    public let reason: Reason
    /// The first part, at most its first 256 bytes.
    public let topic: [UInt8]
    /// The beginning of the second part, at most 96 bytes: a whole block hash, or a whole 80-byte block header, so that
    /// the block can still be named and fetched. Empty when there is no second part.
    public let bodyStart: [UInt8]
    /// The last part when there are at least two and it has at most 64 bytes, else empty: the counter.
    public let trailer: [UInt8]
    /// How many parts the message had.
    public let partCount: Int
    /// Bytes of all parts.
    public let byteCount: Int
    /// When the thread took it.
    public let received: ReceiveTime

    /// The 4-byte little-endian counter of a three-part message of the Bitcoin family, else `nil`.
    public var counter: UInt32? {
        partCount == 3 ? littleEndianCounter(trailer) : nil
    }

    /// Most bytes of the first part kept.
    static let topicLimit = 256
    /// Most bytes of the second part kept; a Bitcoin header has 80.
    static let bodyStartLimit = 96
    /// Most bytes of the last part kept; an envelope's counter and epoch have 24.
    static let trailerLimit = 64
}
