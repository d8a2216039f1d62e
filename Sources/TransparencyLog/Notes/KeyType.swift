/// What kind of key it is: the type byte of a key in a signed note (C2SP signed-note, "Signature types"), and for the
/// byte 0xff the long identifier that follows it.
public struct KeyType: Sendable, Hashable, CustomStringConvertible {
    /// The type byte.
    public let rawValue: UInt8
    /// What follows the byte 0xff, ASCII without 0x00; empty for the assigned bytes.
    public let identifier: String

    private init(_ rawValue: UInt8, _ identifier: String = "") {
        self.rawValue = rawValue
        self.identifier = identifier
    }

    /// 0x01: Ed25519 over the note text: the signature of a log. Signature 64 bytes, public key 32.
    public static let ed25519 = KeyType(0x01)
    /// 0x02: ECDSA. Signature DER, public key a SubjectPublicKeyInfo in DER. Kept and passed on, not verified.
    public static let ecdsa = KeyType(0x02)
    /// 0x04: Ed25519 cosignature/v1: the signature of a witness. u64 time and 64 bytes, public key 32.
    public static let cosignature = KeyType(0x04)
    /// 0x05: the tree head signature of a Certificate Transparency log (static-ct-api). The public key is its log ID of
    /// 32 bytes. Kept and passed on, not verified.
    public static let treeHead = KeyType(0x05)
    /// 0x06: ML-DSA-44 (sub)tree cosignature. u64 time and 2,420 bytes, public key 1,312. Kept and passed on, not
    /// verified.
    public static let treeCosignatureMLDSA44 = KeyType(0x06)
    /// 0xff `sm2-sm3-note/v1`: SM2 over the note text: the signature of a log of the profile `guomi`. Signature r and s,
    /// 64 bytes; public key an uncompressed point, 65.
    public static let sm2 = KeyType(0xFF, "sm2-sm3-note/v1")
    /// 0xff `sm2-sm3-cosignature/v1`: the SM2 signature of a witness. u64 time, r and s, 72 bytes; public key 65.
    public static let sm2Cosignature = KeyType(0xFF, "sm2-sm3-cosignature/v1")

    static let all: [KeyType] = [
        .ed25519, .ecdsa, .cosignature, .treeHead, .treeCosignatureMLDSA44, .sm2, .sm2Cosignature,
    ]

    /// Whether such a key signs as a log and can be verified here.
    public var isVerifiableLog: Bool { self == .ed25519 || self == .sm2 }

    /// Whether such a key cosigns as a witness and can be verified here.
    public var isVerifiableWitness: Bool { self == .cosignature || self == .sm2Cosignature }

    /// The hash function of the tree whose log signs with such a key: an SM2 log has an SM3 tree.
    public var treeAlgorithm: HashAlgorithm { self == .sm2 ? .sm3 : .sha256 }

    /// Such as `0x01` or `0xff sm2-sm3-note/v1`.
    public var description: String {
        "0x" + Hexadecimal.encode([rawValue]) + (identifier.isEmpty ? "" : " \(identifier)")
    }

    /// What stands before the public key in a vkey and in the hash of the key ID: the byte, and after 0xff the
    /// identifier and 0x00.
    var prefix: [UInt8] {
        identifier.isEmpty ? [rawValue] : [rawValue] + Array(identifier.utf8) + [0x00]
    }

    /// Splits the bytes of a vkey or of a private key.
    ///
    /// - Throws: `.unsupportedKeyType` for a type that is not known here.
    static func split(_ bytes: [UInt8], of name: KeyName) throws(LogError) -> (type: KeyType, key: [UInt8]) {
        for type in all where bytes.starts(with: type.prefix) {
            return (type, Array(bytes.dropFirst(type.prefix.count)))
        }
        guard let first = bytes.first else { throw LogError(.malformedKey, "the key of \(name) is empty") }
        throw LogError(
            .unsupportedKeyType,
            "the key of \(name) has type 0x\(Hexadecimal.encode([first])) with an identifier or meaning not known here; "
                + "known are \(all.map(\.description).joined(separator: ", "))")
    }

    /// The length of a public key of this type in bytes; nil where it varies.
    var publicKeyByteCount: Int? {
        switch self {
        case .ed25519, .cosignature, .treeHead: 32
        case .treeCosignatureMLDSA44: 1312
        case .sm2, .sm2Cosignature: SM2.publicKeyByteCount
        default: nil
        }
    }
}
