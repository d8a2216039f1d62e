import GRDB
import SupervisionModel

/// Looking up and changing rows of the output index inside one access to its database.
struct OutputRowsAccess {
    private let database: Database
    private let path: String

    init(_ database: Database, path: String) {
        self.database = database
        self.path = path
    }

    private func statement(_ sql: String) throws -> PreparedStatement {
        try PreparedStatement(database, sql, path: path)
    }

    // MARK: Chains

    /// The numbers and cursors of all chains.
    func chains() throws -> [(number: UInt16, name: String, cursor: OutputIndex.Cursor?)] {
        let select = try statement("SELECT number, name, height, hash FROM chain ORDER BY number")
        var chains: [(number: UInt16, name: String, cursor: OutputIndex.Cursor?)] = []
        while try select.next() {
            var cursor: OutputIndex.Cursor?
            if !select.isNull(2) {
                cursor = OutputIndex.Cursor(height: UInt64(clamping: select.integer(2)), hash: try select.digest(3))
            }
            chains.append((UInt16(clamping: select.integer(0)), select.text(1), cursor))
        }
        return chains
    }

    func addChain(_ number: UInt16, _ name: String) throws {
        try database.execute(
            sql: "CREATE TABLE IF NOT EXISTS output_\(number) (id INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT")
        let insert = try statement("INSERT INTO chain (number, name) VALUES (?, ?)")
        try insert.bind(Int64(number), at: 1)
        try insert.bind(name, at: 2)
        try insert.run()
    }

    func setCursor(_ number: UInt16, _ cursor: OutputIndex.Cursor?) throws {
        let update = try statement("UPDATE chain SET height = ?, hash = ? WHERE number = ?")
        if let cursor {
            try update.bind(Int64(clamping: cursor.height), at: 1)
            try update.bind(cursor.hash, at: 2)
        } else {
            try update.bindNull(at: 1)
            try update.bindNull(at: 2)
        }
        try update.bind(Int64(number), at: 3)
        try update.run()
    }

    func hasCollisions() throws -> Bool {
        let select = try statement("SELECT EXISTS (SELECT 1 FROM collision)")
        defer { select.reset() }
        return try select.next() && select.integer(0) == 1
    }

    // MARK: Reading

    /// Calls `found` with each output that has a row.
    ///
    /// - Parameter keys: in the order of their row ids, which is that of the pages.
    func look(
        up keys: some Sequence<(position: Int, key: OutputKey)>, chain: UInt16, hasCollisions: Bool,
        found: (Int, OutputRecord) -> Void
    ) throws {
        let select = try statement("SELECT value FROM output_\(chain) WHERE id = ?")
        for (position, key) in keys {
            try select.bind(OutputRows.rowID(key), at: 1)
            var record: OutputRecord?
            var isOther = true
            if try select.next() {
                (isOther, record) = select.withBytes(0) { value in
                    OutputValue.matches(value, key) ? (false, OutputValue.decode(value)) : (true, nil)
                }
                select.reset()
                if !isOther, record == nil { throw StoreError(.damaged, "\(path): row of output \(key)") }
            }
            if isOther, hasCollisions { record = try collision(key, chain) }
            if let record { found(position, record) }
        }
    }

    private func collision(_ key: OutputKey, _ chain: UInt16) throws -> OutputRecord? {
        let select = try statement("SELECT value FROM collision WHERE chain = ? AND key = ?")
        try select.bind(Int64(chain), at: 1)
        try bind(key, select, at: 2)
        guard try select.next() else { return nil }
        defer { select.reset() }
        return select.withBytes(0) { OutputValue.decode($0) }
    }

    private func bind(_ key: OutputKey, _ statement: PreparedStatement, at position: Int32) throws {
        try withUnsafeTemporaryAllocation(byteCount: OutputKey.byteCount, alignment: 8) { buffer in
            key.copyBytes(to: buffer)
            try statement.bind(UnsafeRawBufferPointer(buffer), at: position)
        }
    }

    // MARK: Writing

    /// Deletes and inserts what the slots say.
    ///
    /// - Parameter slots: dirty slots of one chain in the order of their row ids.
    /// - Returns: whether a collision was met.
    func write(_ slots: some Sequence<Int>, of table: OutputTable, chain: UInt16, hasCollisions: Bool) throws -> Bool {
        let delete = try statement("DELETE FROM output_\(chain) WHERE id = ? AND substr(value, 1, 36) = ?")
        let insert = try statement("INSERT INTO output_\(chain) (id, value) VALUES (?, ?)")
        var hasCollisions = hasCollisions
        try withUnsafeTemporaryAllocation(byteCount: OutputValue.maximumByteCount, alignment: 8) { buffer in
            for slot in slots {
                let entry = table[slot]
                let isSpent = entry.flags.contains(.spent)
                if isSpent {
                    entry.key.copyBytes(to: buffer)
                    try delete.bind(OutputRows.rowID(entry.key), at: 1)
                    try delete.bindBorrowed(UnsafeRawBufferPointer(rebasing: buffer[..<OutputKey.byteCount]), at: 2)
                    if try delete.runCounting() > 0 { continue }
                }
                if hasCollisions { try deleteCollision(entry.key, chain) }
                if isSpent { continue }
                let count = OutputValue.encode(entry.key, table.record(slot), to: buffer)
                let value = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                try insert.bind(OutputRows.rowID(entry.key), at: 1)
                try insert.bindBorrowed(value, at: 2)
                if try insert.runUnlessConflict() { continue }
                if try !replace(entry.key, value, chain) {
                    try insertCollision(entry.key, value, chain)
                    hasCollisions = true
                }
            }
        }
        return hasCollisions
    }

    /// Replaces the value of the row when it is that of the output; false when it is another's.
    private func replace(_ key: OutputKey, _ value: UnsafeRawBufferPointer, _ chain: UInt16) throws -> Bool {
        let update = try statement("UPDATE output_\(chain) SET value = ?1 WHERE id = ?2 AND substr(value, 1, 36) = ?3")
        try update.bind(value, at: 1)
        try update.bind(OutputRows.rowID(key), at: 2)
        try bind(key, update, at: 3)
        return try update.runCounting() > 0
    }

    private func insertCollision(_ key: OutputKey, _ value: UnsafeRawBufferPointer, _ chain: UInt16) throws {
        let insert = try statement("INSERT OR REPLACE INTO collision (chain, key, value) VALUES (?, ?, ?)")
        try insert.bind(Int64(chain), at: 1)
        try bind(key, insert, at: 2)
        try insert.bind(value, at: 3)
        try insert.run()
    }

    private func deleteCollision(_ key: OutputKey, _ chain: UInt16) throws {
        let delete = try statement("DELETE FROM collision WHERE chain = ? AND key = ?")
        try delete.bind(Int64(chain), at: 1)
        try bind(key, delete, at: 2)
        try delete.run()
    }
}
