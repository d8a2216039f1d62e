import Glibc
import SupervisionModel

/// A node's directory, open.
///
/// One process writes it at a time; others may read meanwhile. What must never disagree lies in one database and
/// moves in one transaction (`commit`).
public final class Store: Sendable {
    /// What the store is opened for.
    public enum Access: Sendable {
        case writing
        /// Sees what is committed; takes no lock and changes nothing.
        case reading
    }

    public let layout: StoreLayout
    public let description: StoreDescription
    public let ledger: Ledger
    /// The core's state, for the sequencer.
    public let state: SQLiteStateStore
    public let archive: BlockArchive
    public let blocks: BlockDirectory
    public let content: ContentStore
    public let keys: SaltKeyStore
    public let projections: Projections
    public let checkpoints: CheckpointStore
    public let inbox: Inbox

    private let database: LedgerDatabase
    private let lock: StoreLock?

    /// Makes a new store in a directory that has none; missing directories are made.
    ///
    /// - Parameters:
    ///   - seed: for an offline store, from which its keys derive; its SHA-256 is kept. `nil` for a live one.
    /// - Throws: `store.exists`, `store.locked`, and errors of the surroundings.
    public static func create(
        at directory: String, kind: StoreDescription.Kind, origin: String, seed: [UInt8]? = nil,
        options: StoreOptions = StoreOptions()
    ) throws(StoreError) -> Store {
        let layout = StoreLayout(directory: directory)
        try Directory.create(directory)
        let lock = try StoreLock(path: layout.lock, directory: directory)
        guard access(layout.description, F_OK) != 0 else { throw StoreError(.exists, directory) }
        try Directory.create(layout.archive)
        try Directory.create(layout.inbox)
        let description = StoreDescription(
            kind: kind, origin: origin, seedFingerprint: seed.map { .sha256($0) })
        // Last: a store without it was never finished, and is made anew.
        try DurableFile.replace(layout.description, with: description.encode())
        return try Store(layout, description, seed: seed, lock: lock, options: options)
    }

    /// Opens the store in a directory.
    ///
    /// - Parameters:
    ///   - kind: what it must be for; `nil` takes either.
    ///   - seed: of an offline store; needed for its keys.
    /// - Throws: `ledger.halted` (for writing), `store.missing`, `store.wrongKind`, `store.locked`, `store.tooNew`, `store.damaged`.
    public static func open(
        at directory: String, for access: Access, kind: StoreDescription.Kind? = nil, seed: [UInt8]? = nil,
        options: StoreOptions = StoreOptions()
    ) throws(StoreError) -> Store {
        let layout = StoreLayout(directory: directory)
        guard let text = try DurableFile.read(layout.description, limit: StoreDescription.maximumBytes) else {
            throw StoreError(.missing, layout.description)
        }
        let description = try StoreDescription(text, path: layout.description)
        if let kind, kind != description.kind {
            throw StoreError(.wrongKind, "\(directory) is \(description.kind.rawValue), expected \(kind.rawValue)")
        }
        if let seed, let fingerprint = description.seedFingerprint, Digest32.sha256(seed) != fingerprint {
            throw StoreError(.wrongKind, "\(directory) was made with another key seed, of fingerprint \(fingerprint)")
        }
        let lock = access == .writing ? try StoreLock(path: layout.lock, directory: directory) : nil
        if access == .writing, let difference = try StoreSeal.difference(layout) {
            try DamageMark.write(
                DamageMark(what: "\(difference): not what it was when the store was closed", findings: 1), layout)
        }
        if access == .writing, let mark = try DamageMark.read(layout) { throw StoreError(.halted, mark.what) }
        return try Store(layout, description, seed: seed, lock: lock, options: options)
    }

    private init(
        _ layout: StoreLayout, _ description: StoreDescription, seed: [UInt8]?, lock: StoreLock?, options: StoreOptions
    ) throws(StoreError) {
        let isReadOnly = lock == nil
        if !isReadOnly { try StoreSeal.break(layout) }
        self.layout = layout
        self.description = description
        self.lock = lock
        database = try LedgerDatabase(path: layout.ledger, isReadOnly: isReadOnly)
        ledger = try Ledger(database: database, isReadOnly: isReadOnly)
        state = SQLiteStateStore(database: database, cacheBytes: options.stateCacheBytes)
        archive = try BlockArchive(
            directory: layout.archive, database: database, isReadOnly: isReadOnly,
            segmentBytes: options.archiveSegmentBytes)
        blocks = BlockDirectory(database: database)
        content = ContentStore(database: database, archive: archive)
        keys = try SaltKeyStore(
            path: layout.keys, seed: description.kind == .offline ? seed : nil, isReadOnly: isReadOnly)
        projections = Projections(database: database)
        checkpoints = CheckpointStore(
            database: database, origin: description.origin,
            signedHead: SignedHeadFile(path: options.signedHeadPath ?? layout.signedHead), layout: layout)
        inbox = Inbox(layout)
    }

    /// Makes a batch durable, all of it or nothing: first the archived bytes that it refers to, then one transaction.
    ///
    /// The sequencer calls `state.seal()` when it hands the batch over and may gather the next one meanwhile.
    ///
    /// - Throws: as ``Ledger/commit(_:)`` and ``BlockArchive/synchronize()``. After anything but a refusal the store
    ///   takes nothing more and the process must end: the bytes on the disk are the truth, not those in memory.
    @discardableResult
    public func commit(_ batch: LedgerBatch) throws(StoreError) -> LedgerHead {
        if !batch.archived.isEmpty { try archive.synchronize() }
        let head = try ledger.commit(batch)
        archive.committed(batch.archived)
        // A batch without records carries no state: the sealed one may still be waiting.
        if !batch.records.isEmpty { state.committed() }
        return head
    }

    /// Opens the index of unspent outputs of the store's chains.
    ///
    /// - Throws: `store.damaged` …: the index may be deleted and made again from the archive.
    public func openOutputIndex(_ limits: OutputIndex.Limits = OutputIndex.Limits()) throws(StoreError) -> OutputIndex {
        try OutputIndex(path: layout.outputs, limits: limits)
    }

    /// SQLite's `synchronous` of the connections that write ledger and keys: 2 is FULL, and nothing less will do.
    package func synchronousLevels() throws(StoreError) -> [Int] {
        [try database.synchronousLevel(), try keys.synchronousLevel()]
    }

    // MARK: Damage

    /// What was found in the store, if anything was: while the note is there nothing is signed.
    public static func damage(in directory: String) throws(StoreError) -> DamageMark? {
        try DamageMark.read(StoreLayout(directory: directory))
    }

    /// Leaves the note that damage was found, or takes it away after a check that found none.
    public static func note(_ report: StoreCheck.Report, in directory: String) throws(StoreError) {
        let layout = StoreLayout(directory: directory)
        if let first = report.findings.first {
            let what = "\(first.file), \(first.place): \(first.english)"
            try DamageMark.write(DamageMark(what: what, findings: report.findings.count), layout)
        } else {
            try DamageMark.remove(layout)
        }
    }

    /// Nothing is signed from now on: something outside says that this ledger is not what it was.
    public func halt(_ what: String) throws(StoreError) {
        try DamageMark.write(DamageMark(what: what, findings: 1), layout)
    }

    /// Closes the databases, seals what a writer leaves behind, and gives the lock back. Nothing of the store may be used
    /// afterwards; an index of outputs is closed before.
    public func close() throws(StoreError) {
        try keys.close()
        try database.close()
        if lock != nil { try StoreSeal.write(layout) }
        try lock?.release()
    }
}
