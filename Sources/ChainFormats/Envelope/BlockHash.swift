public import ChainCrypto

/// A digest that a chain makes its ids and trees with. Raw values stand in envelopes.
public enum BlockHash: String, Hashable, Sendable, CaseIterable {
    case sha256 = "sha-256"
    case keccak256 = "keccak-256"
    case sm3

    /// The digest; nil for SM3 where the linked OpenSSL has none.
    public func hash(_ bytes: [UInt8]) -> Hash256? {
        switch self {
        case .sha256: SHA256.hash(bytes)
        case .keccak256: Keccak256.hash(bytes)
        case .sm3: SM3.hash(bytes)
        }
    }
}
