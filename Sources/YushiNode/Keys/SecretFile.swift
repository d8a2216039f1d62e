import Glibc

/// Small files that hold a secret: made once, mode 0600.
enum SecretFile {
    static func create(_ path: String, _ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            let code: NodeError.Code = errno == EEXIST ? .exists : .io
            throw NodeError(code, "\(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let bytes = Array((text + "\n").utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw NodeError(.io, "\(path): \(String(cString: strerror(errno)))")
        }
    }

    /// The first line, at most 4,096 bytes.
    ///
    /// - Parameter hint: what to do where the file is not there.
    static func read(
        _ path: String, hint: String = "; make the account with `yushi user add`"
    ) throws -> String {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else {
            let hint = errno == ENOENT ? hint : ""
            throw NodeError(.badKey, "\(path): \(String(cString: strerror(errno)))\(hint)")
        }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw NodeError(.io, "\(path): \(String(cString: strerror(errno)))") }
        return String(decoding: buffer.prefix(count).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    }
}
