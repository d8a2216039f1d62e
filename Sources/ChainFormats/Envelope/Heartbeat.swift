public import SupervisionModel

/// What a publisher says of itself at least every few seconds, so that the loss of its last messages shows: the payload
/// of a `SignedMessage`, `["supervision.heartbeat", 1, stream, next sequence, height, id, time]`.
public struct Heartbeat: Hashable, Sendable {
    public let stream: EnvelopeStream
    /// Sequence number of the next envelope: so many have been sent.
    public let nextSequence: UInt64
    /// The publisher's tip.
    public let height: UInt64
    public let id: Digest32
    /// When it was made, by the publisher's clock: milliseconds since 1970.
    public let milliseconds: UInt64
    public let message: SignedMessage

    /// Greatest heartbeat in bytes.
    public static let greatestByteCount = 4_096

    private static let title = "supervision.heartbeat"

    /// Decodes a heartbeat; its signature is not looked at.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        let message = try SignedMessage(bytes, .heartbeat, limit: Self.greatestByteCount)
        var reader = CBORReader(message.payload.span.bytes)
        try reader.array(count: 7)
        try reader.title(Self.title, version: Envelope.version)
        stream = try EnvelopeStream(&reader)
        nextSequence = try reader.number(upTo: UInt64(Int64.max))
        height = try reader.number(upTo: UInt64(Int64.max))
        id = try reader.digest()
        milliseconds = try reader.number(upTo: UInt64(Int64.max))
        try reader.finish()
        self.message = message
    }

    /// Makes and signs a heartbeat; nil when it cannot be signed.
    public init?(
        stream: EnvelopeStream, nextSequence: UInt64, height: UInt64, id: Digest32, milliseconds: UInt64,
        key: SigningKey, sign: ([UInt8]) -> [UInt8]?
    ) {
        var writer = CBORWriter()
        writer.array(7)
        writer.name(Self.title)
        writer.number(Envelope.version)
        stream.write(to: &writer)
        writer.number(nextSequence)
        writer.number(height)
        writer.byteString(id.bytes)
        writer.number(milliseconds)
        guard let message = SignedMessage(.heartbeat, payload: writer.bytes, key: key, sign: sign) else { return nil }
        self.stream = stream
        self.nextSequence = nextSequence
        self.height = height
        self.id = id
        self.milliseconds = milliseconds
        self.message = message
    }
}
