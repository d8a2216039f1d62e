import AuditLedger
import GRDB
import Glibc
import SupervisionModel
import TransparencyLog

/// One file with everything that a store holds as of one moment, while a node goes on writing (DESIGN.md section 8).
///
/// Form: a line of canonical JSON, `{"files":[{"bytes":N,"name":"…","sha256":"…"}…],"format":"yushi-backup/1"}`, then the
/// bytes of the files, one after the other. The log's key is never in it.
public struct StoreBackup {
    public static let format = "yushi-backup/1"
    static let maximumManifestBytes = 16 << 20
    private static let chunk = 1 << 20

    /// What a backup holds.
    public struct Report: Sendable, Hashable {
        public let files: Int
        public let bytes: UInt64
        public let head: LedgerHead
    }

    /// A file of the store, and where its bytes are taken from.
    private struct Part {
        let name: String
        let path: String
        let byteCount: Int
        var digest = Digest32.zero
    }

    /// Writes a backup.
    ///
    /// - Parameter withKeys: whether the keys that salt items are in it: without them no item can be proved, with them
    ///   what is erased later is still in this file.
    /// - Throws: `store.exists` when something is at `path`, and errors of the surroundings.
    public static func write(_ directory: String, to path: String, withKeys: Bool) throws -> Report {
        guard access(path, F_OK) != 0 else { throw StoreError(.exists, path) }
        let layout = StoreLayout(directory: directory)
        let temporary = path + ".parts"
        try Directory.create(temporary)
        defer { remove(temporary) }
        var parts = [Part(name: "store.json", path: layout.description, byteCount: try size(layout.description))]
        let ledger = temporary + "/ledger.sqlite"
        let (head, end) = try copyLedger(layout.ledger, to: ledger)
        parts.append(Part(name: "ledger.sqlite", path: ledger, byteCount: try size(ledger)))
        if withKeys {
            let keys = temporary + "/keys.sqlite"
            try copy(layout.keys, to: keys)
            parts.append(Part(name: "keys.sqlite", path: keys, byteCount: try size(keys)))
        }
        if access(layout.signedHead, F_OK) == 0 {
            parts.append(Part(name: "signed-head", path: layout.signedHead, byteCount: try size(layout.signedHead)))
        }
        // Only what the copied ledger refers to: segments only grow.
        for number in try ArchiveSegment.numbers(layout.archive) where number <= end.segment {
            let segment = ArchiveSegment.path(layout.archive, number)
            let count = number == end.segment ? Int(end.offset) : try size(segment)
            let name = "archive/" + String(segment.split(separator: "/").last ?? "")
            parts.append(Part(name: name, path: segment, byteCount: count))
        }
        for index in parts.indices { parts[index].digest = try digest(parts[index]) }
        try assemble(parts, path)
        return Report(files: parts.count, bytes: UInt64(parts.reduce(0) { $0 + $1.byteCount }), head: head)
    }

    /// Makes a store of a backup.
    ///
    /// - Throws: `store.exists` for a directory that is not empty, `store.damaged` when the file is not what was written:
    ///   then the directory is left without `store.json`, which makes it no store.
    public static func restore(_ path: String, to directory: String) throws -> Report {
        if Directory.exists(directory), try !Directory.names(directory).isEmpty { throw StoreError(.exists, directory) }
        let file = try OpenFile(path, flags: O_RDONLY)
        var (parts, offset) = try manifest(file)
        guard parts.reduce(offset, { $0 + $1.byteCount }) == (try file.byteCount()) else {
            throw StoreError(.damaged, "\(path) has \(try file.byteCount()) bytes, its manifest says other")
        }
        try Directory.create(directory + "/archive")
        try Directory.create(directory + "/inbox")
        // What the store is for comes last: without it nothing is a store.
        var offsets: [Int] = []
        for part in parts {
            offsets.append(offset)
            offset += part.byteCount
        }
        for index in parts.indices.sorted(by: { parts[$0].name != "store.json" && parts[$1].name == "store.json" }) {
            try extract(parts[index], file, at: offsets[index], to: directory + "/" + parts[index].name)
        }
        parts.removeAll { $0.name.isEmpty }
        let database = try LedgerDatabase(path: directory + "/ledger.sqlite", isReadOnly: true)
        let head = try database.read { try LedgerEdgeReader(database: database).head($0) }
        try database.close()
        return Report(files: parts.count, bytes: UInt64(parts.reduce(0) { $0 + $1.byteCount }), head: head)
    }

    // MARK: Databases

    private static func copyLedger(
        _ path: String, to target: String
    ) throws -> (head: LedgerHead, end: (segment: UInt32, offset: UInt64)) {
        try copy(path, to: target)
        let database = try LedgerDatabase(path: target, isReadOnly: true)
        defer { _ = try? database.close() }
        return try database.read { connection in
            let select = try database.statement(connection, "SELECT segment, offset FROM archive_end")
            var end: (segment: UInt32, offset: UInt64) = (0, 0)
            if try select.next() { end = (UInt32(clamping: select.integer(0)), UInt64(clamping: select.integer(1))) }
            select.reset()
            return (try LedgerEdgeReader(database: database).head(connection), end)
        }
    }

