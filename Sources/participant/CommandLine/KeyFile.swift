internal import Glibc

/// Small files that hold keys, or say whose keys are trusted.
enum KeyFile {
    /// The first line without its end, at most 4,096 bytes of the file are looked at.
    static func firstLine(of path: String) throws -> String {
        let line = try bytes(of: path, limit: nil).prefix { $0 != 0x0A && $0 != 0x0D }
        return String(decoding: line, as: UTF8.self)
    }

    /// The whole file.
    ///
    /// - Parameter limit: a longer file is refused; nil for the first 4,096 bytes of any file.
    static func bytes(of path: String, limit: Int?) throws -> [UInt8] {
        guard let file = fopen(path, "r") else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: limit.map { $0 + 1 } ?? 4_096)
        let size = fread(&buffer, 1, buffer.count, file)
        guard ferror(file) == 0 else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        if let limit, size > limit {
            throw CommandFailure.badInput("\(path): more than \(limit) bytes")
        }
        return Array(buffer.prefix(size))
    }
}
