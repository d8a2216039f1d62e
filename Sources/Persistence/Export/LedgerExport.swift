import Glibc
import TransparencyLog

/// Writes the ledger as a C2SP tlog-tiles directory: `tile/<level>/<index>`, `tile/entries/<index>`, `checkpoint`.
///
/// A path is written once. When a file is there its bytes must be the same: a published tile never changes, and other
/// bytes mean that one of the two is wrong. So an interrupted export is continued by exporting again, and a larger
/// ledger adds to the directory.
public struct LedgerExport: Sendable {
    /// What was done.
    public struct Report: Sendable, Hashable {
        public let head: LedgerHead
        /// Files that were not there.
        public let written: Int
        /// Files that were there with the same bytes.
        public let present: Int
    }

    private let ledger: Ledger
    private let checkpoints: CheckpointStore

    public init(_ store: Store) {
        ledger = store.ledger
        checkpoints = store.checkpoints
    }

    /// Writes everything that the checkpoint covers, the checkpoint last, with the cosignatures stored for it.
    ///
    /// - Parameters:
    ///   - directory: made when missing.
    ///   - checkpoint: one of this ledger; `nil` for the newest that is cosigned, or the last where none is.
    ///   - progress: called with the number of records done, once for each 256.
    /// - Throws: `export.conflict`, `store.contentMissing` when nothing was signed yet, errors of the surroundings.
    public func write(
        to directory: String, checkpoint: CheckpointStore.Stored? = nil, progress: (UInt64) -> Void = { _ in }
    ) throws -> Report {
        guard let checkpoint = try checkpoint ?? newest(for: directory) else {
            throw StoreError(.contentMissing, "\(ledger.database.path) has no signed checkpoint to export")
        }
        var files = WriteOnceFiles(directory: directory)
        for coordinate in TileCoordinate.all(treeSize: checkpoint.head.size) {
            let (tile, bundle) = try read(coordinate)
            if let bundle {
                try files.put(bundle.path, bundle.bytes)
                progress(coordinate.index * UInt64(TileCoordinate.fullWidth) + UInt64(coordinate.width))
            }
            try files.put(coordinate.path, tile)
        }
        try files.synchronize()
        try writeCheckpoint(checkpoint, to: directory)
        return Report(head: checkpoint.head, written: files.written, present: files.present)
    }

    /// The newest head that witnesses have cosigned, unless a newer one is in the directory already; else the last.
    private func newest(for directory: String) throws -> CheckpointStore.Stored? {
        guard let cosigned = try checkpoints.lastCosigned() else { return try checkpoints.last() }
        let there = try DurableFile.read(
            directory + "/checkpoint", limit: ExportedDirectory.maximumCheckpointBytes)
        let published = try there.map { try SignedCheckpoint(parsing: $0).checkpoint.size } ?? 0
        return published <= cosigned.head.size ? cosigned : try checkpoints.last()
    }

    private func read(_ coordinate: TileCoordinate) throws -> (tile: [UInt8], bundle: (path: String, bytes: [UInt8])?) {
        try ledger.database.read { connection in
            let source = LedgerTiles(database: ledger.database, connection: connection)
            let tile = try source.tile(coordinate)
            guard let bundle = EntryBundleCoordinate(coordinate) else { return (tile, nil) }
            let select = try ledger.database.statement(
                connection, "SELECT bytes FROM record WHERE seq >= ? AND seq < ? ORDER BY seq")
            try select.bind(Int64(bundle.firstEntry), at: 1)
            try select.bind(Int64(bundle.firstEntry) + Int64(bundle.width), at: 2)
            var entries: [[UInt8]] = []
            while try select.next() { entries.append(select.bytes(0)) }
            guard entries.count == bundle.width else {
                throw StoreError(
                    .damaged,
                    "\(ledger.database.path): \(entries.count) records from number \(bundle.firstEntry), "
                        + "expected \(bundle.width)")
            }
            return (tile, (bundle.path, try EntryBundle.encode(entries)))
        }
    }

    private func writeCheckpoint(_ checkpoint: CheckpointStore.Stored, to directory: String) throws {
        let path = directory + "/checkpoint"
        let note = try checkpoints.cosignedNote(of: checkpoint)
        if let there = try DurableFile.read(path, limit: ExportedDirectory.maximumCheckpointBytes) {
            if there == note { return }
            let published = try SignedCheckpoint(parsing: there).checkpoint
            guard published.size <= checkpoint.head.size else {
                throw StoreError(
                    .exportConflict, "\(path) is of size \(published.size), this one of \(checkpoint.head.size)")
            }
        }
        try DurableFile.replace(path, with: note, mode: 0o644)
    }
}
