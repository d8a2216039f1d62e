public import ChainCrypto

/// A Zcash transaction as far as it can be seen from outside: the transparent part wholly; of the shielded pools what
/// is spent (nullifiers) and what flows in or out, never who, to whom and how much inside.
public struct ZcashTransaction: Hashable, Sendable {
    /// A transparent input.
    public struct Input: Hashable, Sendable {
        /// The output that is spent; null for the coinbase.
        public let outpoint: Outpoint
        public let script: [UInt8]
        public let sequence: UInt32
    }

    /// A transparent output.
    public struct Output: Hashable, Sendable {
        /// Smallest units (10^-8 ZEC).
        public let value: Int64
        public let script: [UInt8]
    }

    /// 1 to 5, without the bit that says that a version group follows.
    public let version: UInt32
    public let inputs: [Input]
    public let outputs: [Output]
    public let lockTime: UInt32
    /// Height after which the transaction is void; 0: never. nil before version 3.
    public let expiryHeight: UInt32?
    /// What the shielded pools show.
    public let shielded: ZcashShieldedParts
    /// Length in bytes.
    public let size: Int
    /// The transaction id: SHA-256d of the bytes up to version 4, a tree of BLAKE2b hashes in version 5 (ZIP 244).
    public let identifier: Hash256
    /// Root over what the id of version 5 leaves out: scripts of inputs, proofs, signatures (ZIP 244); nil before, where
    /// the id covers everything.
    public let authorizingDigest: Hash256?

    /// Whether it creates money.
    public var isCoinbase: Bool { inputs.first?.outpoint == .null }
}

/// What a transaction shows of the shielded pools.
public struct ZcashShieldedParts: Hashable, Sendable {
    /// Nullifiers in order: Sprout, Sapling, Orchard. Each is the same for two spends exactly when both spend one note.
    public internal(set) var nullifiers: [Nullifier] = []
    /// New notes in all pools, their content hidden.
    public internal(set) var outputCount = 0
    /// Smallest units that leave the Sapling pool for the transparent part; negative: enter it.
    public internal(set) var saplingBalance: Int64 = 0
    /// The same of the Orchard pool.
    public internal(set) var orchardBalance: Int64 = 0
    /// Smallest units that enter the Sprout pool from the transparent part, and that leave it.
    public internal(set) var sproutIn: UInt64 = 0
    public internal(set) var sproutOut: UInt64 = 0

    /// A spent note of one pool.
    public struct Nullifier: Hashable, Sendable {
        /// The pools have nullifiers of their own.
        public enum Pool: UInt8, Hashable, Sendable { case sprout, sapling, orchard }
        public let pool: Pool
        public let value: Hash256
    }
}
