internal import Glibc

/// A file that is written from its beginning, or standard output.
final class OutputFile {
    private let path: String
    private let file: UnsafeMutablePointer<FILE>

    /// - Parameter path: `-` for standard output.
    /// - Throws: `CommandFailure.environment` when it cannot be opened.
    init(_ path: String) throws {
        self.path = path
        let opened = path == "-" ? fdopen(dup(STDOUT_FILENO), "w") : fopen(path, "w")
        guard let file = opened else { throw OutputFile.failure(path) }
        self.file = file
    }

    deinit {
        fclose(file)
    }

    /// - Throws: `CommandFailure.environment`, such as a full disk.
    func write(_ bytes: [UInt8]) throws {
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw OutputFile.failure(path) }
    }

    /// Hands everything to the system: before this a full disk may not show.
    func flush() throws {
        guard fflush(file) == 0 else { throw OutputFile.failure(path) }
    }

    private static func failure(_ path: String) -> CommandFailure {
        let reason = String(cString: strerror(errno))
        return .environment(
            Language.text("\(path): cannot be written: \(reason)", "\(path)：无法写入：\(reason)"))
    }
}
