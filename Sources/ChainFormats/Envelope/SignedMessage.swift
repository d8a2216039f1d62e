/// A message of the supervision protocol under the signature of its publisher: COSE_Sign1 (RFC 9052, section 4.2) in
/// deterministic CBOR with tag 18, a protected header of algorithm and key id, and no other header.
///
/// Algorithms: −8 (EdDSA, with Ed25519); −65537, of the range for private use, SM2 with SM3, for which COSE has no
/// number. The key id is the public key itself, so that a signature can be checked before anybody asks whose key it is.
public struct SignedMessage: Hashable, Sendable {
    /// What a message is: part of what is signed, so that no message passes for one of another kind.
    public enum Kind: String, Hashable, Sendable {
        case envelope = "supervision envelope 1"
        case heartbeat = "supervision heartbeat 1"
    }

    public let kind: Kind
    /// Who says to have signed: Ed25519 or SM2.
    public let key: SigningKey
    public let payload: [UInt8]
    public let signature: [UInt8]

    /// Protected headers `{1: algorithm, 4: key}`: the bytes before the key.
    private static let headers: [(scheme: SignatureScheme, bytes: [UInt8])] = [
        (.ed25519, [0xa2, 0x01, 0x27, 0x04, 0x58, 0x20]),
        (.sm2, [0xa2, 0x01, 0x3a, 0x00, 0x01, 0x00, 0x00, 0x04, 0x58, 0x40]),
    ]

    /// Signs a payload.
    ///
    /// - Parameter sign: makes the 64 bytes of the key's signature over what it is given; nil when it cannot.
    /// - Returns: nil for a key of another scheme than Ed25519 and SM2, and when `sign` returns nil.
    public init?(_ kind: Kind, payload: [UInt8], key: SigningKey, sign: ([UInt8]) -> [UInt8]?) {
        guard let header = Self.header(key) else { return nil }
        guard let signature = sign(Self.signed(kind, header: header, payload: payload)), signature.count == 64 else {
            return nil
        }
        self.kind = kind
        self.key = key
        self.payload = payload
        self.signature = signature
    }

    /// Reads the bytes of one message; the signature is not looked at.
    ///
    /// - Parameter limit: the greatest number of bytes that is read.
    public init(_ bytes: [UInt8], _ kind: Kind, limit: Int) throws(DecodeError) {
        guard bytes.count <= limit else {
            throw DecodeError(.tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(limit))
        }
        var reader = CBORReader(bytes.span.bytes)
        try reader.fixed([0xd2])
        try reader.array(count: 4)
        let start = reader.offset
        let header = try reader.byteString()
        guard let known = Self.headers.first(where: { header.starts(with: $0.bytes) }),
            let key = SigningKey(known.scheme, Array(header.dropFirst(known.bytes.count)))
        else { throw DecodeError(.unknownTag, at: start, found: UInt64(header.count), expected: 38) }
        try reader.fixed([0xa0])
        self.kind = kind
        self.key = key
        self.payload = try reader.byteString()
        self.signature = try reader.byteString(count: 64)
        try reader.finish()
    }

    /// The bytes as they travel.
    public var bytes: [UInt8] {
        var writer = CBORWriter()
        writer.raw([0xd2])
        writer.array(4)
        writer.byteString(Self.header(key) ?? [])
        writer.raw([0xa0])
        writer.byteString(payload)
        writer.byteString(signature)
        return writer.bytes
    }

    /// Whether the key that the message names made its signature.
    public var isSigned: Bool {
        guard let header = Self.header(key) else { return false }
        let signed = Self.signed(kind, header: header, payload: payload)
        return key.scheme.verify(signature, message: signed, publicKey: key.bytes)
    }

    private static func header(_ key: SigningKey) -> [UInt8]? {
        headers.first { $0.scheme == key.scheme }.map { $0.bytes + key.bytes }
    }

    /// The Sig_structure: context, protected header, external data (the kind), payload.
    private static func signed(_ kind: Kind, header: [UInt8], payload: [UInt8]) -> [UInt8] {
        var writer = CBORWriter()
        writer.array(4)
        writer.name("Signature1")
        writer.byteString(header)
        writer.byteString(Array(kind.rawValue.utf8))
        writer.byteString(payload)
        return writer.bytes
    }
}
