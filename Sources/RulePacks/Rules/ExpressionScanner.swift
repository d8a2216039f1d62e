/// Walks over the text of an expression token by token, only far enough to know strings and brackets.
///
/// The condition language's own parser judges the expression; this finds where an aggregate's argument ends.
struct ExpressionScanner {
    enum Token: Equatable {
        case identifier(String)
        case open(Unicode.Scalar)
        case close(Unicode.Scalar)
        case comma
        case dot
        /// Numbers, strings, operators.
        case other
    }

    struct Problem: Error, Equatable {
        let message: String
        /// In code points from the beginning.
        let offset: Int
    }

    private let scalars: [Unicode.Scalar]
    private(set) var offset = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// The next token and the offset of its first code point; `nil` at the end.
    mutating func next() throws(Problem) -> (token: Token, offset: Int)? {
        while offset < scalars.count, scalars[offset].isWhiteSpace || scalars[offset] == "/" && peek(1) == "/" {
            if scalars[offset] == "/" { skipComment() } else { offset += 1 }
        }
        guard offset < scalars.count else { return nil }
        let start = offset
        let scalar = scalars[offset]
        switch scalar {
        case "(", "[", "{":
            offset += 1
            return (.open(scalar), start)
        case ")", "]", "}":
            offset += 1
            return (.close(scalar), start)
        case ",":
            offset += 1
            return (.comma, start)
        case ".":
            offset += 1
            return (.dot, start)
        case "\"", "'":
            try skipString(isRaw: false, from: start)
            return (.other, start)
        case _ where isIdentifierStart(scalar):
            return try identifierOrPrefixedString(from: start)
        case "0"..."9":
            while offset < scalars.count, isIdentifierPart(scalars[offset]) || scalars[offset] == "." { offset += 1 }
            return (.other, start)
        default:
            offset += 1
            return (.other, start)
        }
    }

    private func peek(_ distance: Int) -> Unicode.Scalar? {
        offset + distance < scalars.count ? scalars[offset + distance] : nil
    }

    private mutating func skipComment() {
        while offset < scalars.count, scalars[offset] != "\n" { offset += 1 }
    }

    private mutating func identifierOrPrefixedString(from start: Int) throws(Problem) -> (Token, Int) {
        while offset < scalars.count, isIdentifierPart(scalars[offset]) { offset += 1 }
        let text = String(String.UnicodeScalarView(scalars[start..<offset]))
        if let quote = peek(0), quote == "\"" || quote == "'", text.utf8.count <= 2,
            text.unicodeScalars.allSatisfy({ "rRbB".unicodeScalars.contains($0) })
        {
            try skipString(isRaw: text.lowercased().contains("r"), from: start)
            return (.other, start)
        }
        return (.identifier(text), start)
    }

    /// From an opening quote, single or triple, to behind the closing one.
    private mutating func skipString(isRaw: Bool, from start: Int) throws(Problem) {
        let quote = scalars[offset]
        let isTriple = peek(1) == quote && peek(2) == quote
        offset += isTriple ? 3 : 1
        while offset < scalars.count {
            let scalar = scalars[offset]
            if scalar == "\\", !isRaw {
                offset += 2
            } else if scalar == quote, !isTriple {
                offset += 1
                return
            } else if scalar == quote, peek(1) == quote, peek(2) == quote {
                offset += 3
                return
            } else if scalar == "\n", !isTriple {
                break
            } else {
                offset += 1
            }
        }
        throw Problem(message: "the string that begins here is not closed", offset: start)
    }

    private func isIdentifierStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    private func isIdentifierPart(_ scalar: Unicode.Scalar) -> Bool {
        isIdentifierStart(scalar) || ("0"..."9").contains(scalar)
    }
}
