import GRDB
import GRDBSQLite
import SupervisionModel
import TransparencyLog

/// A statement of GRDB's cache, bound and stepped through SQLite's C interface: about half the price of GRDB's
/// arguments and rows, which matters for tens of thousands of rows a second.
///
/// Valid only inside the database access in which it was made. Positions of parameters count from 1, of columns
/// from 0, as in SQLite.
struct PreparedStatement {
    /// Keeps the handle alive.
    private let owner: Statement
    private let handle: OpaquePointer
    private let path: String

    init(_ database: Database, _ sql: String, path: String) throws {
        owner = try database.cachedStatement(sql: sql)
        handle = owner.sqliteStatement
        self.path = path
        // GRDB leaves a statement as its last use left it; binding to one that was stepped is SQLITE_MISUSE.
        sqlite3_reset(handle)
    }

    // MARK: Binding

    func bind(_ value: Int64, at position: Int32) throws {
        try check(sqlite3_bind_int64(handle, position, value))
    }

    func bindNull(at position: Int32) throws {
        try check(sqlite3_bind_null(handle, position))
    }

    /// Binds a copy of the bytes as a BLOB.
    func bind(_ bytes: [UInt8], at position: Int32) throws {
        try bytes.withUnsafeBytes { try bind($0, at: position) }
    }

    /// Binds a copy of the bytes as a BLOB, NULL for nil.
    func bind(_ bytes: [UInt8]?, at position: Int32) throws {
        if let bytes { try bind(bytes, at: position) } else { try bindNull(at: position) }
    }

    /// Binds a copy of the bytes as a BLOB.
    func bind(_ bytes: UnsafeRawBufferPointer, at position: Int32) throws {
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            // A null pointer would be NULL, not the empty BLOB.
            return try check(sqlite3_bind_zeroblob(handle, position, 0))
        }
        try check(sqlite3_bind_blob64(handle, position, base, sqlite3_uint64(bytes.count), Self.copies))
    }

    /// Binds the bytes without copying: they must stay as they are until the statement has run.
    func bindBorrowed(_ bytes: UnsafeRawBufferPointer, at position: Int32) throws {
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            return try check(sqlite3_bind_zeroblob(handle, position, 0))
        }
        try check(sqlite3_bind_blob64(handle, position, base, sqlite3_uint64(bytes.count), nil))
    }

    /// Binds 32 bytes as a BLOB.
    func bind(_ digest: Digest32, at position: Int32) throws {
        try withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
            digest.copyBytes(to: buffer)
            try bind(UnsafeRawBufferPointer(buffer), at: position)
        }
    }

    /// Binds 32 bytes as a BLOB.
    func bind(_ hash: Hash, at position: Int32) throws {
        try hash.withUnsafeBytes { buffer in try bind(buffer, at: position) }
    }

    /// Binds a copy of the string's UTF-8.
    func bind(_ text: String, at position: Int32) throws {
        var text = text
        try text.withUTF8 { buffer in try bindText(UnsafeRawBufferPointer(buffer), at: position) }
    }

    /// Binds a copy of UTF-8 bytes as TEXT.
    func bindText(_ bytes: UnsafeRawBufferPointer, at position: Int32) throws {
        let base = bytes.bindMemory(to: CChar.self).baseAddress
        let result =
            if let base { sqlite3_bind_text(handle, position, base, Int32(bytes.count), Self.copies) } else {
                sqlite3_bind_text(handle, position, "", 0, Self.copies)
            }
        try check(result)
    }

    // MARK: Running

    /// Runs a statement that returns no rows, and makes it ready for the next binding.
    func run() throws {
        let result = sqlite3_step(handle)
        guard result == SQLITE_DONE else { throw failure() }
        sqlite3_reset(handle)
    }

    /// Runs a statement that returns no rows, and says how many rows it changed.
    func runCounting() throws -> Int {
        try run()
        return Int(sqlite3_changes(sqlite3_db_handle(handle)))
    }

    /// Runs a statement that returns no rows; false when a constraint forbade it, which changed nothing.
    func runUnlessConflict() throws -> Bool {
        let result = sqlite3_step(handle)
        if result == SQLITE_DONE {
            sqlite3_reset(handle)
            return true
        }
        if result & 0xff == SQLITE_CONSTRAINT {
            sqlite3_reset(handle)
            return false
        }
        throw failure()
    }

    /// Moves to the next row; false after the last, and then the statement is ready for the next binding.
    func next() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        default: throw failure()
        }
    }

    /// Makes the statement ready for the next binding before its last row.
    func reset() {
        sqlite3_reset(handle)
    }

    // MARK: Columns

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func bytes(_ column: Int32) -> [UInt8] {
        withBytes(column) { Array($0) }
    }

    func optionalBytes(_ column: Int32) -> [UInt8]? {
        isNull(column) ? nil : bytes(column)
    }

    /// The pointer is valid inside the call only.
    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let base = sqlite3_column_blob(handle, column)
        return try body(UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column))))
    }

    func text(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// - Throws: `store.damaged` unless the column has 32 bytes.
    func digest(_ column: Int32) throws -> Digest32 {
        guard let digest = withBytes(column, { $0.count == 32 ? Digest32($0) : nil }) else { throw notADigest(column) }
        return digest
    }

    /// - Throws: `store.damaged` unless the column has 32 bytes.
    func hash(_ column: Int32) throws -> Hash {
        guard let hash = withBytes(column, { Hash(bytes: $0) }) else { throw notADigest(column) }
        return hash
    }

    // MARK: Errors

    private static let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private func notADigest(_ column: Int32) -> StoreError {
        StoreError(
            .damaged,
            "\(path): column \(column) of '\(owner.sql)' has \(sqlite3_column_bytes(handle, column)) bytes, "
                + "expected 32")
    }

    private func check(_ result: Int32) throws {
        guard result == SQLITE_OK else { throw failure() }
    }

    private func failure() -> StoreError {
        let connection = sqlite3_db_handle(handle)
        let error = StoreError.sqlite(
            sqlite3_extended_errcode(connection), String(cString: sqlite3_errmsg(connection)), path)
        sqlite3_reset(handle)
        return error
    }
}
