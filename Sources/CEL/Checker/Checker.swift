/// Infers the type of every node and reports what cannot be, following the reference checker (cel-spec, "Gradual Type
/// Checking").
struct Checker {
    let source: SourceText
    let tree: SyntaxTree
    let resolver: NameResolver
    let allowDoubles: Bool
    var substitution = TypeSubstitution()
    var types: [CELType]
    var errors: [CompileError] = []
    var reads = Reads()
    /// Names bound by comprehensions, `cel.bind` and blocks, innermost last.
    var scope: [(name: String, type: CELType)] = []
    private let maximumErrors: Int
    /// Errors beyond the first `maximumErrors`.
    private(set) var uncounted = 0

    init(_ environment: Environment, _ source: SourceText, _ tree: SyntaxTree) {
        self.source = source
        self.tree = tree
        resolver = NameResolver(tables: environment.tables, container: environment.container)
        allowDoubles = environment.options.allowDoubles
        // More than are reported, since they are found in the order of the tree and reported in that of the text.
        maximumErrors = 2 * max(1, environment.options.limits.errors)
        types = Array(repeating: .dyn, count: tree.nodes.count)
    }

    /// Checks the whole tree.
    mutating func checkRoot() -> CELType {
        let type = substitution.resolve(check(tree.root), freeAsDyn: true)
        if !allowDoubles { reportDoubles() }
        return type
    }

    @discardableResult
    mutating func check(_ id: SyntaxTree.NodeID) -> CELType {
        let type = infer(id)
        types[id] = type
        return type
    }

    // Every case calls a function of its own: what `infer` itself keeps on the stack is multiplied by the nesting.
    private mutating func infer(_ id: SyntaxTree.NodeID) -> CELType {
        switch tree.nodes[id].kind {
        case .literal(let value): value.type
        case .identifier(let name): checkName(id, name)
        case .select(let operand, let field, let isTest): checkSelect(id, operand, field, isTest: isTest)
        case .optionalSelect(let operand, let field): checkOptionalSelect(id, operand, field)
        case .call(let name, let target, let arguments): checkCall(id, name, target, arguments)
        case .logical(_, let operands): checkLogical(operands)
        case .conditional(let condition, let whenTrue, let whenFalse):
            checkConditional(id, condition, whenTrue, whenFalse)
        case .list(let elements, let isOptional): checkList(elements, isOptional)
        case .map(let entries): checkMap(entries)
        case .structure(let name, let entries): checkStructure(id, name, entries)
        case .comprehension(let comprehension): checkComprehension(comprehension)
        case .bind(let name, let value, let body): checkBind(name, value, body)
        case .optionalMap(let target, let name, let body, let isFlat):
            checkOptionalMap(target, name, body, isFlat: isFlat)
        case .block(let values, let body): checkBlock(values, body)
        }
    }

    private mutating func checkLogical(_ operands: [SyntaxTree.NodeID]) -> CELType {
        for operand in operands { expect(operand, .bool, "an operand of '&&' or '||'") }
        return .bool
    }

    private mutating func checkOptionalSelect(
        _ id: SyntaxTree.NodeID, _ operand: SyntaxTree.NodeID, _ field: String
    ) -> CELType {
        let type = fieldType(check(operand), field, id)
        return type.optionalElement == nil ? .optional(type) : type
    }

    private mutating func checkBind(
        _ name: String, _ value: SyntaxTree.NodeID, _ body: SyntaxTree.NodeID
    ) -> CELType {
        scope.append((name, check(value)))
        defer { scope.removeLast() }
        return check(body)
    }

    private mutating func checkBlock(_ values: [SyntaxTree.NodeID], _ body: SyntaxTree.NodeID) -> CELType {
        let depth = scope.count
        for (index, value) in values.enumerated() { scope.append(("@index\(index)", check(value))) }
        defer { scope.removeLast(scope.count - depth) }
        return check(body)
    }

    private mutating func checkConditional(
        _ id: SyntaxTree.NodeID, _ condition: SyntaxTree.NodeID, _ whenTrue: SyntaxTree.NodeID,
        _ whenFalse: SyntaxTree.NodeID
    ) -> CELType {
        expect(condition, .bool, "the condition of '?:'")
        let first = check(whenTrue)
        let second = check(whenFalse)
        if substitution.assign(second, to: first) { return resolved(substitution.mostGeneral(first, second)) }
        report(
            .typeMismatch, "the two results of '?:' have different types, \(shown(first)) and \(shown(second))", id)
        return .dyn
    }

    // MARK: Steps shared by the parts of the checker

    func resolved(_ type: CELType) -> CELType { substitution.resolve(type, freeAsDyn: false) }

    /// A type for a message.
    func shown(_ type: CELType) -> String { substitution.resolve(type, freeAsDyn: true).description }

    mutating func expect(_ id: SyntaxTree.NodeID, _ type: CELType, _ what: String) {
        require(check(id), type, what, id)
    }

    private mutating func require(_ actual: CELType, _ type: CELType, _ what: String, _ id: SyntaxTree.NodeID) {
        guard !substitution.assign(actual, to: type) else { return }
        report(.typeMismatch, "\(what) is \(shown(actual)), expected \(type)", id)
    }

    mutating func report(
        _ code: CompileError.Code, _ message: String, _ id: SyntaxTree.NodeID, suggestion: String? = nil,
        offset: Int? = nil
    ) {
        guard errors.count < maximumErrors else {
            uncounted += 1
            return
        }
        errors.append(source.error(code, message, at: offset ?? tree[id].start, suggestion: suggestion))
    }

    func localType(_ name: String) -> CELType? {
        scope.last { $0.name == name }?.type
    }

    private mutating func reportDoubles() {
        for (id, node) in tree.nodes.enumerated() {
            let isLiteral = if case .literal(.double) = node.kind { true } else { false }
            let type = substitution.resolve(types[id], freeAsDyn: true)
            guard isLiteral || type.mentionsDouble else { continue }
            report(.doubleNotAllowed, "a double is not allowed here; use int or amount", id)
            return
        }
    }
}
