/// The type byte of a key in a signed note (C2SP signed-note, "Signature types").
public struct KeyType: RawRepresentable, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Ed25519 over the note text: the signature of a log. Signature 64 bytes, public key 32.
    public static let ed25519 = KeyType(rawValue: 0x01)
    /// Ed25519 cosignature/v1: the signature of a witness. u64 time and 64 bytes, public key 32.
    public static let cosignature = KeyType(rawValue: 0x04)
    /// ML-DSA-44 (sub)tree cosignature. u64 time and 2,420 bytes, public key 1,312. Kept and passed on, not verified.
    public static let treeCosignatureMLDSA44 = KeyType(rawValue: 0x06)

    /// The length of a public key of this type in bytes; nil for types that are not known here.
    var publicKeyByteCount: Int? {
        switch self {
        case .ed25519, .cosignature: 32
        case .treeCosignatureMLDSA44: 1312
        default: nil
        }
    }
}
