public import Supervision
public import SupervisionModel

/// What one transaction writes: whole records with everything that they move.
///
/// Without records it writes only what is kept beside the ledger (a block of a side branch, a content).
public struct LedgerBatch: Sendable {
    public private(set) var records: [StoredRecord] = []
    /// Last value of each key; `nil` deletes.
    private(set) var state: [StateKey: [UInt8]?] = [:]
    private(set) var contents: [(digest: Digest32, bytes: [UInt8])] = []
    private(set) var archived: [ArchiveEntry] = []
    private(set) var blocks: [BlockEntry] = []
    private(set) var cursors: [ChainCursor] = []
    private(set) var projections: [ProjectionChange] = []

    public init() {}

    /// One transaction takes at most this many records (LEDGER.md D6).
    public static let maximumRecords = 1_000

    public var isEmpty: Bool {
        records.isEmpty && state.isEmpty && contents.isEmpty && archived.isEmpty && blocks.isEmpty
            && cursors.isEmpty && projections.isEmpty
    }

    /// Adds a record and what its input changed in the state.
    public mutating func append(_ record: StoredRecord, changes: StateChanges) {
        records.append(record)
        for (key, value) in changes.entries { state.updateValue(value, forKey: key) }
    }

    /// Adds a content that inputs name by its SHA-256. One that is there already is left as it is.
    ///
    /// - Parameter digest: SHA-256 of `bytes`; not computed again.
    public mutating func put(content bytes: [UInt8], digest: Digest32) {
        contents.append((digest, bytes))
    }

    /// Makes bytes appended to the archive part of the store.
    public mutating func put(_ entry: ArchiveEntry) {
        archived.append(entry)
    }

    /// Adds a block to the directory or replaces what it says about that block.
    public mutating func put(_ block: BlockEntry) {
        blocks.append(block)
    }

    /// Moves the tip of a chain.
    public mutating func put(_ cursor: ChainCursor) {
        cursors.append(cursor)
    }

    /// Adds, replaces or removes something shown.
    public mutating func put(_ change: ProjectionChange) {
        projections.append(change)
    }
}
