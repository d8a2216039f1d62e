public import ChainCrypto

/// A Monero transaction as far as it can be seen from outside: who pays whom is hidden, and since version 2 how much.
public struct MoneroTransaction: Hashable, Sendable {
    /// What an input says.
    public enum Input: Hashable, Sendable {
        /// The input of the transaction that creates money; the height of its block.
        case generation(height: UInt64)
        /// Spends one of the outputs of a ring, which one is hidden.
        ///
        /// - Parameters:
        ///   - amount: smallest units in version 1; 0 where it is hidden.
        ///   - ringOffsets: global indexes of the ring's outputs, each less the one before.
        ///   - keyImage: the same for two inputs exactly when both spend the same output.
        case key(amount: UInt64, ringOffsets: [UInt64], keyImage: Hash256)
    }

    /// What an output says.
    public struct Output: Hashable, Sendable {
        /// Smallest units (10^-12 XMR); 0 where it is hidden.
        public let amount: UInt64
        /// The one-time key, which names its owner to nobody but him.
        public let key: Hash256
        /// First byte of a shared secret (since version 15 of the chain); nil before.
        public let viewTag: UInt8?
    }

    /// 1 with visible amounts, 2 with hidden ones (RingCT) except for what is created.
    public let version: UInt64
    /// Height below 500,000,000, else seconds since 1970, before which outputs cannot be spent.
    public let unlockTime: UInt64
    public let inputs: [Input]
    public let outputs: [Output]
    /// Bytes of `tx_extra`: keys of the transaction, nonces, payment ids.
    public let extra: [UInt8]
    /// Kind of the ring signatures (`rct_types.h`): 0 none, 1 to 6; nil in version 1.
    public let ringType: UInt8?
    /// Smallest units paid to the miner; nil where it is not stated: version 1 and transactions that create money.
    public let fee: UInt64?
    /// Length in bytes.
    public let size: Int
    /// The transaction id: Keccak-256 of the bytes in version 1, of the three hashes of its parts in version 2.
    public let identifier: Hash256

    /// Whether it creates money.
    public var isGeneration: Bool {
        if case .generation = inputs.first { inputs.count == 1 } else { false }
    }

    /// Key images of its inputs, in order.
    public var keyImages: [Hash256] {
        inputs.compactMap { if case .key(_, _, let image) = $0 { image } else { nil } }
    }
}
