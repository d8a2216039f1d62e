import ChainCrypto
public import SupervisionModel

/// One block in the supervision protocol, version 1 (Docs/PARTICIPANT-PROTOCOL.md): decoded, not yet verified.
///
/// The payload of a `SignedMessage`: `["supervision.envelope", 1, stream, sequence, previous, evidence, body]`.
public struct Envelope: Sendable {
    public let stream: EnvelopeStream
    /// Place in the stream, from 0.
    public let sequence: UInt64
    /// SHA-256 of the bytes of the envelope before in the stream; zero for the first.
    public let previous: Digest32
    public let evidence: BlockEvidence
    /// The evidence as it stands in the envelope.
    public let evidenceBytes: [UInt8]
    public let body: BlockBody
    public let message: SignedMessage
    /// The envelope as it travels.
    public let bytes: [UInt8]

    /// Greatest envelope in bytes.
    public static let greatestByteCount = 64 << 20

    static let title = "supervision.envelope"
    static let version: UInt64 = 1

    /// Decodes an envelope: no signature and no hash is looked at.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        let message = try SignedMessage(bytes, .envelope, limit: Self.greatestByteCount)
        let span = message.payload.span.bytes
        var reader = CBORReader(span)
        try reader.array(count: 7)
        try reader.title(Self.title, version: Self.version)
        stream = try EnvelopeStream(&reader)
        sequence = try reader.number(upTo: UInt64(Int64.max))
        previous = try reader.digest()
        let range = try reader.byteRange()
        evidence = try BlockEvidence(span, in: range)
        evidenceBytes = reader.copy(range)
        let bodyRange = try reader.byteRange()
        body = try BlockBody(span, in: bodyRange)
        try reader.finish()
        self.message = message
        self.bytes = bytes
    }

    /// Makes and signs an envelope; nil when it cannot be signed (see `SignedMessage`).
    public init?(
        stream: EnvelopeStream, sequence: UInt64, previous: Digest32, evidence: BlockEvidence, body: BlockBody,
        key: SigningKey, sign: ([UInt8]) -> [UInt8]?
    ) {
        let evidenceBytes = evidence.bytes
        var writer = CBORWriter()
        writer.array(7)
        writer.name(Self.title)
        writer.number(Self.version)
        stream.write(to: &writer)
        writer.number(sequence)
        writer.byteString(previous.bytes)
        writer.byteString(evidenceBytes)
        writer.byteString(body.bytes)
        guard let message = SignedMessage(.envelope, payload: writer.bytes, key: key, sign: sign) else { return nil }
        self.stream = stream
        self.sequence = sequence
        self.previous = previous
        self.evidence = evidence
        self.evidenceBytes = evidenceBytes
        self.body = body
        self.message = message
        self.bytes = message.bytes
    }

    /// SHA-256 of the bytes: what the next envelope of the stream names.
    public var digest: Digest32 { SHA256.hash(bytes).plainDigest }
}

extension CBORReader {
    /// The name and the version that a payload begins with.
    mutating func title(_ title: String, version: UInt64) throws(DecodeError) {
        let start = offset
        let found = try name(limit: 32)
        guard found.utf8.elementsEqual(title.utf8) else {
            throw DecodeError(
                .unknownTag, at: start, found: UInt64(found.utf8.count), expected: UInt64(title.utf8.count))
        }
        let place = offset
        let number = try number()
        guard number == version else { throw DecodeError(.unknownTag, at: place, found: number, expected: version) }
    }
}
