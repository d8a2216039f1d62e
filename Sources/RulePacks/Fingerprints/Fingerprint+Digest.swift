import ChainCrypto
public import SupervisionModel

extension Fingerprint {
    /// The fingerprint itself: SHA-256 of `canonicalBytes`. Events carry its 64 hexadecimal digits.
    public var digest: Digest32 { Digest32(SHA256.hash(canonicalBytes).bytes) ?? .zero }
}
