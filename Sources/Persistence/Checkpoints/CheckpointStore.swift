import GRDB
import Synchronization
import TransparencyLog

/// The signed checkpoints of the ledger and the order in which they come to be (LEDGER.md D5).
public final class CheckpointStore: Sendable {
    private let database: LedgerDatabase
    private let origin: String
    private let signedHead: SignedHeadFile
    private let layout: StoreLayout
    /// One signing at a time in this process; the compare-and-swap guards against others.
    private let signing = Mutex<Void>(())

    /// A checkpoint as it was signed.
    public struct Stored: Sendable, Hashable {
        public let head: LedgerHead
        /// The signed note, without cosignatures.
        public let note: [UInt8]
    }

    init(database: LedgerDatabase, origin: String, signedHead: SignedHeadFile, layout: StoreLayout) {
        self.layout = layout
        self.database = database
        self.origin = origin
        self.signedHead = signedHead
    }

    /// The last checkpoint; `nil` before the first.
    public func last() throws(StoreError) -> Stored? {
        try database.read { try last($0) }
    }

    /// Heads signed before a size, the newest first.
    public func heads(before size: UInt64, limit: Int) throws(StoreError) -> [LedgerHead] {
        try database.read { connection in
            let select = try database.statement(
                connection, "SELECT size, root FROM checkpoint WHERE size < ? ORDER BY size DESC LIMIT ?")
            try select.bind(Int64(clamping: size), at: 1)
            try select.bind(Int64(limit), at: 2)
            var heads: [LedgerHead] = []
            while try select.next() {
                heads.append(LedgerHead(size: UInt64(clamping: select.integer(0)), root: try select.hash(1)))
            }
            return heads
        }
    }

    /// The newest checkpoint that a witness has cosigned.
    public func lastCosigned() throws(StoreError) -> Stored? {
        try database.read { connection in
            try stored(
                database.statement(
                    connection,
                    """
                    SELECT size, root, note FROM checkpoint WHERE size IN (SELECT size FROM cosignature)
                    ORDER BY size DESC LIMIT 1
                    """))
        }
    }

    /// The note with the cosignatures that are stored for it.
    public func cosignedNote(of checkpoint: Stored) throws(StoreError) -> [UInt8] {
        var note = checkpoint.note
        for line in try cosignatures(size: checkpoint.head.size) { note += Array(line.utf8) + [0x0A] }
        return note
    }

    /// The checkpoint of that size.
    public func checkpoint(size: UInt64) throws(StoreError) -> Stored? {
        try database.read { connection in
            let select = try database.statement(connection, "SELECT size, root, note FROM checkpoint WHERE size = ?")
            try select.bind(Int64(clamping: size), at: 1)
            return try stored(select)
        }
    }

    private func last(_ connection: Database) throws -> Stored? {
        try stored(
            database.statement(connection, "SELECT size, root, note FROM checkpoint ORDER BY size DESC LIMIT 1"))
    }

    private func stored(_ select: PreparedStatement) throws -> Stored? {
        guard try select.next() else { return nil }
        defer { select.reset() }
        let head = LedgerHead(size: UInt64(clamping: select.integer(0)), root: try select.hash(1))
        return Stored(head: head, note: select.bytes(2))
    }

    /// Signs the committed head, unless it is signed already.
    ///
    /// 1. The right edge is read back from the database: the records behind it are hashed again, tiles and frontier
    ///    must lead to the head's root. So a fault of memory or disk is found before it is signed.
    /// 2. The head must contain the last signed head, of the table and of the signed-head file.
    /// 3. The note is made and stored, provided that no other checkpoint was stored meanwhile; then the file.
    ///
    /// Only what this returns may be published.
    ///
    /// - Parameter sign: makes the signed note of a head.
    /// - Throws: `ledger.halted`, `store.damaged`, `ledger.rolledBack`, `ledger.forked`: nothing was signed.
    ///   `ledger.checkpointConflict`. What `sign` throws.
    public func sign(_ sign: (LedgerHead) throws -> [UInt8]) throws -> Stored {
        try signing.withLock { _ in
            let (head, previous) = try readChecked()
            if let previous, previous.head.size == head.size {
                // A crash may have come between the row and the file.
                try remember(head)
                return previous
            }
            let note = try sign(head)
            try store(note, head, after: previous)
            try remember(head)
            return Stored(head: head, note: note)
        }
    }

    /// Checks that the store may sign: steps 1 and 2. For the start of a node.
    public func checkForFork() throws {
        _ = try readChecked()
    }

