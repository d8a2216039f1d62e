public import TransparencyLog

/// One record of the ledger with the items of its result, ready to be written.
public struct StoredRecord: Sendable, Hashable {
    /// The index of the leaf, from 0.
    public let sequence: UInt64
    /// The record's canonical bytes, 1 to 65,535 of them.
    public let bytes: [UInt8]
    /// `SHA-256(0x00 ‖ bytes)`.
    public let leafHash: Hash
    /// The bytes behind the commitment when the input is sealed; `nil` when it is public, or has been erased.
    public let sealed: [UInt8]?
    /// A key of the submitter: a second record with the same one is refused. At most 64 bytes.
    public let idempotencyKey: [UInt8]?
    /// In the order of their index `k` from 0; without the padding of the result tree.
    public let items: [StoredItem]

    public init(
        sequence: UInt64, bytes: [UInt8], leafHash: Hash, sealed: [UInt8]? = nil, idempotencyKey: [UInt8]? = nil,
        items: [StoredItem]
    ) {
        self.sequence = sequence
        self.bytes = bytes
        self.leafHash = leafHash
        self.sealed = sealed
        self.idempotencyKey = idempotencyKey
        self.items = items
    }

    /// An entry bundle has room for this many bytes of a record (tlog-tiles).
    public static let maximumBytes = 65_535
    /// A record has fewer items than this: the number of bits in the item's id.
    public static let maximumItems = 1 << Int(LedgerSchema.itemBits)
}

/// One item of a record's result.
public struct StoredItem: Sendable, Hashable {
    /// Canonical bytes of the reference whose key salts the item; `nil` for the key of the day.
    public let subject: [UInt8]?
    /// The payload's canonical JSON; `nil` when it has been erased.
    public let bytes: [UInt8]?
    /// The salted leaf in the result tree. Kept when the payload is erased.
    public let leafHash: Hash

    public init(subject: [UInt8]?, bytes: [UInt8]?, leafHash: Hash) {
        self.subject = subject
        self.bytes = bytes
        self.leafHash = leafHash
    }
}
