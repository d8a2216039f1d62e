public import SupervisionModel
import Synchronization

/// The unspent outputs of Bitcoin-format chains, so that an input can be told what it spends.
///
/// Most outputs are spent young. So changes are gathered in memory and written in sorted batches (`flush`); an output
/// that is created and spent between two flushes never touches the disk. (Bitcoin Core's `-dbcache` does the same.)
///
/// The index has a cursor of its own for each chain, which is flushed together with the outputs. After a crash it is
/// where it was at the last flush, and the caller rolls it to the ledger's cursor: forward with the archive's blocks
/// (`apply`), backward with their spent-output records (`undo`). So `flush` may be called only when every block
/// applied is committed in the ledger: a block that the archive lost could not be undone.
///
/// Results depend on the blocks applied and undone only, not on flushes, limits or crashes.
///
/// Safe from several threads; one at a time.
public final class OutputIndex: Sendable {
    /// How far the index has come on a chain.
    public struct Cursor: Sendable, Hashable {
        public let height: UInt64
        /// Hash of the last block applied.
        public let hash: Digest32

        public init(height: UInt64, hash: Digest32) {
            self.height = height
            self.hash = hash
        }
    }

    /// How much memory the index may use. Together they are its stated cache.
    public struct Limits: Sendable, Hashable {
        /// Outputs in memory. `needsFlush` turns true at three quarters; the last quarter is for the blocks until the
        /// flush. One larger block or batch makes the index grow beyond it.
        public var mapBytes: Int
        /// Pages of the database.
        public var pageCacheBytes: Int

        public init(mapBytes: Int = 128 * 1024 * 1024, pageCacheBytes: Int = 128 * 1024 * 1024) {
            self.mapBytes = mapBytes
            self.pageCacheBytes = pageCacheBytes
        }
    }

    /// What a block did.
    public struct Applied: Sendable, Hashable {
        /// For each spent output in the order given, what it was; `nil` when the index never saw it.
        public let spent: [OutputRecord?]
        /// Unspent outputs of which the coinbase created another one under the same key, which is possible before
        /// BIP34 only (Bitcoin blocks 91722 and 91880).
        public let replaced: [CreatedOutputRecord]
    }

    private let rows: OutputRows
    private let state: Mutex<OutputIndexState>

    /// Opens the index, or makes an empty one.
    init(path: String, limits: Limits) throws(StoreError) {
        rows = try OutputRows(path: path, pageCacheBytes: limits.pageCacheBytes)
        let opened = OutputIndexState(limits: limits)
        try rows.access { try opened.load($0) }
        state = Mutex(opened)
    }

    /// How far the index has come on a chain; `nil` when it has seen no block of it.
    public func cursor(_ chain: ChainID) -> Cursor? {
        state.withLock { $0.cursor(chain) }
    }

    /// Says that the chain begins after this block, without outputs: for a chain that is anchored in its middle.
    ///
    /// - Throws: `outputs.outOfStep` when there is a cursor already.
    public func anchor(_ chain: ChainID, at cursor: Cursor) throws(StoreError) {
        let rows = rows
        try state.withLock { (state) throws(StoreError) in
            guard state.cursor(chain) == nil else {
                throw StoreError(.indexOutOfStep, "chain \(chain) has begun already")
            }
            try state.setCursor(chain, cursor, rows)
        }
    }

    /// Resolves and removes what the block spends and adds what it creates.
    ///
    /// An output may be created and spent in the same block.
    ///
    /// - Parameters:
    ///   - chain: any; a new one begins here unless it was anchored.
    ///   - cursor: the block.
    ///   - parent: hash of the block before, which must be the cursor of a chain that has begun.
    ///   - spent: in block order, without the coinbase's input.
    ///   - created: in block order, those of the coinbase first.
    ///   - coinbaseOutputs: how many of `created` are the coinbase's.
    /// - Throws: `outputs.outOfStep`: nothing happened. Errors of the surroundings: the index must be opened again.
    public func apply(
        _ chain: ChainID, _ cursor: Cursor, parent: Digest32, spent: [OutputKey], created: [CreatedOutputRecord],
        coinbaseOutputs: Int
    ) throws(StoreError) -> Applied {
        let rows = rows
        return try state.withLock { (state) throws(StoreError) in
            if let current = state.cursor(chain), current.hash != parent {
                throw StoreError(
                    .indexOutOfStep, "chain \(chain) is at block \(current.hash), the parent given is \(parent)")
            }
            let number = try state.number(of: chain, rows)
            let applied = try state.apply(
                number, spent: spent, created: created, coinbaseOutputs: coinbaseOutputs, rows)
            try state.setCursor(chain, cursor, rows)
            return applied
        }
    }

    /// Takes the block at the cursor back.
    ///
    /// - Parameters:
    ///   - cursor: the block, which must be the cursor.
    ///   - parent: the block before it.
    ///   - spent: what `apply` was given and what it returned.
    ///   - created: the keys that `apply` was given.
    ///   - replaced: what `apply` returned.
    /// - Throws: `outputs.outOfStep`: nothing happened.
    public func undo(
        _ chain: ChainID, _ cursor: Cursor, parent: Cursor, spent: [(key: OutputKey, record: OutputRecord?)],
        created: [OutputKey], replaced: [CreatedOutputRecord] = []
    ) throws(StoreError) {
        let rows = rows
        try state.withLock { (state) throws(StoreError) in
            guard state.cursor(chain) == cursor else {
                throw StoreError(
                    .indexOutOfStep,
                    "chain \(chain) is at block \(state.cursor(chain)?.hash.hex ?? "none"), "
                        + "asked to take back \(cursor.hash)")
            }
            let number = try state.number(of: chain, rows)
            state.undo(number, spent: spent, created: created, replaced: replaced)
            try state.setCursor(chain, parent, rows)
        }
    }

    /// Whether the memory for changes is used up: time to commit what is gathered, and to flush.
    public var needsFlush: Bool { state.withLock { $0.needsFlush } }

    /// Memory that the outputs in memory take now, in bytes, without the pages of the database.
    public var mapBytes: Int { state.withLock { $0.byteCount } }

    /// Writes all changes and the cursors in one transaction.
    ///
    /// Only when every block applied is committed in the ledger.
    ///
    /// - Throws: errors of the surroundings: the index must be opened again.
    public func flush() throws(StoreError) {
        let rows = rows
        try state.withLock { (state) throws(StoreError) in try state.flush(rows) }
    }

    /// Closes without flushing: what was not flushed is applied again after the next opening.
    public func close() throws(StoreError) {
        try rows.close()
    }
}
