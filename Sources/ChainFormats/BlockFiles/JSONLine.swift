/// Just enough JSON to find long strings in a line of a capture without building a tree.
///
/// Values other than the ones asked for are passed over, not checked: a capture may hold what the canonical profile of
/// `JSONValue` has no place for (null, fractions).
enum JSONLine {
    /// Byte ranges of the values of the members of an object; nil when the line is no object or nests too deep.
    /// Of two members with one name the first counts.
    static func members(of text: [UInt8]) -> [String: Range<Int>]? {
        var scanner = Scanner(text[...])
        guard scanner.take(UInt8(ascii: "{")) else { return nil }
        var members: [String: Range<Int>] = [:]
        if scanner.take(UInt8(ascii: "}")) { return scanner.isAtEnd ? members : nil }
        while true {
            guard let nameRange = scanner.skipString(), scanner.take(UInt8(ascii: ":")),
                let value = scanner.skipValue()
            else { return nil }
            let name = String(decoding: text[nameRange].dropFirst().dropLast(), as: UTF8.self)
            if members[name] == nil { members[name] = value }
            if scanner.take(UInt8(ascii: ",")) { continue }
            return scanner.take(UInt8(ascii: "}")) && scanner.isAtEnd ? members : nil
        }
    }

    /// The content of a string value without escapes; nil for anything else.
    static func string(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") else { return nil }
        let content = value.dropFirst().dropLast()
        return content.contains(UInt8(ascii: "\\")) ? nil : content
    }

    /// The contents of a list of strings without escapes; nil for anything else.
    static func strings(_ value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        var scanner = Scanner(value)
        guard scanner.take(UInt8(ascii: "[")) else { return nil }
        var result: [ArraySlice<UInt8>] = []
        if scanner.take(UInt8(ascii: "]")) { return result }
        while true {
            guard let range = scanner.skipString(), let content = string(value[range]) else { return nil }
            result.append(content)
            if scanner.take(UInt8(ascii: ",")) { continue }
            return scanner.take(UInt8(ascii: "]")) && scanner.isAtEnd ? result : nil
        }
    }

    private struct Scanner {
        private let text: ArraySlice<UInt8>
        private var index: Int

        init(_ text: ArraySlice<UInt8>) {
            self.text = text
            self.index = text.startIndex
        }

        var isAtEnd: Bool {
            mutating get {
                skipSpace()
                return index == text.endIndex
            }
        }

        private mutating func skipSpace() {
            while index < text.endIndex, [0x20, 0x09, 0x0d].contains(text[index]) { index += 1 }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            skipSpace()
            guard index < text.endIndex, text[index] == byte else { return false }
            index += 1
            return true
        }

        /// Moves over a string; the range has its quotes.
        mutating func skipString() -> Range<Int>? {
            skipSpace()
            let start = index
            guard take(UInt8(ascii: "\"")) else { return nil }
            while index < text.endIndex {
                switch text[index] {
                case UInt8(ascii: "\""):
                    index += 1
                    return start..<index
                case UInt8(ascii: "\\"): index += 2
                default: index += 1
                }
            }
            index = text.endIndex
            return nil
        }

        /// Moves over a value of any kind. Nested lists and objects are only counted.
        mutating func skipValue() -> Range<Int>? {
            skipSpace()
            let start = index
            var depth = 0
            while index < text.endIndex {
                switch text[index] {
                case UInt8(ascii: "\""):
                    guard skipString() != nil else { return nil }
                    if depth == 0 { return start..<index }
                    continue
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth == 0 { return index > start ? start..<index : nil }
                    depth -= 1
                    if depth == 0 {
                        index += 1
                        return start..<index
                    }
                case UInt8(ascii: ",") where depth == 0:
                    return index > start ? start..<index : nil
                default: break
                }
                index += 1
            }
            return nil
        }
    }
}
