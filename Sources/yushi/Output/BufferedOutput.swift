import Glibc
import SupervisionModel

/// Standard output for millions of lines: written in large pieces.
struct BufferedOutput {
    private var bytes: [UInt8] = []
    private static let size = 1 << 20

    init() {
        bytes.reserveCapacity(Self.size + 64 << 10)
    }

    /// One JSON value and the end of its line.
    mutating func write(line json: JSONValue) throws {
        json.append(to: &bytes)
        bytes.append(0x0A)
        if bytes.count >= Self.size { try flush() }
    }

    mutating func flush() throws {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw CommandFailure.environment("standard output: \(String(cString: strerror(errno)))")
            }
            start += count
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
