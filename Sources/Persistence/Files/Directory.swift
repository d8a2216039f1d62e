import Glibc

/// Directories: making them, listing them, and making their entries durable.
enum Directory {
    /// Makes the directory and its missing parents; nothing happens when it is there.
    static func create(_ path: String, mode: mode_t = 0o700) throws(StoreError) {
        if mkdir(path, mode) == 0 {
            try synchronize(parent(of: path))
            return
        }
        switch errno {
        case EEXIST:
            guard exists(path) else { throw .system(ENOTDIR, "making \(path)") }
        case ENOENT:
            let parent = parent(of: path)
            guard parent != path else { throw .system(ENOENT, "making \(path)") }
            try create(parent, mode: mode)
            guard mkdir(path, mode) == 0 || errno == EEXIST else { throw .system(errno, "making \(path)") }
            try synchronize(parent)
        default: throw .system(errno, "making \(path)")
        }
    }

    /// Whether the path is a directory.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in the directory in the order of their bytes, without `.` and `..`.
    static func names(_ path: String) throws(StoreError) -> [String] {
        guard let stream = opendir(path) else { throw .system(errno, "listing \(path)") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Waits until the entries made or renamed in the directory are on the device.
    static func synchronize(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, "opening \(path)") }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(errno, "synchronizing \(path)") }
    }

    /// Everything before the last `/`; `.` when there is none.
    static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
