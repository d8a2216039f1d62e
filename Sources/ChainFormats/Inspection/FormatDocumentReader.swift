import SupervisionModel

/// Takes the documents out of a file: raw bytes of one block, lines of hex, one JSON document, or lines of JSON; each
/// also compressed with bzip2.
///
/// The whole file is held in memory and may have `FormatDocument.greatestByteCount` bytes, also after decompression.
public struct FormatDocumentReader {
    /// A document, or why a line holds none, with the line from 1 in text files of several lines.
    public struct Entry: Sendable {
        public let document: Result<FormatDocument, BlockFileError>
        public let line: Int?
    }

    private let path: String
    private var content: [UInt8]
    private var start = 0
    private var line = 0
    private var form: Form

    private enum Form { case raw, hex, json, jsonLines }

    /// Opens and reads a file.
    ///
    /// - Throws: `unreadable` for the environment, `empty`, `tooLarge`, `badCompression` for the content.
    public init(path: String) throws(BlockFileError) {
        let file = try FileSource(path: path)
        var first: [UInt8] = []
        while first.count < 4, try file.read(into: &first) {}
        let limit = UInt64(FormatDocument.greatestByteCount)
        let source: any ByteSource =
            first.starts(with: Array("BZh".utf8))
            ? Bzip2Source(file, first: first, path: path, maximumBytes: limit)
            : PrefixedSource(first: first, rest: file)
        var content: [UInt8] = []
        while try source.read(into: &content) {
            guard content.count <= limit else {
                throw BlockFileError(
                    .tooLarge, path: path, offset: limit, detail: "more than \(limit) bytes, expected at most as many")
            }
        }
        guard !content.isEmpty else {
            throw BlockFileError(.empty, path: path, offset: 0, detail: "an empty file, expected a block")
        }
        self.path = path
        self.form = Self.form(of: content)
        self.content = content
    }

    private static func form(of content: [UInt8]) -> Form {
        let text = content.drop(while: isSpace)
        switch text.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            // One document unless a second one begins on a line of its own.
            return text.split(separator: 0x0a).dropFirst().contains { $0.first == text.first } ? .jsonLines : .json
        case nil: return .raw
        default:
            let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text
            return digits.prefix(4096).allSatisfy { isHexDigit($0) || isSpace($0) } ? .hex : .raw
        }
    }

    /// The next document; nil after the last.
    public mutating func next() -> Entry? {
        guard start < content.count else { return nil }
        switch form {
        case .raw, .json:
            start = content.count
            return form == .raw
                ? Entry(document: .success(FormatDocument(raw: content)), line: nil) : jsonEntry(content, offset: 0)
        case .hex, .jsonLines:
            while start < content.count {
                let offset = start
                let end = content[start...].firstIndex(of: 0x0a) ?? content.count
                var text = Array(content[start..<end])
                while let last = text.last, Self.isSpace(last) { text.removeLast() }
                start = end + 1
                line += 1
                if text.allSatisfy(Self.isSpace) { continue }
                return form == .hex ? hexEntry(text, offset: offset) : jsonEntry(text, offset: offset)
            }
            return nil
        }
    }

    private func hexEntry(_ text: [UInt8], offset: Int) -> Entry {
        let digits = text.hasPrefix("0x") ? Array(text.dropFirst(2)) : text
        guard let bytes = Hex.decode(String(decoding: digits, as: UTF8.self)) else {
            return failure(.badHex, offset, "\(digits.count) characters, expected an even number of hex digits")
        }
        return Entry(document: .success(FormatDocument(raw: bytes)), line: line)
    }

    private func jsonEntry(_ text: [UInt8], offset: Int) -> Entry {
        do {
            return Entry(document: .success(try FormatDocument(json: text)), line: form == .json ? nil : line)
        } catch {
            return failure(.badLine, offset + error.offset, "\(error), expected JSON of whole numbers")
        }
    }

    private func failure(_ code: BlockFileError.Code, _ offset: Int, _ detail: String) -> Entry {
        let place = form == .json ? nil : line
        return Entry(
            document: .failure(BlockFileError(code, path: path, offset: UInt64(offset), line: place, detail: detail)),
            line: place)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0a, 0x0d].contains(byte) }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}

extension Collection<UInt8> {
    /// Whether the bytes begin with those of an ASCII text.
    func hasPrefix(_ text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount
            && prefix(text.utf8CodeUnitCount).elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
