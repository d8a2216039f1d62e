import GRDB
import Supervision
import SupervisionModel
import TransparencyLog

/// The writing of one batch inside its transaction.
struct LedgerCommit {
    let database: LedgerDatabase
    let connection: Database

    private func statement(_ sql: String) throws -> PreparedStatement {
        try database.statement(connection, sql)
    }

    func write(_ batch: LedgerBatch, from edge: TreeEdge) throws -> (TreeEdge, LedgerHead) {
        let (newEdge, head) = try writeRecords(batch.records, from: edge)
        try writeState(batch.state)
        try writeContents(batch.contents)
        try writeArchived(batch.archived)
        try writeBlocks(batch.blocks)
        try writeCursors(batch.cursors)
        try writeProjections(batch.projections)
        return (newEdge, head)
    }

    private func writeRecords(_ records: [StoredRecord], from edge: TreeEdge) throws -> (TreeEdge, LedgerHead) {
        let hasher = SHA256Hasher()
        var edge = edge
        var full: [Tile] = []
        let record = try statement(
            "INSERT INTO record (seq, bytes, leaf_hash, sealed, idempotency) VALUES (?, ?, ?, ?, ?)")
        let item = try statement("INSERT INTO item (id, subject, bytes, leaf_hash) VALUES (?, ?, ?, ?)")
        for entry in records {
            try record.bind(Int64(entry.sequence), at: 1)
            try record.bind(entry.leafHash, at: 3)
            try record.bind(entry.sealed, at: 4)
            try record.bind(entry.idempotencyKey, at: 5)
            let isNew = try entry.bytes.withUnsafeBytes { bytes in
                try record.bindBorrowed(bytes, at: 2)
                return try record.runUnlessConflict()
            }
            guard isNew else { throw conflict(entry) }
            for (index, part) in entry.items.enumerated() {
                try item.bind(Int64(entry.sequence << LedgerSchema.itemBits | UInt64(index)), at: 1)
                try item.bind(part.subject, at: 2)
                try item.bind(part.leafHash, at: 4)
                if let bytes = part.bytes {
                    try bytes.withUnsafeBytes { buffer in
                        try item.bindBorrowed(buffer, at: 3)
                        try item.run()
                    }
                } else {
                    try item.bindNull(at: 3)
                    try item.run()
                }
            }
            edge.append(entry.leafHash, hasher: hasher, full: &full)
        }
        try writeTiles(full)
        if !full.isEmpty { try writeUpperEdge(edge) }
        let head = LedgerHead(size: edge.size, root: edge.frontier.root(hasher: hasher))
        if !records.isEmpty { try writeHead(head, edge.frontier) }
        return (edge, head)
    }

    private func conflict(_ record: StoredRecord) -> StoreError {
        guard let key = record.idempotencyKey else {
            return StoreError(.outOfSequence, "record \(record.sequence) is in the ledger already")
        }
        return StoreError(.duplicate, "idempotency key \(Hex.encode(key)) of record \(record.sequence)")
    }

    private func writeTiles(_ tiles: [Tile]) throws {
        guard !tiles.isEmpty else { return }
        let insert = try statement("INSERT INTO tile (id, bytes) VALUES (?, ?)")
        for tile in tiles {
            try insert.bind(LedgerTiles.rowID(tile.coordinate), at: 1)
            try insert.bind(tile.bytes, at: 2)
            try insert.run()
        }
    }

    private func writeUpperEdge(_ edge: TreeEdge) throws {
        let replace = try statement("INSERT OR REPLACE INTO edge (level, bytes) VALUES (?, ?)")
        for tile in edge.tiles.partialTiles where tile.coordinate.level > 0 {
            try replace.bind(Int64(tile.coordinate.level), at: 1)
            try replace.bind(tile.bytes, at: 2)
            try replace.run()
        }
    }

    private func writeHead(_ head: LedgerHead, _ frontier: Frontier) throws {
        let replace = try statement("INSERT OR REPLACE INTO head (id, size, root, frontier) VALUES (0, ?, ?, ?)")
        try replace.bind(Int64(head.size), at: 1)
        try replace.bind(head.root, at: 2)
        var hashes: [UInt8] = []
        for hash in frontier.hashes { hash.append(to: &hashes) }
        try replace.bind(hashes, at: 3)
        try replace.run()
    }

