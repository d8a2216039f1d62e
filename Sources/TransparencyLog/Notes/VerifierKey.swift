/// A public key that may sign notes: `name+8 hex digits of the key ID+base64(type ‖ public key)`, a "vkey".
///
/// Which keys are trusted comes from configuration, never from what is verified.
public struct VerifierKey: Sendable, Hashable, CustomStringConvertible {
    public let name: KeyName
    /// The first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key), big-endian; for ECDSA of SHA-256(public key). Not
    /// an identity: only 32 bits.
    public let keyID: UInt32
    public let type: KeyType
    /// Without the type byte and identifier. See ``KeyType`` for its form.
    public let publicKey: [UInt8]

    /// - Throws: `.malformedKey` for a key that is not of the form of its type: length, point on the curve, DER.
    public init(name: KeyName, type: KeyType, publicKey: [UInt8]) throws(LogError) {
        if let length = type.publicKeyByteCount, publicKey.count != length {
            throw LogError(
                .malformedKey, "a public key of type \(type) has \(length) bytes, that of \(name) \(publicKey.count)")
        }
        switch type {
        case .sm2, .sm2Cosignature:
            guard SM2.isPublicKey(publicKey) else {
                throw LogError(.malformedKey, "the key of \(name) is no uncompressed point of the curve sm2p256v1")
            }
        case .ecdsa:
            guard Self.isSequence(publicKey) else {
                throw LogError(.malformedKey, "the key of \(name) is no SubjectPublicKeyInfo in DER")
            }
        default:
            break
        }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        keyID = Self.keyID(name: name, type: type, publicKey: publicKey)
    }

    /// Parses a vkey.
    ///
    /// - Throws: `.malformedKey`, `.malformedKeyName`, `.malformedBase64`, `.unsupportedKeyType`, `.keyIDMismatch`.
    public init(_ text: String) throws(LogError) {
        try self.init(Array(text.utf8)[...])
    }

    init(_ text: ArraySlice<UInt8>) throws(LogError) {
        // The base 64 part may contain "+": only the first two separate.
        let plus = UInt8(ascii: "+")
        guard text.count <= Self.maximumTextByteCount else {
            throw LogError(.tooLarge, "a verifier key of \(text.count) bytes; at most \(Self.maximumTextByteCount)")
        }
        guard let first = text.firstIndex(of: plus), let second = text[(first + 1)...].firstIndex(of: plus) else {
            throw LogError(.malformedKey, "a verifier key is written name+id+base64")
        }
        guard let nameText = String(validating: text[..<first], as: UTF8.self) else {
            throw LogError(.malformedKeyName, "the name of the key is not UTF-8")
        }
        let name = try KeyName(nameText)
        let idText = text[(first + 1)..<second]
        guard idText.count == 8, let idBytes = Hexadecimal.decode(idText) else {
            throw LogError(.malformedKey, "the ID of \(name) is not 8 lower-case hexadecimal digits")
        }
        guard let key = Base64.decode(text[(second + 1)...]), !key.isEmpty else {
            throw LogError(.malformedBase64, "the key of \(name) is not base 64")
        }
        let (type, publicKey) = try KeyType.split(key, of: name)
        try self.init(name: name, type: type, publicKey: publicKey)
        let found = idBytes.reduce(0) { $0 << 8 | UInt32($1) }
        guard found == keyID else {
            throw LogError(
                .keyIDMismatch,
                "the key of \(name) says ID \(String(found, radix: 16)), its bytes give \(String(keyID, radix: 16))")
        }
    }

    /// A longer vkey is refused unread. (An ML-DSA-44 key takes about 1,800 bytes.)
    public static let maximumTextByteCount = 8_192

    /// The vkey.
    public var description: String {
        "\(name)+\(Hexadecimal.encode(BigEndian.bytes(keyID)))+\(Base64.encode(type.prefix + publicKey))"
    }

    static func keyID(name: KeyName, type: KeyType, publicKey: [UInt8]) -> UInt32 {
        let input = type == .ecdsa ? publicKey : Array(name.text.utf8) + [0x0A] + type.prefix + publicKey
        return SHA256Hasher.hash(input).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Whether the signature of `message` is good. False for kinds of key that cannot be verified here.
    func isValid(signature: some Collection<UInt8>, over message: [UInt8]) -> Bool {
        switch type {
        case .ed25519, .cosignature:
            Ed25519.isValid(signature: Array(signature), message: message, publicKey: publicKey)
        case .sm2, .sm2Cosignature:
            SM2.isValid(signature: Array(signature), message: message, publicKey: publicKey)
        default:
            false
        }
    }

    /// Whether the bytes are one DER SEQUENCE of 60 to 250 bytes and nothing else: a P-256 key has 91 bytes, the largest
    /// allowed one (P-521) 158. The key inside is not looked at, as nothing is verified with it.
    private static func isSequence(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 62, bytes[0] == DER.Tag.sequence.rawValue else { return false }
        return bytes[1] < 0x80
            ? Int(bytes[1]) == bytes.count - 2
            : bytes[1] == 0x81 && bytes[2] >= 0x80 && Int(bytes[2]) == bytes.count - 3
    }
}
