import Glibc

/// Files that are read a line at a time, of any length.
enum LineFile {
    private static let pieceBytes = 1 << 20

    /// - Parameters:
    ///   - maximumLineBytes: a longer line ends the reading.
    ///   - body: takes each line without its end, and its number counted from 1.
    static func read(_ path: String, maximumLineBytes: Int, _ body: (Span<UInt8>, Int) throws -> Void) throws {
        guard let file = fopen(path, "r") else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var buffer: [UInt8] = []
        var number = 0
        while true {
            let kept = buffer.count
            buffer.append(contentsOf: repeatElement(0, count: pieceBytes))
            let count = buffer.withUnsafeMutableBytes {
                $0.baseAddress.map { fread($0 + kept, 1, pieceBytes, file) } ?? 0
            }
            buffer.removeLast(pieceBytes - count)
            if count == 0 {
                if ferror(file) != 0 {
                    throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
                }
                if !buffer.isEmpty { try body(buffer.span, number + 1) }
                return
            }
            var start = 0
            while let end = newline(in: buffer, from: max(start, start == 0 ? kept : start)) {
                number += 1
                try check(end - start, maximumLineBytes, path, number)
                try body(buffer.span.extracting(start..<end), number)
                start = end + 1
            }
            buffer.removeFirst(start)
            try check(buffer.count, maximumLineBytes, path, number + 1)
        }
    }

    private static func newline(in buffer: [UInt8], from start: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = memchr(base + start, 0x0A, bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    private static func check(_ count: Int, _ limit: Int, _ path: String, _ number: Int) throws {
        guard count <= limit else {
            throw CommandFailure.badInput(
                Language.text(
                    "\(path):\(number): a line of more than \(limit) bytes; one JSON object a line is expected",
                    "\(path):\(number)：一行超过 \(limit) 字节；应为每行一个 JSON 对象"))
        }
    }
}
