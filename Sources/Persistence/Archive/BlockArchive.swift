import Glibc
public import SupervisionModel
import Synchronization
import TransparencyLog

/// Raw blocks and spent-output records by their SHA-256, in append-only segment files.
///
/// The order that makes it safe: `append` (written, perhaps not durable), `synchronize` (durable), then the commit of
/// a batch that carries the entries. What no committed batch refers to may be lost in a crash, nothing else.
/// `Store.commit` keeps this order.
///
/// Appending is for one thread; reading is safe from any.
public final class BlockArchive: Sendable {
    /// A new segment is begun when the next frame would make the file longer than this: 1 GiB.
    public static let defaultSegmentBytes: UInt64 = 1 << 30

    private struct Writer {
        var segment: UInt32
        var offset: UInt64
        var file: OpenFile?
        /// Files with bytes that are perhaps not on the device.
        var unsynchronized: [OpenFile] = []
        var hasNewFile = false
        /// Appended and not committed yet.
        var pending: [Digest32: ArchiveEntry] = [:]
        var failure: StoreError?
    }

    private let database: LedgerDatabase
    private let directory: String
    private let segmentBytes: UInt64
    private let isReadOnly: Bool
    private let writer: Mutex<Writer>
    /// The file that was read last; most readings are in order.
    private let lastRead = Mutex<(segment: UInt32, file: OpenFile)?>(nil)

    /// Opens the archive, keeps complete frames that a crash left behind the last commit, and cuts off a torn one.
    ///
    /// - Throws: `store.damaged` when bytes that the ledger refers to are missing.
    init(
        directory: String, database: LedgerDatabase, isReadOnly: Bool, segmentBytes: UInt64
    ) throws(StoreError) {
        self.database = database
        self.directory = directory
        self.segmentBytes = segmentBytes
        self.isReadOnly = isReadOnly
        var writer = Writer(segment: 0, offset: 0)
        if !isReadOnly {
            try Directory.create(directory)
            let tail = try ArchiveTail(directory: directory, end: try Self.end(database))
            writer.segment = tail.segment
            writer.offset = tail.offset
            for entry in tail.entries { writer.pending[entry.digest] = entry }
            if !tail.entries.isEmpty {
                // Nobody knows whether the dead process had waited for them.
                let path = ArchiveSegment.path(directory, tail.entries[0].segment)
                writer.unsynchronized.append(try OpenFile(path, flags: O_RDWR))
            }
        }
        self.writer = Mutex(writer)
    }

    private static func end(_ database: LedgerDatabase) throws(StoreError) -> (segment: UInt32, offset: UInt64) {
        try database.read { connection in
            let select = try database.statement(connection, "SELECT segment, offset FROM archive_end")
            guard try select.next() else { return (0, 0) }
            defer { select.reset() }
            return (UInt32(clamping: select.integer(0)), UInt64(clamping: select.integer(1)))
        }
    }

    // MARK: Writing

    /// Writes the bytes, unless they are there already, and says where they are.
    ///
    /// - Parameter digest: SHA-256 of the bytes where the caller has computed it; trusted.
    /// - Throws: `store.diskFull`, `store.inputOutput` …: the archive takes nothing more. `store.stopped`.
    @discardableResult
    public func append(_ bytes: [UInt8], digest: Digest32? = nil) throws(StoreError) -> ArchiveEntry {
        let result = bytes.withUnsafeBytes { buffer in appendResult(buffer, digest) }
        return try result.get()
    }

    /// Writes the bytes of a buffer, unless they are there already.
    @discardableResult
    public func append(_ bytes: UnsafeRawBufferPointer, digest: Digest32? = nil) throws(StoreError) -> ArchiveEntry {
        try appendResult(bytes, digest).get()
    }

    private func appendResult(
        _ bytes: UnsafeRawBufferPointer, _ given: Digest32?
    ) -> Result<ArchiveEntry, StoreError> {
        let digest = given ?? .sha256(bytes)
        return writer.withLock { writer in
            do throws(StoreError) {
                return .success(try append(bytes, digest, &writer))
            } catch {
                if error.code != .limit, error.code != .stopped { writer.failure = error }
                return .failure(error)
            }
        }
    }

    private func append(
        _ bytes: UnsafeRawBufferPointer, _ digest: Digest32, _ writer: inout Writer
    ) throws(StoreError) -> ArchiveEntry {
        if let failure = writer.failure { throw StoreError(.stopped, failure.detail) }
        guard !isReadOnly else { throw StoreError(.notPermitted, "\(directory) was opened for reading") }
        if let entry = writer.pending[digest] { return entry }
        if let entry = try committedEntry(digest) { return entry }
        guard let length = UInt32(exactly: bytes.count) else {
            throw StoreError(.limit, "\(bytes.count) bytes for the archive, at most \(UInt32.max) are allowed")
        }
        let frameBytes = UInt64(ArchiveFrame.headerByteCount) + UInt64(length)
        if writer.offset > 0, writer.offset + frameBytes > segmentBytes {
            writer.segment += 1
            writer.offset = 0
            writer.file = nil
        }
        let file = try openFile(&writer)
        let entry = ArchiveEntry(digest: digest, segment: writer.segment, offset: writer.offset, length: length)
        let header = ArchiveFrame.header(length: length)
        var failure: StoreError?
        header.withUnsafeBytes { header in
            do throws(StoreError) { try file.write(header, at: Int(entry.offset)) } catch { failure = error }
        }
        if let failure { throw failure }
        try file.write(bytes, at: Int(entry.offset) + ArchiveFrame.headerByteCount)
        writer.offset = entry.end
        writer.pending[digest] = entry
        return entry
    }