    private func writeState(_ state: [StateKey: [UInt8]?]) throws {
        guard !state.isEmpty else { return }
        let put = try statement("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)")
        let delete = try statement("DELETE FROM state WHERE key = ?")
        // In the order of the keys, so that neighbouring rows are written together.
        for (key, value) in state.sorted(by: { $0.key < $1.key }) {
            if let value {
                try key.bytes.withUnsafeBytes { keyBuffer in
                    try put.bindBorrowed(keyBuffer, at: 1)
                    try value.withUnsafeBytes { valueBuffer in
                        try put.bindBorrowed(valueBuffer, at: 2)
                        try put.run()
                    }
                }
            } else {
                try delete.bind(key.bytes, at: 1)
                try delete.run()
            }
        }
    }

    private func writeContents(_ contents: [(digest: Digest32, bytes: [UInt8])]) throws {
        guard !contents.isEmpty else { return }
        let insert = try statement("INSERT OR IGNORE INTO content (sha256, bytes) VALUES (?, ?)")
        for (digest, bytes) in contents {
            try insert.bind(digest, at: 1)
            try insert.bind(bytes, at: 2)
            try insert.run()
        }
    }

    private func writeArchived(_ entries: [ArchiveEntry]) throws {
        guard let last = entries.max(by: { ($0.segment, $0.end) < ($1.segment, $1.end) }) else { return }
        let insert = try statement(
            "INSERT OR IGNORE INTO archived (sha256, segment, offset, length) VALUES (?, ?, ?, ?)")
        for entry in entries {
            try insert.bind(entry.digest, at: 1)
            try insert.bind(Int64(entry.segment), at: 2)
            try insert.bind(Int64(entry.offset), at: 3)
            try insert.bind(Int64(entry.length), at: 4)
            try insert.run()
        }
        let end = try statement(
            """
            INSERT INTO archive_end (id, segment, offset) VALUES (0, ?1, ?2)
            ON CONFLICT (id) DO UPDATE SET segment = ?1, offset = ?2 WHERE (segment, offset) < (?1, ?2)
            """)
        try end.bind(Int64(last.segment), at: 1)
        try end.bind(Int64(last.end), at: 2)
        try end.run()
    }

    private func writeBlocks(_ blocks: [BlockEntry]) throws {
        guard !blocks.isEmpty else { return }
        let put = try statement(
            """
            INSERT OR REPLACE INTO block (chain, hash, height, parent, bytes, spent, connected, work, time)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for block in blocks {
            try put.bind(block.chain.text, at: 1)
            try put.bind(block.hash, at: 2)
            try put.bind(Int64(block.height), at: 3)
            try put.bind(block.parent, at: 4)
            try put.bind(block.bytes, at: 5)
            if let spent = block.spent { try put.bind(spent, at: 6) } else { try put.bindNull(at: 6) }
            try put.bind(block.isConnected ? 1 : 0, at: 7)
            try put.bind(block.work, at: 8)
            try put.bind(Int64(block.time), at: 9)
            try put.run()
        }
    }

    private func writeCursors(_ cursors: [ChainCursor]) throws {
        guard !cursors.isEmpty else { return }
        let put = try statement("INSERT OR REPLACE INTO chain_cursor (chain, height, hash) VALUES (?, ?, ?)")
        for cursor in cursors {
            try put.bind(cursor.chain.text, at: 1)
            try put.bind(Int64(cursor.height), at: 2)
            try put.bind(cursor.hash, at: 3)
            try put.run()
        }
    }

    private func writeProjections(_ changes: [ProjectionChange]) throws {
        guard !changes.isEmpty else { return }
        let put = try statement("INSERT OR REPLACE INTO projection (kind, id, ord, json) VALUES (?, ?, ?, ?)")
        let delete = try statement("DELETE FROM projection WHERE kind = ? AND id = ?")
        for change in changes {
            let statement = change.value == nil ? delete : put
            try statement.bind(change.kind, at: 1)
            try statement.bind(change.id, at: 2)
            if let value = change.value {
                let json = value.encode()
                guard json.count <= ProjectionChange.maximumBytes else {
                    throw StoreError(.limit, "\(change.kind) \(change.id) has \(json.count) bytes to show")
                }
                try put.bind(change.order, at: 3)
                try json.withUnsafeBytes { try put.bindText($0, at: 4) }
            }
            try statement.run()
        }
    }
}
