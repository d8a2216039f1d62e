import Glibc
import SupervisionModel

/// What the files of a store looked like when its writer closed it: hashes of every 4 KiB, so that a flipped bit is found
/// even where no row lies. Removed when the store is opened for writing; a store whose writer was killed has none.
struct StoreSeal {
    struct File: Equatable {
        let name: String
        let byteCount: Int
        /// The first 8 bytes of each block's SHA-256, one after the other.
        let blocks: [UInt8]
    }

    let files: [File]

    static let blockBytes = 4096
    private static let hashBytes = 8
    /// A larger file is not sealed: closing a store is not to take minutes.
    private static let maximumFileBytes = 16 << 30
    private static let maximumSealBytes = 256 << 20

    /// The files that a seal covers. Blocks in the archive carry their own digests; the key of the log is checked by what
    /// it has signed.
    static func names(_ layout: StoreLayout) -> [String] {
        [layout.description, layout.ledger, layout.keys, layout.outputs, layout.signedHead].compactMap {
            $0.hasPrefix(layout.directory + "/") ? String($0.dropFirst(layout.directory.utf8.count + 1)) : nil
        }
    }

    /// Files of so many bytes together are compared each time a store is opened for writing: about a quarter of a second.
    private static let comparedBytes = 256 << 20

    /// Compares a store that was closed in order with its seal, where that is quick. Otherwise damage would be sealed anew
    /// when the store is closed again.
    ///
    /// - Returns: the first difference, for people; `nil` for none, or where nothing was compared.
    static func difference(_ layout: StoreLayout) throws(StoreError) -> String? {
        let seal: StoreSeal?
        do {
            seal = try read(layout)
        } catch {
            guard error.code == .damaged else { throw error }
            return error.detail
        }
        guard let seal, seal.files.reduce(0, { $0 + $1.byteCount }) <= comparedBytes else { return nil }
        for sealed in seal.files {
            let path = layout.directory + "/" + sealed.name
            guard access(path, F_OK) == 0 else { return "\(sealed.name) is gone" }
            guard let found = try read(path, name: sealed.name) else { continue }
            if found.byteCount != sealed.byteCount { return "\(sealed.name) has another length" }
            if let block = differences(sealed, found).first {
                let start = block * blockBytes
                return "\(sealed.name), bytes \(start) ..< \(start + blockBytes)"
            }
        }
        return nil
    }

    /// Removes the seal: what it says is about to change.
    static func `break`(_ layout: StoreLayout) throws(StoreError) { try DurableFile.remove(layout.seal) }

    /// Seals what is there. A database with a log of changes beside it is still in use: then there is no seal.
    static func write(_ layout: StoreLayout) throws(StoreError) {
        var files: [File] = []
        for name in names(layout) {
            let path = layout.directory + "/" + name
            guard access(path, F_OK) == 0 else { continue }
            guard isEmpty(path + "-wal"), let file = try read(path, name: name) else { return }
            files.append(file)
        }
        let rows = files.map { file -> JSONValue in
            [
                "blocks": .string(Hex.encode(file.blocks)), "bytes": .integer(Int64(file.byteCount)),
                "name": .string(file.name),
            ]
        }
        let body = JSONValue.object(["files": .array(rows)]).encode()
        let digest = Array(Digest32.sha256(body).hex.utf8)
        try DurableFile.replace(layout.seal, with: body + [0x0A] + digest + [0x0A])
    }

    /// `nil` when there is none.
    ///
    /// - Throws: `store.damaged` when the seal itself is.
    static func read(_ layout: StoreLayout) throws(StoreError) -> StoreSeal? {
        guard let bytes = try DurableFile.read(layout.seal, limit: maximumSealBytes) else { return nil }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[2].isEmpty, Array(Digest32.sha256(Array(lines[0])).hex.utf8) == Array(lines[1])
        else { throw StoreError(.damaged, "\(layout.seal): its digest is not that of its bytes") }
        let value: JSONValue
        do {
            value = try CanonicalJSON.decode(Array(lines[0]), maximumBytes: maximumSealBytes)
        } catch {
            throw StoreError(.damaged, "\(layout.seal): \(error)")
        }
        let files = (value["files"]?.array ?? []).compactMap { row -> File? in
            guard let name = row["name"]?.string, let count = row["bytes"]?.integer, count >= 0,
                let blocks = row["blocks"]?.string.flatMap({ Hex.decode($0) })
            else { return nil }
            return File(name: name, byteCount: Int(count), blocks: blocks)
        }
        return StoreSeal(files: files)
    }

    /// - Returns: `nil` for a file that is too large.
    static func read(_ path: String, name: String) throws(StoreError) -> File? {
        let file = try OpenFile(path, flags: O_RDONLY)
        let count = try file.byteCount()
        guard count <= maximumFileBytes else { return nil }
        var blocks: [UInt8] = []
        var offset = 0
        while offset < count {
            let bytes = try file.bytes(at: offset, count: min(1 << 20, count - offset))
            guard !bytes.isEmpty else { break }
            for start in stride(from: 0, to: bytes.count, by: blockBytes) {
                let block = Array(bytes[start..<min(start + blockBytes, bytes.count)])
                blocks += Digest32.sha256(block).bytes.prefix(hashBytes)
            }
            offset += bytes.count
        }
        return File(name: name, byteCount: count, blocks: blocks)
    }

    /// Numbers of the blocks that differ.
    static func differences(_ sealed: File, _ found: File) -> [Int] {
        let count = max(sealed.blocks.count, found.blocks.count) / hashBytes
        return (0..<count).filter { number in
            let range = number * hashBytes..<(number + 1) * hashBytes
            guard range.upperBound <= sealed.blocks.count, range.upperBound <= found.blocks.count else { return true }
            return sealed.blocks[range] != found.blocks[range]
        }
    }

    private static func isEmpty(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_size == 0
    }
}
