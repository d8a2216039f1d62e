public import ChainCrypto

/// One output of one transaction, named by an input that spends it.
public struct Outpoint: Hashable, Sendable {
    /// Id of the transaction that created the output.
    public let transaction: Hash256
    /// Position of the output in that transaction, from 0.
    public let index: UInt32

    public init(transaction: Hash256, index: UInt32) {
        self.transaction = transaction
        self.index = index
    }

    /// What the only input of a coinbase names: no transaction.
    public static let null = Outpoint(transaction: .zero, index: 0xffff_ffff)
}
