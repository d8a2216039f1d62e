extension ExpressionParser {
    /// Words that cannot be names of variables (cel-spec, "Syntax"); as field and method names they are fine.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    /// A literal, a name, a call, or something in brackets.
    mutating func primary() throws(SyntaxFailure) -> SyntaxTree.NodeID {
        switch token.kind {
        case .leftParenthesis: try bracketed()
        case .leftBracket: try list()
        case .leftBrace: try map()
        case .dot, .identifier: try named()
        default: try constant()
        }
    }

    private mutating func bracketed() throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let start = token.start
        try advance()
        let inner = try expression()
        let end = token.end
        try expect(.rightParenthesis)
        // The brackets belong to the range that explanations show.
        tree.nodes[inner].start = start
        tree.nodes[inner].end = end
        return inner
    }

    private mutating func named() throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let start = token.start
        let name = try fullName()
        if token.kind != .leftParenthesis { return try add(.identifier(name), start, lexerEnd) }
        let (arguments, close) = try arguments()
        return try call(name, arguments, start, close)
    }

    private mutating func fullName() throws(SyntaxFailure) -> String {
        let isAbsolute = token.kind == .dot
        if isAbsolute { try advance() }
        let name = try variableName()
        return isAbsolute ? "." + name : name
    }

    private mutating func call(
        _ name: String, _ arguments: [SyntaxTree.NodeID], _ start: Int, _ end: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        if allowsMacros, let expanded = try expandMacro(name, target: nil, arguments, start, end) { return expanded }
        return try add(.call(name, target: nil, arguments), start, end, arguments)
    }

    private mutating func constant() throws(SyntaxFailure) -> SyntaxTree.NodeID {
        switch token.kind {
        case .int, .uint, .double: return try number(isNegative: false, start: token.start)
        case .string:
            let content = try LiteralDecoder.content(of: source.bytes[token.start..<token.end], isBytes: false)
            return try literal(.string(String(decoding: content, as: UTF8.self)))
        case .bytes:
            return try literal(
                .bytes(try LiteralDecoder.content(of: source.bytes[token.start..<token.end], isBytes: true)))
        case .true: return try literal(.bool(true))
        case .false: return try literal(.bool(false))
        case .null: return try literal(.null)
        default: throw SyntaxFailure(.syntax, "found \(found), expected an expression", at: token.start)
        }
    }

    private mutating func literal(_ value: Value) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let start = token.start
        let end = token.end
        try advance()
        return try add(.literal(value), start, end)
    }

    private mutating func variableName() throws(SyntaxFailure) -> String {
        guard token.kind == .identifier else {
            throw SyntaxFailure(.syntax, "found \(found), expected a name", at: token.start)
        }
        let name = text(token)
        guard !Self.reserved.contains(name) else {
            throw SyntaxFailure(.syntax, "'\(name)' is a reserved word and cannot be a name", at: token.start)
        }
        try advance()
        return name
    }

    /// The end of what was read before the current token, without the space between.
    var lexerEnd: Int {
        var end = token.start
        while end > 0, source.bytes[end - 1] <= 0x20 { end -= 1 }
        return end
    }

    /// `-` and the digits make one literal, so that the least int can be written.
    mutating func number(isNegative: Bool, start: Int) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let token = self.token
        let digits = source.bytes[token.start..<token.end]
        let value: Value
        switch token.kind {
        case .double:
            guard let magnitude = Double(text(token)), magnitude.isFinite else {
                throw SyntaxFailure(.badLiteral, "the number \(text(token)) does not fit a double", at: token.start)
            }
            value = .double(isNegative ? -magnitude : magnitude)
        case .uint:
            guard let magnitude = LiteralDecoder.magnitude(digits) else {
                throw SyntaxFailure(
                    .badLiteral, "the number \(text(token)) does not fit 64 bits without sign", at: token.start)
            }
            value = .uint(magnitude)
        default:
            let limit: UInt64 = isNegative ? 1 << 63 : 1 << 63 - 1
            guard let magnitude = LiteralDecoder.magnitude(digits), magnitude <= limit else {
                throw SyntaxFailure(
                    .badLiteral, "the number \(isNegative ? "-" : "")\(text(token)) does not fit 64 bits",
                    at: token.start)
            }
            value = .int(isNegative ? Int64(truncatingIfNeeded: 0 &- magnitude) : Int64(magnitude))
        }
        try advance()
        return try add(.literal(value), start, token.end)
    }

    /// The arguments of a call after the name; the current token is the opening bracket.
    mutating func arguments() throws(SyntaxFailure) -> ([SyntaxTree.NodeID], end: Int) {
        try expect(.leftParenthesis)
        var arguments: [SyntaxTree.NodeID] = []
        if token.kind != .rightParenthesis {
            while true {
                arguments.append(try expression())
                guard token.kind == .comma else { break }
                try advance()
            }
        }
        let end = token.end
        try expect(.rightParenthesis)
        return (arguments, end)
    }

    private mutating func list() throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let start = token.start
        try advance()
        var elements: [SyntaxTree.NodeID] = []
        var isOptional: [Bool] = []
        if token.kind == .comma { try loneComma(before: .rightBracket) }
        while token.kind != .rightBracket {
            isOptional.append(try optionalMark())
            elements.append(try expression())
            guard token.kind == .comma else { break }
            try advance()
        }
        let end = token.end
        try expect(.rightBracket)
        return try add(.list(elements, isOptional: isOptional), start, end, elements)
    }

    private mutating func map() throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let start = token.start
        try advance()
        var entries: [SyntaxTree.Entry] = []
        var children: [SyntaxTree.NodeID] = []
        if token.kind == .comma { try loneComma(before: .rightBrace) }
        while token.kind != .rightBrace {
            let entry = try mapEntry()
            entries.append(entry)
            children.append(entry.key)
            children.append(entry.value)
            guard token.kind == .comma else { break }
            try advance()
        }
        let end = token.end
        try expect(.rightBrace)
        return try add(.map(entries), start, end, children)
    }

    /// The grammar has it that `[,]` and `{,}` are empty.
    private mutating func loneComma(before close: Token.Kind) throws(SyntaxFailure) {
        try advance()
        guard token.kind == close else {
            throw SyntaxFailure(.syntax, "found \(found), expected \(close.text)", at: token.start)
        }
    }

    private mutating func mapEntry() throws(SyntaxFailure) -> SyntaxTree.Entry {
        let isOptional = try optionalMark()
        let key = try expression()
        try expect(.colon)
        return SyntaxTree.Entry(key: key, value: try expression(), isOptional: isOptional)
    }

    /// The `?` before an optional element, entry or field.
    mutating func optionalMark() throws(SyntaxFailure) -> Bool {
        guard token.kind == .question else { return false }
        guard libraries.contains(.optionals) else {
            throw SyntaxFailure(.syntax, "optional syntax is not switched on", at: token.start)
        }
        try advance()
        return true
    }
}
