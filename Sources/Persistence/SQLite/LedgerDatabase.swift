import GRDB

/// The connections to `ledger.sqlite`: one that writes, a few that read, in WAL mode with `synchronous=FULL`.
///
/// Everything that must change together with the ledger lies in this one file, so that one transaction covers it.
final class LedgerDatabase: Sendable {
    let path: String
    private let pool: DatabasePool
    private let isReadOnly: Bool

    /// Page cache of the writing connection, in KiB.
    private static let writerCacheKiB = 32 * 1024
    /// Pages in the WAL after which it is copied into the database: 16 MiB, so that a full batch fits before.
    private static let checkpointPages = 4096
    /// How many connections read at the same time.
    private static let readerCount = 4
    /// How long to wait for another process (a reader that recovers the WAL), in seconds.
    private static let busySeconds = 5.0

    init(path: String, isReadOnly: Bool) throws(StoreError) {
        self.path = path
        self.isReadOnly = isReadOnly
        do {
            var configuration = GRDB.Configuration()
            configuration.label = "ledger"
            configuration.readonly = isReadOnly
            configuration.maximumReaderCount = Self.readerCount
            configuration.busyMode = .timeout(Self.busySeconds)
            configuration.prepareDatabase { database in
                if !isReadOnly {
                    try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
                    try database.execute(sql: "PRAGMA cache_size = -\(Self.writerCacheKiB)")
                }
            }
            pool = try DatabasePool(path: path, configuration: configuration)
            if !isReadOnly {
                try Synchronous.setFull(pool, path: path)
                try LedgerSchema.migrator.migrate(pool)
            }
        } catch {
            throw .from(error, path)
        }
    }

    /// Reads one consistent state of the database.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try pool.read(body) } catch { throw .from(error, path) }
    }

    /// Runs the body in one transaction: all of it is durable when this returns, none of it when it throws.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try pool.write(body) } catch { throw .from(error, path) }
    }

    /// Closes all connections. A writer first copies the WAL into the database, so that the file alone is a whole
    /// backup; where a reader of another process prevents that, the WAL stays beside it.
    func close() throws(StoreError) {
        if !isReadOnly { _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
        do { try pool.close() } catch { throw .from(error, path) }
    }

    /// The writing connection's setting: 2 is FULL.
    func synchronousLevel() throws(StoreError) -> Int {
        do { return try Synchronous.level(pool) } catch { throw .from(error, path) }
    }

    func statement(_ database: Database, _ sql: String) throws -> PreparedStatement {
        try PreparedStatement(database, sql, path: path)
    }
}
