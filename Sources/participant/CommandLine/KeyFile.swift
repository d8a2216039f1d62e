internal import Glibc

/// Small text files that hold a key.
enum KeyFile {
    /// The first line without its end, at most 4,096 bytes of the file are looked at.
    static func firstLine(of path: String) throws -> String {
        guard let file = fopen(path, "r") else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let size = fread(&buffer, 1, buffer.count, file)
        let line = buffer.prefix(size).prefix { $0 != 0x0A && $0 != 0x0D }
        return String(decoding: line, as: UTF8.self)
    }
}
