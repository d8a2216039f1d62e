import GRDB
public import Supervision
import Synchronization

/// The core's state in `ledger.sqlite`, as it is after every input folded so far, committed or not.
///
/// The sequencer folds several inputs before one commit, and may fold on while that commit waits for the disk. So
/// there are three layers, newest first: the batch being gathered, the batch being committed, the database behind a
/// cache. The order of calls is
///
/// ```
/// apply(changes) …        after each input, with the same changes that go into the LedgerBatch
/// seal()                  when the batch goes to commit; gathering may go on at once
/// committed()             after the commit, before the next seal()
/// ```
///
/// Safe from several threads; the lock is held while the database is read.
public final class SQLiteStateStore: StateStore, Sendable {
    private struct Layers {
        var gathered = StateOverlay()
        var sealed = StateOverlay()
        var cache: ByteBoundedCache
    }

    private let database: LedgerDatabase
    private let layers: Mutex<Layers>

    /// The cache keeps this many bytes unless told otherwise.
    public static let defaultCacheBytes = 48 * 1024 * 1024

    /// - Parameter cacheBytes: bound of the cache of committed values. What is not committed yet comes on top.
    init(database: LedgerDatabase, cacheBytes: Int) {
        self.database = database
        layers = Mutex(Layers(cache: ByteBoundedCache(capacity: cacheBytes)))
    }

    // MARK: Writing

    /// Makes the changes of an input visible to the next one.
    public func apply(_ changes: StateChanges) {
        layers.withLock { $0.gathered.apply(changes) }
    }

    /// The batch gathered so far is being committed; what comes now belongs to the next one.
    ///
    /// - Precondition: the batch sealed before is committed.
    public func seal() {
        layers.withLock { layers in
            precondition(layers.sealed.isEmpty, "the batch before is not committed yet")
            layers.sealed = layers.gathered
            layers.gathered = StateOverlay()
        }
    }

    /// The sealed batch is in the database.
    public func committed() {
        layers.withLock { layers in
            for (key, value) in layers.sealed.changes { layers.cache.put(value, for: key) }
            layers.sealed = StateOverlay()
        }
    }

    /// Forgets what was gathered and not committed, as a crash would: after a refused batch.
    public func rollBack() {
        layers.withLock { layers in
            layers.gathered = StateOverlay()
            layers.sealed = StateOverlay()
        }
    }

    // MARK: Reading

    public func values(for keys: [StateKey]) throws -> [[UInt8]?] {
        try layers.withLock { layers in
            var values: [[UInt8]?] = []
            values.reserveCapacity(keys.count)
            var missing: [Int] = []
            for (index, key) in keys.enumerated() {
                if let value = layers.gathered.value(for: key) ?? layers.sealed.value(for: key)
                    ?? layers.cache.value(for: key)
                {
                    values.append(value)
                } else {
                    values.append(nil)
                    missing.append(index)
                }
            }
            guard !missing.isEmpty else { return values }
            // In the order of the keys, so that neighbouring rows are found on the same page.
            missing.sort { keys[$0] < keys[$1] }
            try database.read { connection in
                let select = try database.statement(connection, "SELECT value FROM state WHERE key = ?")
                for index in missing {
                    try select.bind(keys[index].bytes, at: 1)
                    if try select.next() {
                        values[index] = select.bytes(0)
                        select.reset()
                    }
                    layers.cache.put(values[index], for: keys[index])
                }
            }
            return values
        }
    }

    public func entries(
        from: StateKey, to: StateKey, limit: Int
    ) throws -> [(key: StateKey, value: [UInt8])] {
        guard limit > 0, from < to else { return [] }
        return try layers.withLock { layers in
            let gathered = layers.gathered.keys(from: from, to: to)
            let sealed = layers.sealed.keys(from: from, to: to)
            var changed: [StateKey: [UInt8]?] = [:]
            for key in sealed { changed.updateValue(layers.sealed.value(for: key) ?? nil, forKey: key) }
            for key in gathered { changed.updateValue(layers.gathered.value(for: key) ?? nil, forKey: key) }
            // Every changed key may hide one row.
            var entries = try rows(from: from, to: to, limit: limit + changed.count)
            let isLast = entries.count < limit + changed.count
            if !changed.isEmpty {
                let end = isLast ? nil : entries.last?.key
                entries.removeAll { changed[$0.key] != nil }
                for (key, value) in changed {
                    guard let value else { continue }
                    if let end, end < key { continue }
                    entries.append((key, value))
                }
                entries.sort { $0.key < $1.key }
            }
            return Array(entries.prefix(limit))
        }
    }

    private func rows(from: StateKey, to: StateKey, limit: Int) throws -> [(key: StateKey, value: [UInt8])] {
        try database.read { connection in
            let select = try database.statement(
                connection, "SELECT key, value FROM state WHERE key >= ? AND key < ? ORDER BY key LIMIT ?")
            try select.bind(from.bytes, at: 1)
            try select.bind(to.bytes, at: 2)
            try select.bind(Int64(limit), at: 3)
            var rows: [(key: StateKey, value: [UInt8])] = []
            while try select.next() { rows.append((StateKey(select.bytes(0)), select.bytes(1))) }
            return rows
        }
    }
}
