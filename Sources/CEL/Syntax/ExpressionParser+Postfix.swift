extension ExpressionParser {
    /// Selects, indexes, method calls and structure literals after a primary expression.
    mutating func postfix(_ first: SyntaxTree.NodeID) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        var operand = first
        while true {
            switch token.kind {
            case .dot: operand = try afterDot(operand)
            case .leftBracket: operand = try indexed(operand)
            case .leftBrace where isTypeName(operand): operand = try structure(operand)
            default: return operand
            }
        }
    }

    private mutating func indexed(_ operand: SyntaxTree.NodeID) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        try advance()
        let isOptional = try optionalMark()
        let index = try expression()
        let end = token.end
        try expect(.rightBracket)
        let name = isOptional ? Operator.optionalIndex : Operator.index
        return try add(.call(name, target: nil, [operand, index]), tree[operand].start, end, [operand, index])
    }

    private func isTypeName(_ id: SyntaxTree.NodeID) -> Bool {
        tree.qualifiedName(id) != nil && !isBracketed(id)
    }

    private func isBracketed(_ id: SyntaxTree.NodeID) -> Bool {
        let start = tree[id].start
        return start < source.bytes.count && source.bytes[start] == UInt8(ascii: "(")
    }

    private mutating func afterDot(_ operand: SyntaxTree.NodeID) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let (field, isOptional, isPlain) = try selector()
        if !isPlain || token.kind != .leftParenthesis { return try select(operand, field, isOptional: isOptional) }
        let (arguments, end) = try arguments()
        return try call(operand, field, arguments, end)
    }

    /// What stands behind a dot; `isPlain` when it may be the name of a method.
    private mutating func selector() throws(SyntaxFailure) -> (String, isOptional: Bool, isPlain: Bool) {
        try advance()
        let isOptional = try optionalMark()
        let isQuoted = token.kind == .quotedIdentifier
        return (try fieldName(), isOptional, !isOptional && !isQuoted)
    }

    private mutating func select(
        _ operand: SyntaxTree.NodeID, _ field: String, isOptional: Bool
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let kind: SyntaxTree.Kind =
            isOptional ? .optionalSelect(operand, field: field) : .select(operand, field: field, isTest: false)
        return try add(kind, tree[operand].start, lexerEnd, [operand])
    }

    private mutating func call(
        _ operand: SyntaxTree.NodeID, _ name: String, _ arguments: [SyntaxTree.NodeID], _ end: Int
    ) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        let start = tree[operand].start
        if allowsMacros, let expanded = try expandMacro(name, target: operand, arguments, start, end) {
            return expanded
        }
        return try add(.call(name, target: operand, arguments), start, end, [operand] + arguments)
    }

    /// Any word, reserved ones included, or a name in backticks.
    private mutating func fieldName() throws(SyntaxFailure) -> String {
        switch token.kind {
        case .identifier:
            let name = text(token)
            try advance()
            return name
        case .quotedIdentifier:
            let name = source.text(token.start + 1..<token.end - 1)
            try advance()
            return name
        default:
            throw SyntaxFailure(.syntax, "found \(found), expected the name of a field", at: token.start)
        }
    }

    private mutating func structure(_ type: SyntaxTree.NodeID) throws(SyntaxFailure) -> SyntaxTree.NodeID {
        try expect(.leftBrace)
        var entries: [SyntaxTree.FieldEntry] = []
        while token.kind != .rightBrace {
            entries.append(try fieldEntry())
            guard token.kind == .comma else { break }
            try advance()
        }
        let end = token.end
        try expect(.rightBrace)
        let kind = SyntaxTree.Kind.structure(tree.qualifiedName(type) ?? "", entries)
        return try add(kind, tree[type].start, end, entries.map(\.value))
    }

    private mutating func fieldEntry() throws(SyntaxFailure) -> SyntaxTree.FieldEntry {
        let isOptional = try optionalMark()
        let offset = token.start
        let field = try fieldName()
        try expect(.colon)
        return SyntaxTree.FieldEntry(name: field, value: try expression(), isOptional: isOptional, offset: offset)
    }
}
