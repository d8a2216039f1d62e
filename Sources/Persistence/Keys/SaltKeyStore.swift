import AuditLedger
import GRDB
import SupervisionModel
import Synchronization
public import TransparencyLog

/// The keys that salt items and seal inputs, in `keys.sqlite` beside the ledger, never in it.
///
/// A key is random, made when it is first needed, and durable before it is handed out: so before any record that
/// depends on it. An offline store derives its keys from a seed instead and stores only what was erased. Erasing
/// destroys the bytes (`secure_delete`, WAL truncated); a subject that appears again afterwards gets a new key, which
/// holds from the sequence number of the erasure on: erasures divide the ledger into eras, each with a key of its own.
public final class SaltKeyStore: Sendable {
    /// Keys kept in memory, at most; then all are dropped.
    private static let cachedKeys = 65_536
    private static let keyByteCount = 32

    private let path: String
    private let queue: DatabaseQueue
    private let seed: [UInt8]?
    private let cache = Mutex<[SaltKeyReference: HMACKey]>([:])

    /// - Parameter seed: for an offline store; `nil` makes random keys.
    init(path: String, seed: [UInt8]?, isReadOnly: Bool) throws(StoreError) {
        self.path = path
        self.seed = seed
        do {
            var configuration = GRDB.Configuration()
            configuration.label = "keys"
            configuration.readonly = isReadOnly
            configuration.busyMode = .timeout(5)
            configuration.journalMode = isReadOnly ? .default : .wal
            configuration.prepareDatabase { database in
                guard !isReadOnly else { return }
                try database.execute(sql: "PRAGMA secure_delete = ON")
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            if !isReadOnly {
                try Synchronous.setFull(queue, path: path)
                try queue.write { try Self.makeTables($0) }
            }
        } catch {
            throw .from(error, path)
        }
    }

    private static func makeTables(_ database: Database) throws {
        // `first`: the key holds for records from this number on, up to the next erasure.
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS salt_key (
                    reference BLOB NOT NULL, first INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (reference, first)
                ) STRICT
                """)
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS erasure (
                    reference BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (reference, seq)
                ) STRICT, WITHOUT ROWID
                """)
    }

    /// The key of each reference for a record that is about to be made; made where there is none, and durable on
    /// return. One transaction for all that are new.
    ///
    /// - Parameter sequence: the number of that record.
    /// - Returns: one key for each reference, in their order.
    public func keys(for references: [SaltKeyReference], at sequence: UInt64) throws(StoreError) -> [HMACKey] {
        var found: [SaltKeyReference: HMACKey] = [:]
        cache.withLock { cache in
            for reference in references { found[reference] = cache[reference] }
        }
        let missing = references.filter { found[$0] == nil }
        if !missing.isEmpty {
            let made = try findOrMake(missing, at: sequence)
            found.merge(made) { first, _ in first }
            cache.withLock { cache in
                if cache.count + made.count > Self.cachedKeys { cache.removeAll() }
                cache.merge(made) { first, _ in first }
            }
        }
        return references.compactMap { found[$0] }
    }

    private func findOrMake(
        _ references: [SaltKeyReference], at sequence: UInt64
    ) throws(StoreError) -> [SaltKeyReference: HMACKey] {
        var keys: [SaltKeyReference: HMACKey] = [:]
        var absent: [(reference: SaltKeyReference, era: UInt64)] = []
        for reference in references {
            let (key, era) = try stored(reference, at: sequence)
            switch key {
            case .present(let key): keys[reference] = key
            // Only a record that is older than an erasure has an erased key, and this one is yet to be made.
            case .erased: throw StoreError(.outOfSequence, "record \(sequence) is older than an erasure of its key")
            case nil: absent.append((reference, era))
            }
        }
        if let seed {
            for (reference, era) in absent { keys[reference] = Self.derive(reference, era, seed: seed) }
        } else if !absent.isEmpty {
            do {
                try queue.write { database in
                    let hasher = SHA256Hasher()
                    let insert = try PreparedStatement(
                        database, "INSERT INTO salt_key (reference, first, key) VALUES (?, ?, ?)", path: path)
                    for (reference, era) in absent where keys[reference] == nil {
                        let key = Self.random()
                        try insert.bind(reference.canonicalBytes, at: 1)
                        try insert.bind(Int64(era), at: 2)
                        try insert.bind(key, at: 3)
                        try insert.run()
                        keys[reference] = HMACKey(key, hasher: hasher)
                    }
                }
            } catch {
                throw .from(error, path)
            }
        }
        return keys
    }

