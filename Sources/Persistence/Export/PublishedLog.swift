import TransparencyLog

/// What of the ledger is public, by its path in a tlog-tiles directory: everything that the last checkpoint covers, and
/// nothing beyond it.
public struct PublishedLog: Sendable {
    private let ledger: Ledger
    private let checkpoints: CheckpointStore

    public init(_ store: Store) {
        ledger = store.ledger
        checkpoints = store.checkpoints
    }

    /// The checkpoint to show: the newest that witnesses have cosigned, with their lines; the last where none is.
    public func checkpoint() throws -> [UInt8]? {
        guard let shown = try checkpoints.lastCosigned() ?? checkpoints.last() else { return nil }
        return try checkpoints.cosignedNote(of: shown)
    }

    /// The bytes of `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`; nil for what the last checkpoint does not cover
    /// and for what is no such path. Entries are hashed again before they leave.
    ///
    /// - Throws: `store.damaged`.
    public func resource(_ path: String) throws -> [UInt8]? {
        guard let size = try checkpoints.last()?.head.size else { return nil }
        if let bundle = try? EntryBundleCoordinate(path: path) {
            guard let there = TileCoordinate.inTree(level: 0, index: bundle.index, treeSize: size),
                bundle.width <= there.width
            else { return nil }
            return try entries(bundle)
        }
        guard let tile = try? TileCoordinate(path: path),
            let there = TileCoordinate.inTree(level: tile.level, index: tile.index, treeSize: size),
            tile.width <= there.width
        else { return nil }
        let bytes = try ledger.database.read { connection in
            try LedgerTiles(database: ledger.database, connection: connection).tile(there)
        }
        return Array(bytes.prefix(tile.width * Hash.byteCount))
    }

    private func entries(_ bundle: EntryBundleCoordinate) throws -> [UInt8] {
        let hasher = SHA256Hasher()
        return try ledger.database.read { connection in
            let select = try ledger.database.statement(
                connection, "SELECT bytes, leaf_hash FROM record WHERE seq >= ? AND seq < ? ORDER BY seq")
            try select.bind(Int64(bundle.firstEntry), at: 1)
            try select.bind(Int64(bundle.firstEntry) + Int64(bundle.width), at: 2)
            var entries: [[UInt8]] = []
            while try select.next() {
                let bytes = select.bytes(0)
                guard try hasher.leaf(bytes) == select.hash(1) else {
                    throw StoreError(
                        .damaged,
                        "\(ledger.database.path): record \(bundle.firstEntry + UInt64(entries.count)) has another hash")
                }
                entries.append(bytes)
            }
            guard entries.count == bundle.width else {
                throw StoreError(
                    .damaged, "\(ledger.database.path): \(entries.count) records from number \(bundle.firstEntry)")
            }
            return try EntryBundle.encode(entries)
        }
    }
}
