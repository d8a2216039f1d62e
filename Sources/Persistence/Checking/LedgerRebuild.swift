import GRDB
import TransparencyLog

/// Computes everything that follows from the records' bytes again: leaf hashes, tiles, edge, frontier, head (LEDGER.md
/// D5: tiles are a cache, the records are the truth). Accepted only when every head ever signed comes out: a record that was
/// damaged is not made true by hashing it again.
public struct LedgerRebuild {
    /// What was mended.
    public struct Report: Sendable, Hashable {
        public let head: LedgerHead
        /// Rows that were not what the records give.
        public let leaves: Int
        public let tiles: Int
        public let edges: Int
        public let hadWrongHead: Bool
    }

    /// - Throws: `store.damaged` when a signed head does not come out, or a record is missing: nothing is changed then.
    ///   `store.locked`.
    public static func run(
        _ directory: String, progress: (UInt64) -> Void = { _ in }
    ) throws(StoreError) -> Report {
        let layout = StoreLayout(directory: directory)
        let lock = try StoreLock(path: layout.lock, directory: directory)
        let signed = try SignedHeadFile(path: layout.signedHead).read()
        try StoreSeal.break(layout)
        let database = try LedgerDatabase(path: layout.ledger, isReadOnly: false)
        let report = try database.write { connection in
            var rebuild = Pass(connection, database, signed: signed)
            return try rebuild.run(progress)
        }
        try database.close()
        try StoreSeal.write(layout)
        try lock.release()
        return report
    }
}

/// One transaction over all records.
private struct Pass {
    let connection: Database
    let database: LedgerDatabase
    let signed: SignedHead?
    let hasher = SHA256Hasher()
    var assembler = TileAssembler()
    var frontier = Frontier()
    var leaves = 0
    var tiles = 0
    var edges = 0

    init(_ connection: Database, _ database: LedgerDatabase, signed: SignedHead?) {
        self.connection = connection
        self.database = database
        self.signed = signed
    }

    mutating func run(_ progress: (UInt64) -> Void) throws -> LedgerRebuild.Report {
        var heads = try signedHeads()[...]
        try compare(&heads)
        let records = try database.statement(connection, "SELECT seq, bytes, leaf_hash FROM record ORDER BY seq")
        let mend = try database.statement(connection, "UPDATE record SET leaf_hash = ? WHERE seq = ?")
        while try records.next() {
            let sequence = UInt64(clamping: records.integer(0))
            guard sequence == assembler.size else {
                throw StoreError(.damaged, "\(database.path): record \(assembler.size) is missing")
            }
            let leaf = hasher.leaf(records.bytes(1))
            if (try? records.hash(2)) != leaf {
                try mend.bind(leaf, at: 1)
                try mend.bind(Int64(sequence), at: 2)
                try mend.run()
                leaves += 1
            }
            frontier.append(leaf, hasher: hasher)
            var full: [Tile] = []
            assembler.append(leaf, hasher: hasher) { full.append($0) }
            for tile in full { try put(tile) }
            try compare(&heads)
            if assembler.size.isMultiple(of: 1024) { progress(assembler.size) }
        }
        if let next = heads.first {
            throw StoreError(.damaged, "\(database.path): \(assembler.size) records, a head of \(next.size) was signed")
        }
        try putEdges()
        return try finish()
    }

    // MARK: Signed heads

    private func signedHeads() throws -> [(size: UInt64, root: Hash)] {
        let select = try database.statement(connection, "SELECT size, root FROM checkpoint ORDER BY size")
        var heads: [(size: UInt64, root: Hash)] = []
        while try select.next() { heads.append((UInt64(clamping: select.integer(0)), try select.hash(1))) }
        if let signed { heads.append((signed.size, signed.root)) }
        return heads.sorted { $0.size < $1.size }
    }

    private func compare(_ heads: inout ArraySlice<(size: UInt64, root: Hash)>) throws {
        while let next = heads.first, next.size <= assembler.size {
            heads.removeFirst()
            let root = assembler.root(hasher: hasher)
            guard next.root == root else {
                throw StoreError(
                    .damaged,
                    "\(database.path): the first \(next.size) records give root \(root), \(next.root) was signed")
            }
        }
    }

    // MARK: What follows

    private mutating func put(_ tile: Tile) throws {
        let select = try database.statement(connection, "SELECT bytes FROM tile WHERE id = ?")
        try select.bind(LedgerTiles.rowID(tile.coordinate), at: 1)
        let found = try select.next() ? select.bytes(0) : nil
        select.reset()
        guard found != tile.bytes else { return }
        tiles += 1
        let replace = try database.statement(connection, "INSERT OR REPLACE INTO tile (id, bytes) VALUES (?, ?)")
        try replace.bind(LedgerTiles.rowID(tile.coordinate), at: 1)
        try replace.bind(tile.bytes, at: 2)
        try replace.run()
    }

    private mutating func putEdges() throws {
        for tile in assembler.partialTiles where tile.coordinate.level > 0 {
            let select = try database.statement(connection, "SELECT bytes FROM edge WHERE level = ?")
            try select.bind(Int64(tile.coordinate.level), at: 1)
            let found = try select.next() ? select.bytes(0) : nil
            select.reset()
            guard found != tile.bytes else { continue }
            edges += 1
            let replace = try database.statement(
                connection, "INSERT OR REPLACE INTO edge (level, bytes) VALUES (?, ?)")
            try replace.bind(Int64(tile.coordinate.level), at: 1)
            try replace.bind(tile.bytes, at: 2)
            try replace.run()
        }
    }

    private func finish() throws -> LedgerRebuild.Report {
        let head = LedgerHead(size: assembler.size, root: assembler.root(hasher: hasher))
        var hashes: [UInt8] = []
        for hash in frontier.hashes { hash.append(to: &hashes) }
        let select = try database.statement(connection, "SELECT size, root, frontier FROM head")
        var isRight = false
        if try select.next() {
            isRight =
                UInt64(clamping: select.integer(0)) == head.size && (try? select.hash(1)) == head.root
                && select.bytes(2) == hashes
            select.reset()
        } else {
            isRight = head.size == 0
        }
        if !isRight {
            let replace = try database.statement(
                connection, "INSERT OR REPLACE INTO head (id, size, root, frontier) VALUES (0, ?, ?, ?)")
            try replace.bind(Int64(head.size), at: 1)
            try replace.bind(head.root, at: 2)
            try replace.bind(hashes, at: 3)
            try replace.run()
        }
        return LedgerRebuild.Report(
            head: head, leaves: leaves, tiles: tiles, edges: edges, hadWrongHead: !isRight)
    }
}