    private static func random() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<keyByteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// The key of an offline store, as `AuditLedger` derives it; after an erasure
    /// `HMAC-SHA-256(that key, u64 number of the record that says so, big-endian)`.
    private static func derive(_ reference: SaltKeyReference, _ era: UInt64, seed: [UInt8]) -> HMACKey {
        let hasher = SHA256Hasher()
        let keys = DerivedKeys(seed: seed, hasher: hasher)
        let key =
            switch reference {
            case .subject(let entity): keys.key(subject: entity, hasher: hasher)
            case .day(let day): keys.key(day: day, hasher: hasher)
            }
        guard era > 0 else { return key }
        let message = (0..<8).map { UInt8(truncatingIfNeeded: era >> UInt64(56 - 8 * $0)) }
        return HMACKey(key.authenticationCode(of: message.span, hasher: hasher).bytes, hasher: hasher)
    }

    /// The key that salts what record `sequence` holds; `nil` when none was ever made.
    public func key(of reference: SaltKeyReference, at sequence: UInt64) throws(StoreError) -> SaltKey? {
        let (key, era) = try stored(reference, at: sequence)
        if key == nil, let seed { return .present(Self.derive(reference, era, seed: seed)) }
        return key
    }

    /// The stored key in force at that record, and where its era begins.
    private func stored(
        _ reference: SaltKeyReference, at sequence: UInt64
    ) throws(StoreError) -> (key: SaltKey?, era: UInt64) {
        do {
            return try queue.read { database in
                let erasures = try PreparedStatement(
                    database, "SELECT seq FROM erasure WHERE reference = ? ORDER BY seq", path: path)
                try erasures.bind(reference.canonicalBytes, at: 1)
                var era: UInt64 = 0
                while try erasures.next() {
                    let erasure = UInt64(clamping: erasures.integer(0))
                    guard erasure <= sequence else {
                        erasures.reset()
                        return (.erased, era)
                    }
                    era = erasure
                }
                let select = try PreparedStatement(
                    database, "SELECT key FROM salt_key WHERE reference = ? AND first = ?", path: path)
                try select.bind(reference.canonicalBytes, at: 1)
                try select.bind(Int64(era), at: 2)
                guard try select.next() else { return (nil, era) }
                defer { select.reset() }
                return (.present(HMACKey(select.bytes(0), hasher: SHA256Hasher())), era)
            }
        } catch {
            throw .from(error, path)
        }
    }

    /// The connection's setting: 2 is FULL.
    func synchronousLevel() throws(StoreError) -> Int {
        do { return try Synchronous.level(queue) } catch { throw .from(error, path) }
    }

    func close() throws(StoreError) {
        do { try queue.close() } catch { throw .from(error, path) }
    }

    /// Destroys the keys of a reference: what they salted can no longer be linked to anybody.
    ///
    /// - Parameter sequence: the number of the record that says so (`redaction.executed`), above 0. Records from it on
    ///   use a new key.
    public func erase(_ reference: SaltKeyReference, before sequence: UInt64) throws(StoreError) {
        do {
            try queue.write { database in
                let mark = try PreparedStatement(
                    database, "INSERT OR IGNORE INTO erasure (reference, seq) VALUES (?, ?)", path: path)
                try mark.bind(reference.canonicalBytes, at: 1)
                try mark.bind(Int64(sequence), at: 2)
                try mark.run()
                let delete = try PreparedStatement(
                    database, "DELETE FROM salt_key WHERE reference = ? AND first < ?", path: path)
                try delete.bind(reference.canonicalBytes, at: 1)
                try delete.bind(Int64(sequence), at: 2)
                try delete.run()
            }
            // The key's old page is in the WAL until that is emptied.
            _ = try queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch {
            throw .from(error, path)
        }
        cache.withLock { $0[reference] = nil }
    }
}
