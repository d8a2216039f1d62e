import GRDB

/// The tables of `ledger.sqlite` (LEDGER.md D5).
///
/// Rows with large values lie in rowid tables: in a `WITHOUT ROWID` table a value of more than about 1,000 bytes goes
/// to pages of its own (https://sqlite.org/fileformat2.html#overflow).
enum LedgerSchema {
    /// Items of record `seq` have ids `seq << itemBits | k`.
    static let itemBits: UInt64 = 20

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            for statement in tables { try database.execute(sql: statement) }
        }
        return migrator
    }

    private static let tables = [
        // One leaf. `sealed`: the bytes behind the commitment of a sealed input, NULL when public or erased.
        """
        CREATE TABLE record (
            seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL, leaf_hash BLOB NOT NULL, sealed BLOB, idempotency BLOB
        ) STRICT
        """,
        "CREATE UNIQUE INDEX record_idempotency ON record(idempotency) WHERE idempotency IS NOT NULL",
        // `subject`: canonical bytes of the reference whose key salts the item, NULL for the key of the day.
        """
        CREATE TABLE item (
            id INTEGER PRIMARY KEY, subject BLOB, bytes BLOB, leaf_hash BLOB NOT NULL,
            seq INTEGER GENERATED ALWAYS AS (id >> 20) VIRTUAL,
            k INTEGER GENERATED ALWAYS AS (id & 1048575) VIRTUAL
        ) STRICT
        """,
        // Full tiles, 8,192 bytes; id = level << 56 | index.
        "CREATE TABLE tile (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
        // The partial tile at the right edge of each level above 0; that of level 0 is the last leaf hashes.
        "CREATE TABLE edge (level INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
        // One row. `frontier`: its hashes one after the other.
        """
        CREATE TABLE head (
            id INTEGER PRIMARY KEY CHECK (id = 0), size INTEGER NOT NULL, root BLOB NOT NULL, frontier BLOB NOT NULL
        ) STRICT
        """,
        "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, root BLOB NOT NULL, note BLOB NOT NULL) STRICT",
        """
        CREATE TABLE cosignature (
            size INTEGER NOT NULL, key_id BLOB NOT NULL, line TEXT NOT NULL, PRIMARY KEY (size, key_id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE state (key BLOB PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE content (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
        // Where a block or a spent-output record lies in the archive.
        """
        CREATE TABLE archived (
            sha256 BLOB PRIMARY KEY, segment INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        // One row: everything in the archive before this place is referred to.
        """
        CREATE TABLE archive_end (
            id INTEGER PRIMARY KEY CHECK (id = 0), segment INTEGER NOT NULL, offset INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE block (
            chain TEXT NOT NULL, hash BLOB NOT NULL, height INTEGER NOT NULL, parent BLOB NOT NULL,
            bytes BLOB NOT NULL, spent BLOB, connected INTEGER NOT NULL, work BLOB NOT NULL, time INTEGER NOT NULL,
            PRIMARY KEY (chain, hash)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX block_height ON block(chain, height, connected)",
        "CREATE TABLE chain_cursor (chain TEXT PRIMARY KEY, height INTEGER NOT NULL, hash BLOB NOT NULL) STRICT",
        // What is shown: alerts, cases, findings, scores. Can be rebuilt from the records.
        """
        CREATE TABLE projection (
            kind TEXT NOT NULL, id TEXT NOT NULL, ord INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)
        ) STRICT
        """,
        "CREATE INDEX projection_order ON projection(kind, ord, id)",
    ]
}
