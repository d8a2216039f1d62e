/// A multipart message, copied out of libzmq once.
public struct SubscribeMessage: Sendable {
    /// Index of the publisher in ``SubscribeConfiguration/sources``.
    public let source: Int
    /// The parts in order, at least one.
    public let parts: [[UInt8]]
    /// When the thread took it.
    public let received: ReceiveTime

    /// A message of those parts.
    public init(source: Int, parts: [[UInt8]], received: ReceiveTime) {
        self.source = source
        self.parts = parts
        self.received = received
    }

    /// The first part.
    public var topic: [UInt8] { parts.first ?? [] }

    /// Bytes of all parts.
    public var byteCount: Int { parts.reduce(0) { $0 + $1.count } }

    /// The last of three parts when it is the 4-byte little-endian counter of the Bitcoin family, else `nil`.
    public var counter: UInt32? {
        parts.count == 3 ? littleEndianCounter(parts[2]) : nil
    }
}

/// The 4-byte little-endian message counter of the Bitcoin family, `nil` for any other length.
func littleEndianCounter(_ part: [UInt8]) -> UInt32? {
    guard part.count == 4 else { return nil }
    return part.reversed().reduce(0) { $0 << 8 | UInt32($1) }
}
