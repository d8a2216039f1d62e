/// A JSON document, read strictly (RFC 8259): numbers keep their text, objects their order, strings their code points.
public enum JSONText: Sendable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([JSONText])
    case object([(key: String, value: JSONText)])

    /// Nesting that is read.
    public static let maximumDepth = 128

    /// What is wrong with a document, and at which byte.
    public struct Malformed: Error, Sendable, CustomStringConvertible {
        public let offset: Int
        public let reason: String

        public var description: String { "JSON at byte \(offset): \(reason)" }
    }

    /// Reads one document.
    public init(utf8 bytes: [UInt8]) throws(Malformed) {
        var reader = Reader(bytes: bytes)
        self = try reader.document()
    }

    /// The member of an object, the last one of that name.
    public subscript(key: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    public var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    public var array: [JSONText] {
        if case .array(let elements) = self { return elements }
        return []
    }

    public var members: [(key: String, value: JSONText)] {
        if case .object(let members) = self { return members }
        return []
    }

    /// Whether this is `true`.
    public var isTrue: Bool {
        if case .bool(true) = self { return true }
        return false
    }
}

private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private func failure(_ reason: String) -> JSONText.Malformed { .init(offset: position, reason: reason) }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    mutating func document() throws(JSONText.Malformed) -> JSONText {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw failure("expected the end") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONText.Malformed) -> JSONText {
        guard depth < JSONText.maximumDepth else { throw failure("nested too deeply") }
        skipSpace()
        switch peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")):
            return number()
        default: throw failure("expected a value")
        }
    }

    private mutating func word(_ text: String, _ value: JSONText) throws(JSONText.Malformed) -> JSONText {
        guard bytes[position...].starts(with: text.utf8) else { throw failure("expected '\(text)'") }
        position += text.utf8.count
        return value
    }

    private mutating func number() -> JSONText {
        let start = position
        while let byte = peek(), "+-.eE0123456789".utf8.contains(byte) { position += 1 }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func array(depth: Int) throws(JSONText.Malformed) -> JSONText {
        position += 1
        var elements: [JSONText] = []
        skipSpace()
        if peek() == UInt8(ascii: "]") {
            position += 1
            return .array([])
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            switch peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .array(elements)
            default: throw failure("expected ',' or ']'")
            }
        }
    }

    private mutating func object(depth: Int) throws(JSONText.Malformed) -> JSONText {
        position += 1
        var members: [(key: String, value: JSONText)] = []
        skipSpace()
        if peek() == UInt8(ascii: "}") {
            position += 1
            return .object([])
        }
        while true {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw failure("expected a key") }
            let key = try string()
            skipSpace()
            guard peek() == UInt8(ascii: ":") else { throw failure("expected ':'") }
            position += 1
            members.append((key, try value(depth: depth + 1)))
            skipSpace()
            switch peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .object(members)
            default: throw failure("expected ',' or '}'")
            }
        }
    }

    private mutating func string() throws(JSONText.Malformed) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw failure("not UTF-8") }
                return text
            case UInt8(ascii: "\\"): try escape(&content)
            case 0..<0x20: throw failure("a control character in a string")
            default: content.append(byte)
            }
        }
        throw failure("a string does not end")
    }

    private mutating func escape(_ content: inout [UInt8]) throws(JSONText.Malformed) {
        guard let letter = peek() else { throw failure("a string does not end") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var unit = try hexadecimal()
            if unit & 0xFC00 == 0xD800, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
                position += 2
                let low = try hexadecimal()
                guard low & 0xFC00 == 0xDC00 else { throw failure("an unpaired surrogate") }
                unit = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
            }
            guard let scalar = Unicode.Scalar(unit) else { throw failure("an unpaired surrogate") }
            content.append(contentsOf: String(scalar).utf8)
        default: throw failure("an unknown escape")
        }
    }

    private mutating func hexadecimal() throws(JSONText.Malformed) -> UInt32 {
        guard position + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw failure("expected four hexadecimal digits") }
        position += 4
        return value
    }
}
