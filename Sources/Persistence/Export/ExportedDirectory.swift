public import AuditLedger

/// A published ledger in a directory of files, for a verifier.
public struct ExportedDirectory: DirectoryReader, Sendable {
    /// A signed note has at most this many bytes (LEDGER.md section 3).
    static let maximumCheckpointBytes = 1_000_000

    private let directory: String

    public init(_ directory: String) {
        self.directory = directory
    }

    /// - Throws: `store.missing`, `store.limit` for a longer file, errors of the surroundings.
    public func read(_ path: String, maximumByteCount: Int) throws -> [UInt8] {
        let full = directory + "/" + path
        guard let bytes = try DurableFile.read(full, limit: maximumByteCount) else {
            throw StoreError(.missing, full)
        }
        return bytes
    }
}
