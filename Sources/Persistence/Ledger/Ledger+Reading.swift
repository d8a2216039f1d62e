import GRDB
public import SupervisionModel
import TransparencyLog

extension Ledger {
    /// Records are read in transactions of this many, so that a long reading does not keep the WAL from being reset.
    private static let page: UInt64 = 256

    /// One record with its items; `nil` beyond the head.
    public func record(_ sequence: UInt64) throws(StoreError) -> StoredRecord? {
        try records(from: sequence, limit: 1).first { $0.sequence == sequence }
    }

    /// Up to `limit` records with their items from `sequence` on, ascending.
    public func records(from sequence: UInt64, limit: Int) throws(StoreError) -> [StoredRecord] {
        guard limit > 0, sequence <= UInt64(Int64.max) else { return [] }
        return try database.read { connection in
            let select = try database.statement(
                connection,
                "SELECT seq, bytes, leaf_hash, sealed, idempotency FROM record WHERE seq >= ? ORDER BY seq LIMIT ?")
            try select.bind(Int64(sequence), at: 1)
            try select.bind(Int64(limit), at: 2)
            var records: [StoredRecord] = []
            while try select.next() {
                let number = UInt64(clamping: select.integer(0))
                records.append(
                    StoredRecord(
                        sequence: number, bytes: select.bytes(1), leafHash: try select.hash(2),
                        sealed: select.optionalBytes(3), idempotencyKey: select.optionalBytes(4),
                        items: try items(of: number, connection)))
            }
            return records
        }
    }

    /// Calls `body` with each record of the range, in order, with its items. What is committed meanwhile is seen.
    ///
    /// - Parameter body: returns false to stop.
    /// - Throws: `store.damaged` when a record inside the range is missing, and what `body` throws.
    public func forEachRecord(in range: Range<UInt64>, _ body: (StoredRecord) throws -> Bool) throws {
        var next = range.lowerBound
        while next < range.upperBound {
            let records = try records(from: next, limit: Int(min(Self.page, range.upperBound - next)))
            guard !records.isEmpty else { throw missing(next) }
            for record in records {
                guard record.sequence == next else { throw missing(next) }
                guard try body(record) else { return }
                next += 1
            }
        }
    }

    private func missing(_ sequence: UInt64) -> StoreError {
        StoreError(.damaged, "\(database.path): record \(sequence) is missing")
    }

    /// One item; `nil` where there is none.
    public func item(_ sequence: UInt64, _ index: UInt32) throws(StoreError) -> StoredItem? {
        guard sequence < 1 << 43, index < StoredRecord.maximumItems else { return nil }
        return try database.read { connection in
            let select = try database.statement(
                connection, "SELECT subject, bytes, leaf_hash FROM item WHERE id = ?")
            try select.bind(Int64(sequence << LedgerSchema.itemBits | UInt64(index)), at: 1)
            guard try select.next() else { return nil }
            defer { select.reset() }
            return try item(select)
        }
    }

    private func items(of sequence: UInt64, _ connection: Database) throws -> [StoredItem] {
        let select = try database.statement(
            connection, "SELECT subject, bytes, leaf_hash FROM item WHERE id >= ? AND id < ? ORDER BY id")
        try select.bind(Int64(sequence << LedgerSchema.itemBits), at: 1)
        try select.bind(Int64((sequence + 1) << LedgerSchema.itemBits), at: 2)
        var items: [StoredItem] = []
        while try select.next() { items.append(try item(select)) }
        return items
    }

    private func item(_ row: PreparedStatement) throws -> StoredItem {
        StoredItem(subject: row.optionalBytes(0), bytes: row.optionalBytes(1), leafHash: try row.hash(2))
    }

    /// The record that an idempotency key led to; `nil` when there is none.
    public func sequence(ofIdempotencyKey key: [UInt8]) throws(StoreError) -> UInt64? {
        try database.read { connection in
            let select = try database.statement(connection, "SELECT seq FROM record WHERE idempotency = ?")
            try select.bind(key, at: 1)
            guard try select.next() else { return nil }
            defer { select.reset() }
            return UInt64(clamping: select.integer(0))
        }
    }

    /// The tips of the chains as of the head, in the order of their names.
    public func cursors() throws(StoreError) -> [ChainCursor] {
        try database.read { connection in
            let select = try database.statement(
                connection, "SELECT chain, height, hash FROM chain_cursor ORDER BY chain")
            var cursors: [ChainCursor] = []
            while try select.next() {
                guard let chain = ChainID(select.text(0)) else {
                    throw StoreError(.damaged, "\(database.path): '\(select.text(0))' is no name of a chain")
                }
                cursors.append(
                    ChainCursor(chain: chain, height: UInt64(clamping: select.integer(1)), hash: try select.digest(2)))
            }
            return cursors
        }
    }

    /// The tip of one chain; `nil` before its anchor.
    public func cursor(of chain: ChainID) throws(StoreError) -> ChainCursor? {
        try cursors().first { $0.chain == chain }
    }
}
