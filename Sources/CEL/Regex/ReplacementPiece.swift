/// One part of a replacement of `regex.replace`.
enum ReplacementPiece {
    case literal([UInt8])
    case group(Int)

    /// Splits a replacement text at its backslashes.
    static func parse(_ text: String, groupCount: Int) -> Result<[ReplacementPiece], RegexError> {
        var pieces: [ReplacementPiece] = []
        var literal: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "\\") else {
                literal.append(byte)
                continue
            }
            switch bytes.next() {
            case nil:
                return .failure(.replacementEndsWithBackslash)
            case UInt8(ascii: "\\"):
                literal.append(byte)
            case .some(let digit) where digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9"):
                let group = Int(digit - UInt8(ascii: "0"))
                guard group <= groupCount else {
                    return .failure(.replacementUnknownGroup(group: group, groupCount: groupCount))
                }
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = []
                pieces.append(.group(group))
            default:
                return .failure(.replacementBadEscape)
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        return .success(pieces)
    }
}
