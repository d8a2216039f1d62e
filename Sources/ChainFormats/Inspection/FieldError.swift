/// A member of a JSON document that is missing or is not what the format requires.
public struct FieldError: Error, Hashable, Sendable {
    /// Stable code for machines.
    public enum Code: String, Hashable, Sendable {
        case missing = "field.missing"
        case wrongKind = "field.wrongKind"
        case wrongLength = "field.wrongLength"
        case outOfRange = "field.outOfRange"
        case tooMany = "field.tooMany"
    }

    public let code: Code
    /// Where, as `header.sealerList[3]`.
    public let path: String
    /// What was found, shortened.
    public let found: String
    /// What was expected, in English and in Chinese.
    public let expected: (english: String, chinese: String)

    init(_ code: Code, at path: String, found: String, expected: (String, String)) {
        self.code = code
        self.path = path
        self.found = found
        self.expected = expected
    }

    public static func == (left: FieldError, right: FieldError) -> Bool {
        left.code == right.code && left.path.utf8.elementsEqual(right.path.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        for byte in path.utf8 { hasher.combine(byte) }
    }
}

extension FieldError: CustomStringConvertible {
    /// English: where, what was found, what was expected.
    public var description: String { "at \(path): \(found), expected \(expected.english) [\(code.rawValue)]" }

    /// The same in Chinese.
    public var chineseDescription: String { "\(path) 处：\(found)，应为\(expected.chinese) [\(code.rawValue)]" }
}