    private func readChecked() throws -> (head: LedgerHead, previous: Stored?) {
        if let mark = try DamageMark.read(layout) { throw StoreError(.halted, mark.what) }
        let signed = try signedHead.read()
        if let signed, !signed.origin.utf8.elementsEqual(origin.utf8) {
            throw StoreError(.forked, "\(signedHead.path) is of origin '\(signed.origin)', this ledger of '\(origin)'")
        }
        return try database.read { connection in
            let edge = try LedgerEdgeReader(database: database).readChecked(connection)
            let hasher = SHA256Hasher()
            let head = LedgerHead(size: edge.size, root: edge.frontier.root(hasher: hasher))
            try checkLastRecords(connection, head)
            let previous = try last(connection)
            if let previous { try check(previous.head, isIn: head, connection) }
            if let signed { try check(LedgerHead(size: signed.size, root: signed.root), isIn: head, connection) }
            return (head, previous)
        }
    }

    /// The records of the partial tile are hashed again.
    private func checkLastRecords(_ connection: Database, _ head: LedgerHead) throws {
        let hasher = SHA256Hasher()
        let select = try database.statement(connection, "SELECT seq, bytes, leaf_hash FROM record WHERE seq >= ?")
        try select.bind(Int64(clamping: head.size - head.size % UInt64(TileCoordinate.fullWidth)), at: 1)
        while try select.next() {
            guard hasher.leaf(select.bytes(1)) == (try select.hash(2)) else {
                throw StoreError(.damaged, "\(database.path): record \(select.integer(0)) is not what its hash says")
            }
        }
    }

    private func check(_ signed: LedgerHead, isIn head: LedgerHead, _ connection: Database) throws {
        guard signed.size <= head.size else {
            throw StoreError(.rolledBack, "\(head.size) records, \(signed.size) were signed")
        }
        let root = try root(size: signed.size, connection)
        guard root == signed.root else {
            throw StoreError(
                .forked, "the first \(signed.size) records have root \(root), root \(signed.root) was signed")
        }
    }

    private func root(size: UInt64, _ connection: Database) throws -> Hash {
        let hasher = SHA256Hasher()
        // The subtrees that the size splits into, right to left: one for each set bit.
        var subtrees: [Subtree] = []
        var end = size
        while end > 0 {
            let level = end.trailingZeroBitCount
            let index = (end >> UInt64(level)) - 1
            subtrees.append(Subtree(level: level, index: index))
            end = index << UInt64(level)
        }
        let source = LedgerTiles(database: database, connection: connection)
        let hashes = try TileHashReader(source, treeSize: size, hasher: hasher).hashes(of: subtrees)
        guard var root = hashes.first else { return SHA256Hasher.emptyRoot }
        for hash in hashes.dropFirst() { root = hasher.node(hash, root) }
        return root
    }

    private func store(_ note: [UInt8], _ head: LedgerHead, after previous: Stored?) throws {
        try database.write { connection in
            let current = try last(connection)
            guard current == previous else {
                throw StoreError(
                    .checkpointConflict,
                    "size \(current?.head.size ?? 0) is signed, expected \(previous?.head.size ?? 0)")
            }
            let insert = try database.statement(
                connection, "INSERT INTO checkpoint (size, root, note) VALUES (?, ?, ?)")
            try insert.bind(Int64(clamping: head.size), at: 1)
            try insert.bind(head.root, at: 2)
            try insert.bind(note, at: 3)
            try insert.run()
        }
    }

    private func remember(_ head: LedgerHead) throws {
        if let signed = try signedHead.read(), signed.size >= head.size { return }
        try signedHead.write(SignedHead(origin: origin, size: head.size, root: head.root))
    }

    // MARK: Cosignatures

    /// Keeps a witness's signature line of a checkpoint. A later line of the same key replaces it.
    public func put(cosignature line: String, keyID: [UInt8], size: UInt64) throws(StoreError) {
        try database.write { connection in
            let put = try database.statement(
                connection, "INSERT OR REPLACE INTO cosignature (size, key_id, line) VALUES (?, ?, ?)")
            try put.bind(Int64(clamping: size), at: 1)
            try put.bind(keyID, at: 2)
            try put.bind(line, at: 3)
            try put.run()
        }
    }

    /// The witnesses' signature lines of a checkpoint, in the order of the key IDs.
    public func cosignatures(size: UInt64) throws(StoreError) -> [String] {
        try database.read { connection in
            let select = try database.statement(
                connection, "SELECT line FROM cosignature WHERE size = ? ORDER BY key_id")
            try select.bind(Int64(clamping: size), at: 1)
            var lines: [String] = []
            while try select.next() { lines.append(select.text(0)) }
            return lines
        }
    }
}
