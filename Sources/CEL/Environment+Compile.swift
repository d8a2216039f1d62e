extension Environment {
    /// Parses and checks an expression.
    ///
    /// - Returns: the expression with its type; nothing has been evaluated yet.
    /// - Throws: all errors found, sorted by place.
    public func compile(_ source: String) throws(CompileErrors) -> CheckedExpression {
        try check(try syntaxTree(SourceText(source)), SourceText(source))
    }

    /// Parses and checks an expression given as bytes.
    ///
    /// - Throws: also `CompileError.Code.encoding` when the bytes are not UTF-8.
    public func compile(utf8 bytes: [UInt8]) throws(CompileErrors) -> CheckedExpression {
        let source = try decode(bytes)
        return try check(try syntaxTree(source), source)
    }

    /// Parses an expression without checking it: everything is `dyn`, and unknown names and unfitting types are errors
    /// of the evaluation.
    public func parse(_ source: String) throws(CompileErrors) -> CheckedExpression {
        let text = SourceText(source)
        return CheckedExpression(source: text, tree: try syntaxTree(text), types: nil, reads: Reads())
    }

    /// Parses an expression given as bytes without checking it.
    public func parse(utf8 bytes: [UInt8]) throws(CompileErrors) -> CheckedExpression {
        let text = try decode(bytes)
        return CheckedExpression(source: text, tree: try syntaxTree(text), types: nil, reads: Reads())
    }

    private func decode(_ bytes: [UInt8]) throws(CompileErrors) -> SourceText {
        var offset = 0
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        let source = SourceText(validUTF8: bytes)
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return source
            case .error:
                throw CompileErrors(
                    errors: [source.error(.encoding, "the expression is not UTF-8", at: offset)], omitted: 0)
            }
        }
    }

    private func syntaxTree(_ source: SourceText) throws(CompileErrors) -> SyntaxTree {
        do throws(SyntaxFailure) {
            var parser = try ExpressionParser(
                source, limits: options.limits, libraries: tables.libraries, allowsMacros: options.allowMacros)
            return try parser.parse()
        } catch {
            let location = source.error(error.code, error.message, at: error.offset, suggestion: error.suggestion)
            throw CompileErrors(errors: [location], omitted: 0)
        }
    }

    private func check(_ tree: SyntaxTree, _ source: SourceText) throws(CompileErrors) -> CheckedExpression {
        var checker = Checker(self, source, tree)
        let type = checker.checkRoot()
        guard checker.errors.isEmpty else {
            let sorted = checker.errors.sorted { $0.offset < $1.offset }
            let limit = max(1, options.limits.errors)
            throw CompileErrors(
                errors: Array(sorted.prefix(limit)), omitted: max(0, sorted.count - limit) + checker.uncounted)
        }
        var types = checker.types
        for index in types.indices { types[index] = checker.substitution.resolve(types[index], freeAsDyn: true) }
        if types.indices.contains(tree.root) { types[tree.root] = type }
        return CheckedExpression(source: source, tree: tree, types: types, reads: checker.reads)
    }
}
