/// A failure to compile or to use a regular expression.
package enum RegexError: FunctionError {
    /// Not RE2 syntax; the text is RE2's own and names the faulty part.
    case malformed(String)
    /// The pattern is longer, or its program larger, than ``RegexLimits`` allows.
    case tooLarge(String)
    /// `regex.extract` and `regex.extractAll` take at most one capturing group.
    case moreThanOneGroup
    /// `regex.replace`: the replacement ends with a single backslash.
    case replacementEndsWithBackslash
    /// `regex.replace`: a backslash is followed by something that is neither a digit nor a backslash.
    case replacementBadEscape
    /// `regex.replace`: the replacement names a group that the pattern does not have.
    case replacementUnknownGroup(group: Int, groupCount: Int)
    /// `regex.replace` or `regex.extractAll`: the result would exceed the byte limit of the caller.
    case resultTooLarge

    package var message: String {
        switch self {
        case .malformed(let text): "invalid regular expression: \(text)"
        case .tooLarge(let text): "regular expression too large: \(text)"
        case .moreThanOneGroup: "regular expression has more than one capturing group"
        case .replacementEndsWithBackslash: "invalid replacement string: \\ not allowed at end"
        case .replacementBadEscape: "invalid replacement string: \\ must be followed by a digit or \\"
        case .replacementUnknownGroup(let group, let groupCount):
            "replacement string references group \(group) but regex has only \(groupCount) group(s)"
        case .resultTooLarge: "result of the regular expression function is too large"
        }
    }
}
