public import SupervisionModel
public import TransparencyLog

extension Hash {
    /// The same 32 bytes.
    public init(_ digest: Digest32) {
        self = Hash(bytes: digest.bytes) ?? Hash()
    }
}

extension Digest32 {
    /// The same 32 bytes.
    public init(_ hash: Hash) {
        self = hash.withUnsafeBytes { Digest32($0) } ?? .zero
    }
}
