/// The bytes of an expression and where its lines begin.
struct SourceText: Sendable {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    init(validUTF8 bytes: [UInt8]) { self.bytes = bytes }

    /// An error at `offset` with line, column and the line's text.
    func error(
        _ code: CompileError.Code, _ message: String, at offset: Int, suggestion: String? = nil
    ) -> CompileError {
        let place = min(max(offset, 0), bytes.count)
        var line = 1
        var lineStart = 0
        for index in 0..<place where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        var column = 1
        for index in lineStart..<place where bytes[index] & 0xC0 != 0x80 { column += 1 }
        return CompileError(
            code: code, message: Self.shortened(message), line: line, column: column, offset: place,
            snippet: snippet(around: place, lineStart: lineStart), suggestion: suggestion)
    }

    /// Messages quote names, and names may be as long as the source.
    private static func shortened(_ message: String) -> String {
        let limit = 400
        guard message.utf8.count > limit else { return message }
        return String(String.UnicodeScalarView(message.unicodeScalars.prefix(limit))) + "…"
    }

    private func snippet(around place: Int, lineStart: Int) -> String {
        let width = 60
        var start = max(lineStart, place - width)
        while start > lineStart, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        var end = place
        while end < bytes.count, end < place + width, bytes[end] != 0x0A { end += 1 }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The source between two byte offsets.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
