import GRDB
public import Supervision
public import SupervisionModel

/// Contents that inputs name by their SHA-256: small ones from the database, blocks and spent-output records from the
/// archive. Every content is checked against its digest each time it is read.
public struct ContentStore: ContentSource, Sendable {
    private let database: LedgerDatabase
    private let archive: BlockArchive

    init(database: LedgerDatabase, archive: BlockArchive) {
        self.database = database
        self.archive = archive
    }

    /// - Throws: `store.contentMissing`, `store.damaged`.
    public func content(_ digest: Digest32) throws -> [UInt8] {
        if let bytes = try small(digest) { return bytes }
        return try archive.read(digest)
    }

    /// Whether the content is committed, or appended to the archive.
    public func contains(_ digest: Digest32) throws(StoreError) -> Bool {
        if try small(digest) != nil { return true }
        return try archive.contains(digest)
    }

    private func small(_ digest: Digest32) throws(StoreError) -> [UInt8]? {
        let stored = try database.read { connection -> [UInt8]? in
            let select = try database.statement(connection, "SELECT bytes FROM content WHERE sha256 = ?")
            try select.bind(digest, at: 1)
            guard try select.next() else { return nil }
            defer { select.reset() }
            return select.bytes(0)
        }
        guard let stored else { return nil }
        guard Digest32.sha256(stored) == digest else {
            throw StoreError(.damaged, "\(database.path): content \(digest) has other bytes")
        }
        return stored
    }
}
