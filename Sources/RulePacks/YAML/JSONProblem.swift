import SupervisionModel

/// Why a text is no JSON, in words instead of the code.
enum JSONProblem {
    static func phrase(_ code: JSONError.Code) -> String {
        switch code {
        case .tooLong: "too many bytes"
        case .tooDeep: "nested too deep"
        case .unexpectedEnd: "the input ends inside a value"
        case .unexpectedByte: "this character cannot stand here"
        case .trailingBytes: "something follows the value"
        case .nullNotAllowed: "null is not used; leave the name out"
        case .notInteger: "a number is not an integer"
        case .malformedInteger: "an integer is written with a leading zero or a lone minus sign"
        case .integerOutOfRange: "an integer lies beyond ±(2^53 − 1)"
        case .duplicateName: "a name stands twice in one object"
        case .controlCharacter: "a control character is not escaped"
        case .malformedEscape: "an unknown escape follows the backslash"
        case .unpairedSurrogate: "half of a surrogate pair"
        case .invalidUTF8: "the text is not UTF-8"
        case .notCanonical, .nameNotASCII: "not in canonical form"
        default: code.rawValue
        }
    }

    static func phrase(_ error: JSONError) -> String { "\(phrase(error.code)), at byte \(error.offset)" }

    static func phrase(_ error: JSONReadError) -> String {
        let place = error.path.isEmpty ? "document" : error.path
        switch error.code {
        case .missing: return "\"\(place)\" is missing"
        case .unknownMember: return "\"\(place)\" is not known"
        default: return "\"\(place)\" must be \(error.expected), found \"\(error.found)\""
        }
    }
}
