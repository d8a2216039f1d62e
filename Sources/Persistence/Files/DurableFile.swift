import Glibc

/// Small files that are there whole or not at all.
enum DurableFile {
    /// Puts `bytes` at `path` so that after a crash either the old or the new content is there: temporary file in the
    /// same directory, fsync, rename, fsync of the directory.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o600) throws(StoreError) {
        let temporary = path + ".new"
        try write(bytes, to: temporary, mode: mode)
        guard rename(temporary, path) == 0 else { throw .system(errno, "renaming \(temporary)") }
        try Directory.synchronize(Directory.parent(of: path))
    }

    /// Puts `bytes` at `path` when nothing is there yet. The directory is not synchronized: the caller does that once
    /// for many files.
    ///
    /// - Returns: false when a file is there, which is left as it is.
    static func createOnce(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws(StoreError) -> Bool {
        let temporary = path + ".new"
        try write(bytes, to: temporary, mode: mode)
        defer { unlink(temporary) }
        if link(temporary, path) == 0 { return true }
        if errno == EEXIST { return false }
        throw .system(errno, "linking \(path)")
    }

    /// The content of the file; `nil` when there is none.
    ///
    /// - Throws: `store.limit` for more than `limit` bytes.
    static func read(_ path: String, limit: Int) throws(StoreError) -> [UInt8]? {
        guard access(path, F_OK) == 0 else {
            if errno == ENOENT { return nil }
            throw .system(errno, "opening \(path)")
        }
        let file = try OpenFile(path, flags: O_RDONLY)
        let count = try file.byteCount()
        guard count <= limit else {
            throw StoreError(.limit, "\(path) has \(count) bytes, at most \(limit) are expected")
        }
        return try file.bytes(at: 0, count: count)
    }

    /// Removes the file and makes that durable; nothing happens when there is none.
    static func remove(_ path: String) throws(StoreError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .system(errno, "removing \(path)") }
        try Directory.synchronize(Directory.parent(of: path))
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(StoreError) {
        let file = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
        var failure: StoreError?
        bytes.withUnsafeBytes { buffer in
            do throws(StoreError) { try file.write(buffer, at: 0) } catch { failure = error }
        }
        if let failure { throw failure }
        try file.synchronize()
    }
}