    /// SQLite's online backup: one consistent state, whatever is written meanwhile.
    private static func copy(_ path: String, to target: String) throws {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        do {
            let source = try DatabaseQueue(path: path, configuration: configuration)
            let copy = try DatabaseQueue(path: target)
            try source.backup(to: copy)
            try copy.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
            try copy.close()
            try source.close()
        } catch {
            throw StoreError.from(error, path)
        }
    }

    // MARK: The file

    private static func assemble(_ parts: [Part], _ path: String) throws(StoreError) {
        let rows = parts.map { part -> JSONValue in
            [
                "bytes": .integer(Int64(part.byteCount)), "name": .string(part.name),
                "sha256": .string(part.digest.hex),
            ]
        }
        let manifest = JSONValue.object(["files": .array(rows), "format": .string(format)]).encode() + [0x0A]
        let target = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        var offset = 0
        try put(manifest, target, &offset)
        for part in parts {
            let source = try OpenFile(part.path, flags: O_RDONLY)
            var done = 0
            while done < part.byteCount {
                let bytes = try source.bytes(at: done, count: min(chunk, part.byteCount - done))
                guard !bytes.isEmpty else { throw StoreError(.damaged, "\(part.path) became shorter") }
                try put(bytes, target, &offset)
                done += bytes.count
            }
        }
        try target.synchronize()
        try Directory.synchronize(Directory.parent(of: path))
    }

    private static func put(_ bytes: [UInt8], _ file: OpenFile, _ offset: inout Int) throws(StoreError) {
        var failure: StoreError?
        let place = offset
        bytes.withUnsafeBytes { buffer in
            do throws(StoreError) { try file.write(buffer, at: place) } catch { failure = error }
        }
        if let failure { throw failure }
        offset += bytes.count
    }

    private static func manifest(_ file: OpenFile) throws(StoreError) -> (parts: [Part], end: Int) {
        let bytes = try file.bytes(at: 0, count: min(try file.byteCount(), maximumManifestBytes))
        guard let end = bytes.firstIndex(of: 0x0A) else {
            throw StoreError(.damaged, "\(file.path) does not begin with a manifest")
        }
        let value: JSONValue
        do {
            value = try CanonicalJSON.decode(Array(bytes[..<end]), maximumBytes: maximumManifestBytes)
        } catch {
            throw StoreError(.damaged, "\(file.path): \(error)")
        }
        guard value["format"]?.string == format, let rows = value["files"]?.array else {
            throw StoreError(.damaged, "\(file.path): expected a \(format)")
        }
        var parts: [Part] = []
        for row in rows {
            guard let name = row["name"]?.string, isName(name), let count = row["bytes"]?.integer, count >= 0,
                let digest = row["sha256"]?.string.flatMap({ Digest32(hex: $0) }),
                !parts.contains(where: { $0.name.utf8.elementsEqual(name.utf8) })
            else { throw StoreError(.damaged, "\(file.path): the manifest names a file that no store has") }
            parts.append(Part(name: name, path: "", byteCount: Int(count), digest: digest))
        }
        return (parts, end + 1)
    }

    /// A manifest from elsewhere must not write anywhere else.
    private static func isName(_ name: String) -> Bool {
        if ["store.json", "ledger.sqlite", "keys.sqlite", "signed-head"].contains(name) { return true }
        guard name.hasPrefix("archive/"), name.hasSuffix(".blk") else { return false }
        let digits = name.utf8.dropFirst("archive/".utf8.count).dropLast(".blk".utf8.count)
        return (6...10).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func extract(_ part: Part, _ file: OpenFile, at offset: Int, to path: String) throws(StoreError) {
        let target = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        let hasher = SHA256Hasher()
        hasher.begin()
        var done = 0
        var written = 0
        while done < part.byteCount {
            let bytes = try file.bytes(at: offset + done, count: min(chunk, part.byteCount - done))
            guard !bytes.isEmpty else { throw StoreError(.damaged, "\(file.path) ends inside \(part.name)") }
            hasher.update(bytes.span)
            try put(bytes, target, &written)
            done += bytes.count
        }
        guard hasher.finish().bytes == part.digest.bytes else {
            throw StoreError(.damaged, "\(file.path): \(part.name) has another SHA-256 than its manifest says")
        }
        try target.synchronize()
        try Directory.synchronize(Directory.parent(of: path))
    }

    private static func digest(_ part: Part) throws(StoreError) -> Digest32 {
        let file = try OpenFile(part.path, flags: O_RDONLY)
        let hasher = SHA256Hasher()
        hasher.begin()
        var done = 0
        while done < part.byteCount {
            let bytes = try file.bytes(at: done, count: min(chunk, part.byteCount - done))
            guard !bytes.isEmpty else { throw StoreError(.damaged, "\(part.path) is shorter than the ledger says") }
            hasher.update(bytes.span)
            done += bytes.count
        }
        return Digest32(hasher.finish())
    }

    private static func size(_ path: String) throws(StoreError) -> Int {
        try OpenFile(path, flags: O_RDONLY).byteCount()
    }

    private static func remove(_ directory: String) {
        for name in (try? Directory.names(directory)) ?? [] { unlink(directory + "/" + name) }
        rmdir(directory)
    }
}
