/// Cuts an expression into tokens, one at a time (cel-spec, "Syntax").
struct Lexer {
    let bytes: [UInt8]
    var position = 0

    init(_ source: SourceText) { bytes = source.bytes }

    private func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private func hasByte(_ index: Int) -> Bool { index < bytes.count }

    /// The next token; white space and `//` comments are skipped.
    mutating func next() throws(SyntaxFailure) -> Token {
        skipSpace()
        let start = position
        guard hasByte(start) else { return Token(kind: .end, start: start, end: start) }
        let first = bytes[start]
        switch first {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            return try identifierOrPrefixedString()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        case UInt8(ascii: "."):
            if isDigit(byte(at: start + 1)) { return try number() }
            return punctuation(.dot, 1)
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return try quoted(from: start, isRaw: false, isBytes: false)
        case UInt8(ascii: "`"): return try quotedIdentifier()
        case UInt8(ascii: "("): return punctuation(.leftParenthesis, 1)
        case UInt8(ascii: ")"): return punctuation(.rightParenthesis, 1)
        case UInt8(ascii: "["): return punctuation(.leftBracket, 1)
        case UInt8(ascii: "]"): return punctuation(.rightBracket, 1)
        case UInt8(ascii: "{"): return punctuation(.leftBrace, 1)
        case UInt8(ascii: "}"): return punctuation(.rightBrace, 1)
        case UInt8(ascii: ","): return punctuation(.comma, 1)
        case UInt8(ascii: ":"): return punctuation(.colon, 1)
        case UInt8(ascii: "?"): return punctuation(.question, 1)
        case UInt8(ascii: "+"): return punctuation(.plus, 1)
        case UInt8(ascii: "-"): return punctuation(.minus, 1)
        case UInt8(ascii: "*"): return punctuation(.star, 1)
        case UInt8(ascii: "/"): return punctuation(.slash, 1)
        case UInt8(ascii: "%"): return punctuation(.percent, 1)
        case UInt8(ascii: "!"):
            return byte(at: start + 1) == UInt8(ascii: "=") ? punctuation(.notEqual, 2) : punctuation(.not, 1)
        case UInt8(ascii: "<"):
            return byte(at: start + 1) == UInt8(ascii: "=") ? punctuation(.lessOrEqual, 2) : punctuation(.less, 1)
        case UInt8(ascii: ">"):
            return byte(at: start + 1) == UInt8(ascii: "=") ? punctuation(.greaterOrEqual, 2) : punctuation(.greater, 1)
        case UInt8(ascii: "=") where byte(at: start + 1) == UInt8(ascii: "="): return punctuation(.equal, 2)
        case UInt8(ascii: "&") where byte(at: start + 1) == UInt8(ascii: "&"): return punctuation(.and, 2)
        case UInt8(ascii: "|") where byte(at: start + 1) == UInt8(ascii: "|"): return punctuation(.or, 2)
        default: throw unexpectedByte(first, at: start)
        }
    }

    private func unexpectedByte(_ byte: UInt8, at offset: Int) -> SyntaxFailure {
        switch byte {
        case UInt8(ascii: "="):
            SyntaxFailure(.syntax, "found '='; equality is written '=='", at: offset, suggestion: "==")
        case UInt8(ascii: "&"):
            SyntaxFailure(.syntax, "found '&'; the logical and is written '&&'", at: offset, suggestion: "&&")
        case UInt8(ascii: "|"):
            SyntaxFailure(.syntax, "found '|'; the logical or is written '||'", at: offset, suggestion: "||")
        case 0x21...0x7E:
            SyntaxFailure(
                .syntax,
                "found the character '\(Character(Unicode.Scalar(byte)))', "
                    + "which begins no expression", at: offset)
        default:
            SyntaxFailure(.syntax, "found the byte 0x\(String(byte, radix: 16)) outside of a string", at: offset)
        }
    }

