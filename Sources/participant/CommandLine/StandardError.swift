internal import Glibc

/// Standard error: logs and progress; results go to standard output.
enum StandardError {
    /// Writes a line.
    static func write(_ text: String) {
        let bytes = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
