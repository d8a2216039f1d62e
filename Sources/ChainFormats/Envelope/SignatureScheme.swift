import ChainCrypto
public import SupervisionModel

/// A way of signing that validators and publishers may use. Raw values stand in envelopes and configurations.
public enum SignatureScheme: String, Hashable, Sendable, CaseIterable {
    /// RFC 8032; keys of 32 bytes.
    case ed25519
    /// ECDSA over secp256k1; keys of 64 bytes, x and y.
    case secp256k1
    /// ECDSA over P-256 with SHA-256; keys of 64 bytes, x and y.
    case p256 = "p-256"
    /// SM2 with SM3 and the default identity; keys of 64 bytes, x and y.
    case sm2

    /// Length of a public key in bytes.
    public var keyByteCount: Int { self == .ed25519 ? Ed25519.publicKeyByteCount : 64 }

    /// Whether a signature of `message` is that of the key.
    ///
    /// - Parameters:
    ///   - signature: 64 bytes; for secp256k1 also r ‖ s ‖ v of 65 bytes, from which the key is recovered.
    ///   - message: what was signed. secp256k1 signs 32 bytes as they are and the SHA-256 of anything else.
    public func verify(_ signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        switch self {
        case .ed25519: return Ed25519.verify(signature, message: message, publicKey: publicKey)
        case .p256: return P256.verify(signature, message: message, publicKey: publicKey)
        case .sm2: return SM2.verify(signature, message: message, publicKey: publicKey)
        case .secp256k1:
            let digest = message.count == 32 ? Hash256(message) ?? .zero : SHA256.hash(message)
            return signature.count == 65
                ? Secp256k1.recover(signature, digest: digest) == publicKey
                : Secp256k1.verify(signature, digest: digest, publicKey: publicKey)
        }
    }
}

/// A public key with the way it signs; as text `ed25519:` or another scheme and hexadecimal digits.
public struct SigningKey: Hashable, Sendable, CustomStringConvertible {
    public let scheme: SignatureScheme
    public let bytes: [UInt8]

    /// Nil for another length than the scheme's keys have.
    public init?(_ scheme: SignatureScheme, _ bytes: [UInt8]) {
        guard bytes.count == scheme.keyByteCount else { return nil }
        self.scheme = scheme
        self.bytes = bytes
    }

    /// Reads `SCHEME:HEX`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            let scheme = SignatureScheme.allCases.first(where: { $0.rawValue.utf8.elementsEqual(parts[0].utf8) }),
            let bytes = HexDigits.decode(parts[1])
        else { return nil }
        self.init(scheme, bytes)
    }

    public var description: String { "\(scheme.rawValue):\(HexDigits.encode(bytes))" }

    /// SHA-256 of the text: what two persons compare out of band.
    public var fingerprint: Digest32 { SHA256.hash(Array(description.utf8)).plainDigest }
}
