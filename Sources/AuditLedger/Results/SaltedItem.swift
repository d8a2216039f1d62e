public import TransparencyLog

/// One item of a result, with what its leaf is made of.
public enum SaltedItem: Sendable {
    /// Canonical JSON, at most 16 KiB, and the key of its subject, or of the day.
    case payload([UInt8], key: HMACKey)
    /// The payload or the key is erased; the leaf hash was kept.
    case erased(leaf: Hash)
}
