public import SupervisionModel

/// One output of one transaction of a Bitcoin-format chain.
public struct OutputKey: Hashable, Sendable, BitwiseCopyable {
    /// Id of the transaction that created it.
    public let transaction: Digest32
    /// Position of the output in that transaction, from 0.
    public let index: UInt32

    public init(transaction: Digest32, index: UInt32) {
        self.transaction = transaction
        self.index = index
    }

    /// The first eight bytes of the transaction's id, big-endian.
    var prefix: UInt64 {
        withUnsafeBytes(of: transaction) { $0.load(as: UInt64.self) }
    }

    static let byteCount = 36

    /// The transaction's id, then the index as u32 big-endian.
    func copyBytes(to target: UnsafeMutableRawBufferPointer) {
        transaction.copyBytes(to: target)
        target.storeBytes(of: index.bigEndian, toByteOffset: 32, as: UInt32.self)
    }
}
