/// A public key that may sign notes: `name+8 hex digits of the key ID+base64(type ‖ public key)`, a "vkey".
///
/// Which keys are trusted comes from configuration, never from what is verified.
public struct VerifierKey: Sendable, Hashable, CustomStringConvertible {
    public let name: KeyName
    /// The first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key), big-endian. Not an identity: only 32 bits.
    public let keyID: UInt32
    public let type: KeyType
    public let publicKey: [UInt8]

    /// - Throws: `.unsupportedKeyType` for a type not known here, `.malformedKey` for a key of the wrong length.
    public init(name: KeyName, type: KeyType, publicKey: [UInt8]) throws(LogError) {
        guard let length = type.publicKeyByteCount else {
            throw LogError(.unsupportedKeyType, "key type \(type.rawValue) of \(name) is not supported")
        }
        guard publicKey.count == length else {
            throw LogError(
                .malformedKey,
                "a public key of type \(type.rawValue) has \(length) bytes, that of \(name) \(publicKey.count)")
        }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        keyID = Self.keyID(name: name, type: type, publicKey: publicKey)
    }

    /// Parses a vkey.
    ///
    /// - Throws: `.malformedKey`, `.malformedKeyName`, `.unsupportedKeyType`, `.keyIDMismatch`.
    public init(_ text: String) throws(LogError) {
        try self.init(Array(text.utf8)[...])
    }

    init(_ text: ArraySlice<UInt8>) throws(LogError) {
        // The base 64 part may contain "+": only the first two separate.
        let plus = UInt8(ascii: "+")
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
        guard let key = Base64.decode(text[(second + 1)...]), let type = key.first else {
            throw LogError(.malformedBase64, "the key of \(name) is not base 64")
        }
        try self.init(name: name, type: KeyType(rawValue: type), publicKey: Array(key.dropFirst()))
        let found = idBytes.reduce(0) { $0 << 8 | UInt32($1) }
        guard found == keyID else {
            throw LogError(
                .keyIDMismatch,
                "the key of \(name) says ID \(String(found, radix: 16)), its bytes give \(String(keyID, radix: 16))")
        }
    }

    /// The vkey.
    public var description: String {
        "\(name)+\(Hexadecimal.encode(BigEndian.bytes(keyID)))+\(Base64.encode([type.rawValue] + publicKey))"
    }

    static func keyID(name: KeyName, type: KeyType, publicKey: [UInt8]) -> UInt32 {
        let digest = SHA256Hasher.hash(Array(name.text.utf8) + [0x0A, type.rawValue] + publicKey)
        return digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Whether the Ed25519 signature of `message` is good. False for other kinds of key.
    func isValid(signature: some Collection<UInt8>, over message: [UInt8]) -> Bool {
        guard type == .ed25519 || type == .cosignature else { return false }
        return Ed25519.isValid(signature: Array(signature), message: message, publicKey: publicKey)
    }
}
