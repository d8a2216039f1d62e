import GRDB
import SupervisionModel
import Synchronization
import TransparencyLog

/// The ledger: records, items, and everything that moves with them, in one database with one writer.
///
/// Reading is safe from any thread at any time and sees only what is committed. `commit` is for one thread: the
/// sequencer's.
public final class Ledger: Sendable {
    let database: LedgerDatabase
    private let isReadOnly: Bool

    /// What the next commit starts from.
    private struct Writer {
        var edge: TreeEdge
        /// The error that stopped the writing.
        var failure: StoreError?
    }

    private let writer: Mutex<Writer>

    /// Opens the ledger and checks that the stored head follows from the stored right edge.
    ///
    /// - Throws: `store.damaged` when it does not.
    init(database: LedgerDatabase, isReadOnly: Bool) throws(StoreError) {
        self.database = database
        self.isReadOnly = isReadOnly
        let edge = try database.read { try LedgerEdgeReader(database: database).readChecked($0) }
        writer = Mutex(Writer(edge: edge))
    }

    /// The committed head.
    public func head() throws(StoreError) -> LedgerHead {
        try database.read { try LedgerEdgeReader(database: database).head($0) }
    }

    /// Writes the batch in one transaction and waits until it is durable: afterwards there is all of it or, when this
    /// throws, none.
    ///
    /// Any error but a refusal stops the writing for good: every later call throws `store.stopped`. The way on is to
    /// start again, which reads back what is there (LEDGER.md D5: after a failed fsync nothing is retried).
    ///
    /// - Returns: the new head.
    /// - Throws: `ledger.outOfSequence`, `ledger.duplicate`, `store.limit`: nothing happened. `store.diskFull`,
    ///   `store.inputOutput`, `store.damaged` and others: writing has stopped. `store.stopped`.
    @discardableResult
    public func commit(_ batch: LedgerBatch) throws(StoreError) -> LedgerHead {
        let result = writer.withLock { writer in
            commit(batch, &writer)
        }
        return try result.get()
    }

    private func commit(_ batch: LedgerBatch, _ writer: inout Writer) -> Result<LedgerHead, StoreError> {
        if let failure = writer.failure { return .failure(StoreError(.stopped, failure.detail)) }
        do throws(StoreError) {
            guard !isReadOnly else { throw StoreError(.notPermitted, "\(database.path) was opened for reading") }
            try check(batch, size: writer.edge.size)
            let edge = writer.edge
            let (newEdge, head) = try database.write { connection in
                try LedgerCommit(database: database, connection: connection).write(batch, from: edge)
            }
            writer.edge = newEdge
            return .success(head)
        } catch {
            if error.category != .refused { writer.failure = error }
            return .failure(error)
        }
    }

    private func check(_ batch: LedgerBatch, size: UInt64) throws(StoreError) {
        var expected = size
        for record in batch.records {
            guard record.sequence == expected else {
                throw StoreError(.outOfSequence, "record \(record.sequence) given, \(expected) is next")
            }
            guard (1...StoredRecord.maximumBytes).contains(record.bytes.count) else {
                throw StoreError(
                    .limit,
                    "record \(record.sequence) has \(record.bytes.count) bytes, 1 to "
                        + "\(StoredRecord.maximumBytes) are allowed")
            }
            guard record.items.count < StoredRecord.maximumItems else {
                throw StoreError(
                    .limit,
                    "record \(record.sequence) has \(record.items.count) items, fewer than "
                        + "\(StoredRecord.maximumItems) are allowed")
            }
            expected += 1
        }
        guard batch.records.count <= LedgerBatch.maximumRecords else {
            throw StoreError(
                .limit, "\(batch.records.count) records in a batch, at most \(LedgerBatch.maximumRecords) are allowed")
        }
    }
}
