/// The third part of a message of the supervision protocol: a counter of 8 bytes, least significant first, and the
/// publisher's epoch of 16 bytes.
public struct FeedPart: Hashable, Sendable {
    public let counter: UInt64
    public let epoch: [UInt8]

    public static let byteCount = 8 + EnvelopeStream.epochByteCount

    public init(counter: UInt64, epoch: [UInt8]) {
        self.counter = counter
        self.epoch = epoch
    }

    /// Nil for any other number of bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        counter = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        epoch = Array(bytes.dropFirst(8))
    }

    public var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(8 * $0)) } + epoch }
}

/// Topics of the supervision protocol: the first part of a message.
public enum SupervisionTopic {
    /// `supervision/1/CHAIN/envelope`.
    public static func envelope(_ chain: String) -> String { "supervision/1/\(chain)/envelope" }
    /// `supervision/1/CHAIN/heartbeat`.
    public static func heartbeat(_ chain: String) -> String { "supervision/1/\(chain)/heartbeat" }
}
