public import TransparencyLog

/// The hashes of the ledger's tree at one size: what proofs are made from.
///
/// Subtrees come from full tiles and the right edge: at most one tile is read for each eight levels.
public struct LedgerHashes: HashReader, Sendable {
    private let database: LedgerDatabase
    /// The number of records of the tree.
    public let size: UInt64

    init(database: LedgerDatabase, size: UInt64) {
        self.database = database
        self.size = size
    }

    /// - Throws: `store.damaged` when a tile is missing or too short.
    public func hashes(of subtrees: [Subtree]) throws -> [Hash] {
        try database.read { connection in
            let source = LedgerTiles(database: database, connection: connection)
            return try TileHashReader(source, treeSize: size, hasher: SHA256Hasher()).hashes(of: subtrees)
        }
    }
}

extension Ledger {
    /// The hashes of the tree of `size` records, which may be any size up to the head's.
    public func hashes(size: UInt64) -> LedgerHashes {
        LedgerHashes(database: database, size: size)
    }
}
