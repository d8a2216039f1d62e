internal import ChainCrypto
public import ChainFormats
internal import SupervisionModel
internal import TransparencyLog

/// A key with which a participant signs: envelopes as their publisher, or blocks of a reference chain as a validator.
///
/// As text `ed25519:` or `sm2:` and the secret in 64 hexadecimal digits. Its description never shows it.
public struct PublisherKey: Sendable, CustomStringConvertible, CustomReflectable {
    public let publicKey: SigningKey
    private let secret: [UInt8]

    /// - Parameter secret: 32 bytes; nil comes back for another length, another scheme, and numbers that are no key of SM2.
    public init?(_ scheme: SignatureScheme, secret: [UInt8]) {
        let key: SigningKey?
        switch scheme {
        case .ed25519: key = Ed25519.publicKey(seed: secret).flatMap { SigningKey(.ed25519, $0) }
        case .sm2: key = SM2PrivateKey(scalar: secret).flatMap { SigningKey(.sm2, Array($0.publicKey.dropFirst())) }
        case .secp256k1, .p256: key = nil
        }
        guard let key else { return nil }
        publicKey = key
        self.secret = secret
    }

    /// Reads the text of a key; nil for anything else.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let scheme = SignatureScheme(rawValue: String(parts[0])),
            let secret = Hex.decode(parts[1])
        else { return nil }
        self.init(scheme, secret: secret)
    }

    /// The key with its secret, for its file.
    public var secretText: String { "\(publicKey.scheme.rawValue):\(Hex.encode(secret))" }

    /// The 64 bytes of a signature; nil when the library refuses.
    public func sign(_ message: [UInt8]) -> [UInt8]? {
        switch publicKey.scheme {
        case .ed25519: Ed25519.sign(message, seed: secret)
        case .sm2: SM2PrivateKey(scalar: secret)?.signature(for: message)
        case .secp256k1, .p256: nil
        }
    }

    public var description: String { publicKey.description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
