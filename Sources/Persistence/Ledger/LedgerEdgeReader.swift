import GRDB
import TransparencyLog

/// Reads the head and the right edge back from the database and compares them.
struct LedgerEdgeReader {
    let database: LedgerDatabase

    func head(_ connection: Database) throws -> LedgerHead {
        let select = try database.statement(connection, "SELECT size, root FROM head")
        guard try select.next() else { return LedgerHead(size: 0, root: SHA256Hasher.emptyRoot) }
        defer { select.reset() }
        return LedgerHead(size: UInt64(clamping: select.integer(0)), root: try select.hash(1))
    }

    /// The right edge, after checking that the tiles, the frontier and the root agree and that no record lies beyond.
    ///
    /// - Throws: `store.damaged`.
    func readChecked(_ connection: Database) throws -> TreeEdge {
        let hasher = SHA256Hasher()
        let head = try head(connection)
        let count = try recordCount(connection)
        guard count == head.size else {
            throw StoreError(
                .damaged, "\(database.path): the head says \(head.size) records, the last one says \(count)")
        }
        let edge: TreeEdge
        do {
            edge = TreeEdge(
                frontier: try frontier(connection, size: head.size), tiles: try tiles(connection, size: head.size))
        } catch let error as LogError {
            throw StoreError(.damaged, "\(database.path): \(error)")
        }
        guard edge.tiles.root(hasher: hasher) == head.root, edge.frontier.root(hasher: hasher) == head.root else {
            throw StoreError(
                .damaged,
                "\(database.path): tiles and frontier do not lead to the root of the \(head.size) records, "
                    + "\(head.root)")
        }
        return edge
    }

    /// One more than the last sequence number.
    private func recordCount(_ connection: Database) throws -> UInt64 {
        let select = try database.statement(connection, "SELECT max(seq) FROM record")
        defer { select.reset() }
        guard try select.next(), !select.isNull(0) else { return 0 }
        return UInt64(clamping: select.integer(0)) + 1
    }

    private func frontier(_ connection: Database, size: UInt64) throws -> Frontier {
        let select = try database.statement(connection, "SELECT frontier FROM head")
        guard try select.next() else { return Frontier() }
        defer { select.reset() }
        let bytes = select.bytes(0)
        let hashes = stride(from: 0, to: bytes.count, by: Hash.byteCount).compactMap { start in
            Hash(bytes: bytes[start..<min(start + Hash.byteCount, bytes.count)])
        }
        return try Frontier(size: size, hashes: hashes)
    }

    private func tiles(_ connection: Database, size: UInt64) throws -> TileAssembler {
        let source = LedgerTiles(database: database, connection: connection)
        var partial: [Tile] = []
        var level = 0
        while level < 8, size >> UInt64(8 * level) > 0 {
            let hashes = size >> UInt64(8 * level)
            if let coordinate = TileCoordinate.inTree(level: level, index: hashes >> 8, treeSize: size) {
                partial.append(try Tile(coordinate, bytes: try source.tile(coordinate)))
            }
            level += 1
        }
        return try TileAssembler(size: size, partialTiles: partial)
    }
}