    private func openFile(_ writer: inout Writer) throws(StoreError) -> OpenFile {
        let file: OpenFile
        if let open = writer.file {
            file = open
        } else {
            file = try OpenFile(ArchiveSegment.path(directory, writer.segment), flags: O_RDWR | O_CREAT)
            writer.file = file
            writer.hasNewFile = writer.hasNewFile || writer.offset == 0
        }
        if writer.unsynchronized.last !== file { writer.unsynchronized.append(file) }
        return file
    }

    /// Waits until everything appended so far is on the device. One fsync for any number of blocks.
    public func synchronize() throws(StoreError) {
        // Not under the lock: the next blocks may be appended meanwhile.
        let (files, hasNewFile, failure) = writer.withLock { writer in
            defer {
                writer.unsynchronized.removeAll()
                writer.hasNewFile = false
            }
            return (writer.unsynchronized, writer.hasNewFile, writer.failure)
        }
        if let failure { throw StoreError(.stopped, failure.detail) }
        do throws(StoreError) {
            for file in files { try file.synchronize() }
            if hasNewFile { try Directory.synchronize(directory) }
        } catch {
            writer.withLock { $0.failure = error }
            throw error
        }
    }

    /// The entries are in a committed batch.
    func committed(_ entries: [ArchiveEntry]) {
        writer.withLock { writer in
            for entry in entries { writer.pending[entry.digest] = nil }
        }
    }

    // MARK: Reading

    /// Whether the bytes are there, committed or only appended.
    public func contains(_ digest: Digest32) throws(StoreError) -> Bool {
        try entry(digest) != nil
    }

    /// The bytes, checked against their digest.
    ///
    /// - Throws: `store.contentMissing` when the archive never had them, `store.damaged` when they are not there whole.
    public func read(_ digest: Digest32) throws(StoreError) -> [UInt8] {
        guard let entry = try entry(digest) else {
            throw StoreError(.contentMissing, "\(directory) has nothing with SHA-256 \(digest)")
        }
        return try read(entry)
    }

    /// The bytes at that place, checked; `nil` when the archive never had them.
    func readIfPresent(_ digest: Digest32) throws(StoreError) -> [UInt8]? {
        guard let entry = try entry(digest) else { return nil }
        return try read(entry)
    }

    private func entry(_ digest: Digest32) throws(StoreError) -> ArchiveEntry? {
        if let entry = writer.withLock({ $0.pending[digest] }) { return entry }
        return try committedEntry(digest)
    }

    private func committedEntry(_ digest: Digest32) throws(StoreError) -> ArchiveEntry? {
        try database.read { connection in
            let select = try database.statement(
                connection, "SELECT segment, offset, length FROM archived WHERE sha256 = ?")
            try select.bind(digest, at: 1)
            guard try select.next() else { return nil }
            defer { select.reset() }
            return ArchiveEntry(
                digest: digest, segment: UInt32(clamping: select.integer(0)),
                offset: UInt64(clamping: select.integer(1)), length: UInt32(clamping: select.integer(2)))
        }
    }

    private func read(_ entry: ArchiveEntry) throws(StoreError) -> [UInt8] {
        let file = try file(entry.segment)
        guard try ArchiveSegment.length(file, at: entry.offset) == entry.length else {
            throw damaged(entry, file, "no frame of \(entry.length) bytes")
        }
        let bytes = try file.bytes(at: Int(entry.offset) + ArchiveFrame.headerByteCount, count: Int(entry.length))
        guard bytes.count == Int(entry.length), Digest32.sha256(bytes) == entry.digest else {
            throw damaged(entry, file, "other bytes than those of SHA-256 \(entry.digest)")
        }
        return bytes
    }

    private func damaged(_ entry: ArchiveEntry, _ file: OpenFile, _ what: String) -> StoreError {
        StoreError(.damaged, "\(file.path) at byte \(entry.offset): \(what)")
    }

    private func file(_ segment: UInt32) throws(StoreError) -> OpenFile {
        if let open = lastRead.withLock({ $0 }), open.segment == segment { return open.file }
        let path = ArchiveSegment.path(directory, segment)
        guard access(path, F_OK) == 0 else { throw StoreError(.damaged, "\(path) is missing") }
        let file = try OpenFile(path, flags: O_RDONLY)
        lastRead.withLock { $0 = (segment, file) }
        return file
    }
}
