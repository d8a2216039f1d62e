public import TransparencyLog

/// How long the ledger is, and the root of its tree.
public struct LedgerHead: Sendable, Hashable {
    /// The number of records; the sequence number of the next one.
    public let size: UInt64
    /// RFC 6962 root over the records.
    public let root: Hash

    public init(size: UInt64, root: Hash) {
        self.size = size
        self.root = root
    }
}
