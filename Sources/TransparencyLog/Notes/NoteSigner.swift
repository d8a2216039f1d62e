import Crypto

/// A private key that signs notes as a log or cosigns checkpoints as a witness: Ed25519 (types 0x01 and 0x04) or SM2
/// (type 0xff).
///
/// Ed25519 signatures are deterministic (RFC 8032): the same text and key give the same bytes. SM2 signatures are not.
public struct NoteSigner: Sendable {
    private enum PrivateKey: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case sm2(SM2PrivateKey)
    }

    public let verifierKey: VerifierKey
    private let privateKey: PrivateKey

    private static let prefix: [UInt8] = Array("PRIVATE+KEY+".utf8)

    /// - Parameters:
    ///   - type: `.ed25519`, `.cosignature`, `.sm2` or `.sm2Cosignature`.
    ///   - seed: 32 bytes from a cryptographic random source: the seed of RFC 8032 section 5.1.5, or the number d of
    ///     SM2, big-endian.
    /// - Throws: `.unsupportedKeyType`, `.malformedKey`.
    public init(name: KeyName, type: KeyType, seed: [UInt8]) throws(LogError) {
        guard seed.count == 32 else {
            throw LogError(.malformedKey, "a private key has 32 bytes, that of \(name) \(seed.count)")
        }
        let publicKey: [UInt8]
        switch type {
        case .ed25519, .cosignature:
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
                throw LogError(.malformedKey, "the private key of \(name) is no Ed25519 seed")
            }
            publicKey = Array(key.publicKey.rawRepresentation)
            privateKey = .ed25519(key)
        case .sm2, .sm2Cosignature:
            guard let key = SM2PrivateKey(scalar: seed) else {
                throw LogError(.malformedKey, "the private key of \(name) is not in 1 ... n - 2 of the curve sm2p256v1")
            }
            publicKey = key.publicKey
            privateKey = .sm2(key)
        default:
            throw LogError(.unsupportedKeyType, "keys of type \(type) cannot sign here")
        }
        verifierKey = try VerifierKey(name: name, type: type, publicKey: publicKey)
    }

    /// Parses `PRIVATE+KEY+name+id+base64(type ‖ seed)`, the form of golang.org/x/mod/sumdb/note.
    ///
    /// - Throws: `.malformedKey`, `.malformedKeyName`, `.unsupportedKeyType`, `.keyIDMismatch`. No part of the seed is
    ///   in any error.
    public init(parsing text: String) throws(LogError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= VerifierKey.maximumTextByteCount, bytes.starts(with: Self.prefix) else {
            throw LogError(.malformedKey, "a signer key begins with PRIVATE+KEY+")
        }
        let parts = bytes.dropFirst(Self.prefix.count)
            .split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let nameText = String(validating: parts[0], as: UTF8.self) else {
            throw LogError(.malformedKey, "a signer key is written PRIVATE+KEY+name+id+base64")
        }
        let name = try KeyName(nameText)
        guard parts[1].count == 8, let idBytes = Hexadecimal.decode(parts[1]) else {
            throw LogError(.malformedKey, "the ID of \(name) is not 8 lower-case hexadecimal digits")
        }
        guard let key = Base64.decode(parts[2]), !key.isEmpty else {
            throw LogError(.malformedBase64, "the key of \(name) is not base 64")
        }
        let (type, seed) = try KeyType.split(key, of: name)
        try self.init(name: name, type: type, seed: seed)
        guard idBytes == BigEndian.bytes(verifierKey.keyID) else {
            throw LogError(.keyIDMismatch, "the ID in the signer key of \(name) is not that of the key")
        }
    }

    /// The secret text of the key, to be kept in a file of mode 0600.
    public var secretText: String {
        let id = Hexadecimal.encode(BigEndian.bytes(verifierKey.keyID))
        let secret: [UInt8]
        switch privateKey {
        case .ed25519(let key): secret = Array(key.rawRepresentation)
        case .sm2(let key): secret = key.scalar
        }
        return "PRIVATE+KEY+\(verifierKey.name)+\(id)+\(Base64.encode(verifierKey.type.prefix + secret))"
    }

    /// Signs a note text as a log.
    ///
    /// - Throws: `.unsupportedKeyType` when this is the key of a witness.
    public func sign(text: [UInt8]) throws(LogError) -> NoteSignature {
        guard verifierKey.type.isVerifiableLog else {
            throw LogError(.unsupportedKeyType, "\(verifierKey.name) is a witness key: it cosigns checkpoints only")
        }
        return NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, payload: try signature(of: text))
    }

    /// Cosigns a checkpoint as a witness (C2SP tlog-cosignature).
    ///
    /// - Parameter time: POSIX seconds, 1 ... 2^63 − 1.
    /// - Throws: `.unsupportedKeyType` when this is the key of a log, `.unacceptableTime`.
    public func cosign(_ checkpoint: Checkpoint, time: UInt64) throws(LogError) -> NoteSignature {
        guard verifierKey.type.isVerifiableWitness else {
            throw LogError(.unsupportedKeyType, "\(verifierKey.name) is a log key: it does not cosign")
        }
        guard time > 0, time <= TreeLimits.maximumSize else {
            throw LogError(.unacceptableTime, "a cosignature cannot have time \(time)")
        }
        let message = Cosignature.message(type: verifierKey.type, time: time, checkpointText: checkpoint.text)
        return NoteSignature(
            name: verifierKey.name, keyID: verifierKey.keyID,
            payload: BigEndian.bytes(time) + (try signature(of: message)))
    }

    private func signature(of message: [UInt8]) throws(LogError) -> [UInt8] {
        let signature: [UInt8]?
        switch privateKey {
        case .ed25519(let key): signature = (try? key.signature(for: message)).map { Array($0) }
        case .sm2(let key): signature = key.signature(for: message)
        }
        guard let signature else {
            throw LogError(.invalidSignature, "signing with the key of \(verifierKey.name) failed")
        }
        return signature
    }
}
