internal import Glibc

/// Small files that are there whole or not at all, also after a crash.
enum StateFile {
    private static func failure(_ number: CInt, _ what: String) -> WitnessStoreError {
        let reason = String(cString: strerror(number))
        return WitnessStoreError(.io, english: "\(what): \(reason).", chinese: "文件操作失败。")
    }

    /// Puts `bytes` at `path`: temporary file beside it, fsync, rename, fsync of the directory.
    ///
    /// - Throws: `.io`. Then nothing is known about what is on the disk.
    static func replace(_ path: String, with bytes: [UInt8]) throws(WitnessStoreError) {
        let temporary = path + ".new"
        try writeDurably(bytes, to: temporary)
        guard rename(temporary, path) == 0 else { throw failure(errno, path) }
        try synchronizeDirectory(of: path)
    }

    /// Puts `bytes` at a path where nothing is, mode 0600, durably: whole or not at all.
    ///
    /// - Throws: `.io`, also when something is there: it is left as it is.
    static func create(_ path: String, with bytes: [UInt8]) throws(WitnessStoreError) {
        let temporary = path + ".new"
        try writeDurably(bytes, to: temporary)
        defer { unlink(temporary) }
        guard link(temporary, path) == 0 else { throw failure(errno, path) }
        try synchronizeDirectory(of: path)
    }

    private static func writeDurably(_ bytes: [UInt8], to path: String) throws(WitnessStoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(errno, path) }
        do throws(WitnessStoreError) {
            try write(bytes, to: descriptor, path)
            guard fsync(descriptor) == 0 else { throw failure(errno, path) }
        } catch {
            close(descriptor)
            unlink(path)
            throw error
        }
        guard close(descriptor) == 0 else { throw failure(errno, path) }
    }

    /// The content; nil when there is no file.
    ///
    /// - Throws: `.io`; `.damaged` for more than `limit` bytes.
    static func read(_ path: String, limit: Int) throws(WitnessStoreError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure(errno, path)
        }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(errno, path) }
            if count == 0 { return content }
            content.append(contentsOf: buffer.prefix(count))
            guard content.count <= limit else {
                throw WitnessStoreError(
                    .damaged, english: "\(path) has more than \(limit) bytes.", chinese: "文件超出预期大小。")
            }
        }
    }

    /// Makes a directory, mode 0700, unless it is there.
    static func createDirectory(_ path: String) throws(WitnessStoreError) {
        if mkdir(path, 0o700) == 0 {
            try synchronizeDirectory(of: path)
        } else if errno != EEXIST {
            throw failure(errno, path)
        }
    }

    /// The names in a directory, sorted by bytes.
    static func names(in path: String) throws(WitnessStoreError) -> [String] {
        guard let directory = opendir(path) else { throw failure(errno, path) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Takes a lock that ends with the process.
    ///
    /// - Returns: the descriptor that holds it.
    /// - Throws: `.locked` when another process has it.
    static func lock(_ path: String) throws(WitnessStoreError) -> CInt {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(errno, path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(descriptor)
            guard number == EWOULDBLOCK else { throw failure(number, path) }
            throw WitnessStoreError(
                .locked, english: "\(path): another process uses this state; stop it first.",
                chinese: "另一进程正在使用该状态目录，请先停止它。")
        }
        return descriptor
    }

    private static func write(
        _ bytes: [UInt8], to descriptor: CInt, _ path: String
    ) throws(WitnessStoreError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(errno, path) }
            written += count
        }
    }

    private static func synchronizeDirectory(of path: String) throws(WitnessStoreError) {
        let parent = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, parent) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(errno, parent) }
    }
}