    private mutating func punctuation(_ kind: Token.Kind, _ length: Int) -> Token {
        let start = position
        position += length
        return Token(kind: kind, start: start, end: position)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
            case UInt8(ascii: "/") where byte(at: position + 1) == UInt8(ascii: "/"):
                while position < bytes.count, bytes[position] != 0x0A { position += 1 }
            default: return
            }
        }
    }

    private mutating func identifierOrPrefixedString() throws(SyntaxFailure) -> Token {
        let start = position
        var end = start
        while isIdentifierPart(byte(at: end)) { end += 1 }
        let quote = byte(at: end)
        if end - start <= 2, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            var isRaw = false
            var isBytes = false
            var isPrefix = true
            for letter in bytes[start..<end] {
                switch letter | 0x20 {
                case UInt8(ascii: "r") where !isRaw: isRaw = true
                case UInt8(ascii: "b") where !isBytes: isBytes = true
                default: isPrefix = false
                }
            }
            if isPrefix {
                position = end
                return try quoted(from: start, isRaw: isRaw, isBytes: isBytes)
            }
        }
        position = end
        return Token(kind: keyword(start..<end) ?? .identifier, start: start, end: end)
    }

    private func keyword(_ range: Range<Int>) -> Token.Kind? {
        switch range.count {
        case 2 where bytes[range].elementsEqual("in".utf8): .in
        case 4 where bytes[range].elementsEqual("true".utf8): .true
        case 4 where bytes[range].elementsEqual("null".utf8): .null
        case 5 where bytes[range].elementsEqual("false".utf8): .false
        default: nil
        }
    }

    private mutating func quotedIdentifier() throws(SyntaxFailure) -> Token {
        let start = position
        var end = start + 1
        while hasByte(end), bytes[end] != UInt8(ascii: "`") {
            let byte = bytes[end]
            let isAllowed =
                isIdentifierPart(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "/") || byte == UInt8(ascii: " ")
            guard isAllowed else {
                throw SyntaxFailure(
                    .badLiteral, "a name in backticks has letters, digits, '_', '.', '-', '/' and spaces only", at: end)
            }
            end += 1
        }
        guard hasByte(end), end > start + 1 else {
            throw SyntaxFailure(.badLiteral, "a name in backticks is empty or does not end", at: start)
        }
        position = end + 1
        return Token(kind: .quotedIdentifier, start: start, end: position)
    }

    /// Finds the end of a string or bytes literal; its content is decoded by `LiteralDecoder`.
    private mutating func quoted(from start: Int, isRaw: Bool, isBytes: Bool) throws(SyntaxFailure) -> Token {
        let quote = bytes[position]
        let isTriple = byte(at: position + 1) == quote && byte(at: position + 2) == quote
        position += isTriple ? 3 : 1
        while hasByte(position) {
            let byte = bytes[position]
            if byte == quote {
                if !isTriple {
                    position += 1
                    return Token(kind: isBytes ? .bytes : .string, start: start, end: position)
                }
                if self.byte(at: position + 1) == quote, self.byte(at: position + 2) == quote {
                    position += 3
                    return Token(kind: isBytes ? .bytes : .string, start: start, end: position)
                }
            } else if byte == UInt8(ascii: "\\"), !isRaw {
                position += 1
            } else if !isTriple, byte == 0x0A || byte == 0x0D {
                break
            }
            position += 1
        }
        throw SyntaxFailure(.badLiteral, "the string that begins here does not end", at: start)
    }

    private mutating func number() throws(SyntaxFailure) -> Token {
        let start = position
        var kind = Token.Kind.int
        if bytes[position] == UInt8(ascii: "0"), byte(at: position + 1) == UInt8(ascii: "x") {
            position += 2
            let digits = position
            while isHexadecimal(byte(at: position)) { position += 1 }
            guard position > digits else {
                throw SyntaxFailure(.badLiteral, "expected hexadecimal digits after '0x'", at: start)
            }
        } else {
            while isDigit(byte(at: position)) { position += 1 }
            if byte(at: position) == UInt8(ascii: "."), isDigit(byte(at: position + 1)) {
                kind = .double
                position += 1
                while isDigit(byte(at: position)) { position += 1 }
            }
            if byte(at: position) | 0x20 == UInt8(ascii: "e") {
                var after = position + 1
                if byte(at: after) == UInt8(ascii: "+") || byte(at: after) == UInt8(ascii: "-") { after += 1 }
                if isDigit(byte(at: after)) {
                    kind = .double
                    position = after
                    while isDigit(byte(at: position)) { position += 1 }
                }
            }
        }
        if kind == .int, byte(at: position) | 0x20 == UInt8(ascii: "u") {
            position += 1
            kind = .uint
        }
        return Token(kind: kind, start: start, end: position)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
    }

    private func isIdentifierPart(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_")
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}
