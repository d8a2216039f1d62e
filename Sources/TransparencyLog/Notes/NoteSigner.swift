import Crypto

/// A private Ed25519 key that signs notes as a log (type 0x01) or as a witness (type 0x04).
///
/// Signatures are deterministic (RFC 8032): the same text and key give the same bytes.
public struct NoteSigner: Sendable {
    public let verifierKey: VerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    private static let prefix: [UInt8] = Array("PRIVATE+KEY+".utf8)

    /// - Parameters:
    ///   - type: `.ed25519` or `.cosignature`.
    ///   - seed: the 32 bytes of RFC 8032 section 5.1.5, from a cryptographic random source.
    /// - Throws: `.unsupportedKeyType`, `.malformedKey`.
    public init(name: KeyName, type: KeyType, seed: [UInt8]) throws(LogError) {
        guard type == .ed25519 || type == .cosignature else {
            throw LogError(.unsupportedKeyType, "keys of type \(type.rawValue) cannot sign here")
        }
        guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw LogError(.malformedKey, "a private key has 32 bytes, that of \(name) \(seed.count)")
        }
        privateKey = key
        verifierKey = try VerifierKey(name: name, type: type, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Parses `PRIVATE+KEY+name+id+base64(type ‖ seed)`, the form of golang.org/x/mod/sumdb/note.
    ///
    /// - Throws: `.malformedKey`, `.malformedKeyName`, `.unsupportedKeyType`, `.keyIDMismatch`. No part of the seed is
    ///   in any error.
    public init(parsing text: String) throws(LogError) {
        let bytes = Array(text.utf8)
        guard bytes.starts(with: Self.prefix) else {
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
        guard let key = Base64.decode(parts[2]), let type = key.first else {
            throw LogError(.malformedBase64, "the key of \(name) is not base 64")
        }
        try self.init(name: name, type: KeyType(rawValue: type), seed: Array(key.dropFirst()))
        guard idBytes == BigEndian.bytes(verifierKey.keyID) else {
            throw LogError(.keyIDMismatch, "the ID in the signer key of \(name) is not that of the key")
        }
    }

    /// The secret text of the key, to be kept in a file of mode 0600.
    public var secretText: String {
        let id = Hexadecimal.encode(BigEndian.bytes(verifierKey.keyID))
        let key = [verifierKey.type.rawValue] + Array(privateKey.rawRepresentation)
        return "PRIVATE+KEY+\(verifierKey.name)+\(id)+\(Base64.encode(key))"
    }

    /// Signs a note text as a log.
    ///
    /// - Throws: `.unsupportedKeyType` when this is the key of a witness.
    public func sign(text: [UInt8]) throws(LogError) -> NoteSignature {
        guard verifierKey.type == .ed25519 else {
            throw LogError(.unsupportedKeyType, "\(verifierKey.name) is a witness key: it cosigns checkpoints only")
        }
        return NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, payload: try signature(of: text))
    }

    /// Cosigns a checkpoint as a witness (C2SP tlog-cosignature).
    ///
    /// - Parameter time: POSIX seconds, 1 ... 2^63 − 1.
    /// - Throws: `.unsupportedKeyType` when this is the key of a log, `.unacceptableTime`.
    public func cosign(_ checkpoint: Checkpoint, time: UInt64) throws(LogError) -> NoteSignature {
        guard verifierKey.type == .cosignature else {
            throw LogError(.unsupportedKeyType, "\(verifierKey.name) is a log key: it does not cosign")
        }
        guard time > 0, time <= TreeLimits.maximumSize else {
            throw LogError(.unacceptableTime, "a cosignature cannot have time \(time)")
        }
        let message = Cosignature.message(time: time, checkpointText: checkpoint.text)
        return NoteSignature(
            name: verifierKey.name, keyID: verifierKey.keyID,
            payload: BigEndian.bytes(time) + (try signature(of: message)))
    }

    private func signature(of message: [UInt8]) throws(LogError) -> [UInt8] {
        guard let signature = try? privateKey.signature(for: message) else {
            throw LogError(.invalidSignature, "signing with the key of \(verifierKey.name) failed")
        }
        return Array(signature)
    }
}
