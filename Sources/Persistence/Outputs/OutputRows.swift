import GRDB
import SupervisionModel

/// The rows of the output index in `outputs.sqlite`.
///
/// One table a chain, keyed by an integer: 47 bits of the transaction's id, then 16 bits of the output's index, so
/// that the outputs of a transaction lie side by side, and lookups compare integers. The value repeats the key in full.
/// Two outputs with one integer (some ten pairs among a hundred million transactions) are told apart by it; the second
/// goes to the table `collision`.
///
/// `synchronous=NORMAL`: power loss may take the last flushes back, but never tears one, and the cursors go back with
/// the rows. One process uses the file, and WAL needs no shared memory (`locking_mode=EXCLUSIVE`).
final class OutputRows: Sendable {
    private let path: String
    private let queue: DatabaseQueue

    /// After a flush the WAL is cut to this, in bytes.
    private static let journalLimit = 64 * 1024 * 1024

    init(path: String, pageCacheBytes: Int) throws(StoreError) {
        self.path = path
        do {
            var configuration = GRDB.Configuration()
            configuration.label = "outputs"
            configuration.journalMode = .wal
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
                try database.execute(sql: "PRAGMA cache_size = -\(pageCacheBytes / 1024)")
                try database.execute(sql: "PRAGMA journal_size_limit = \(Self.journalLimit)")
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS chain (
                            number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, height INTEGER, hash BLOB
                        ) STRICT
                        """)
                try database.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS collision (
                            chain INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (chain, key)
                        ) STRICT, WITHOUT ROWID
                        """)
            }
        } catch {
            throw .from(error, path)
        }
    }

    /// Reads in one transaction: without one, SQLite takes and drops its locks for every lookup.
    func access(_ body: (OutputRowsAccess) throws -> Void) throws(StoreError) {
        do {
            try queue.inDatabase { database in
                try database.inTransaction(.deferred) {
                    try body(OutputRowsAccess(database, path: path))
                    return .commit
                }
            }
        } catch {
            throw .from(error, path)
        }
    }

    func transaction<Value>(_ body: (OutputRowsAccess) throws -> Value) throws(StoreError) -> Value {
        do {
            return try queue.write { try body(OutputRowsAccess($0, path: path)) }
        } catch {
            throw .from(error, path)
        }
    }

    func close() throws(StoreError) {
        do { try queue.close() } catch { throw .from(error, path) }
    }

    /// The integer key of an output's row.
    static func rowID(_ key: OutputKey) -> Int64 {
        Int64(((key.prefix >> 17) << 16) | UInt64(key.index & 0xffff))
    }
}
