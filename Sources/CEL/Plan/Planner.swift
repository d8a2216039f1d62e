/// Turns a syntax tree into nodes, each specialised for the types the checker found and the constants around it.
struct Planner {
    let environment: Environment
    let expression: CheckedExpression
    let tree: SyntaxTree
    let resolver: NameResolver
    /// Whether every node is to note its value.
    let isTracing: Bool
    /// Errors in constants, such as a pattern that does not compile.
    var errors: [CompileError] = []
    /// Names bound inside the expression, innermost last, with the node that reads them.
    var scope: [(name: String, node: Node)] = []
    /// The number of locals given out; none is used twice.
    var localCount: Int
    /// Parts in common with other programs of a group.
    var sharing: SharedParts?
    /// Text forms of the shareable parts of this expression.
    var forms: [SyntaxTree.NodeID: String] = [:]

    init(_ environment: Environment, _ expression: CheckedExpression, isTracing: Bool = false, firstLocal: Int = 0) {
        self.environment = environment
        self.expression = expression
        self.isTracing = isTracing
        tree = expression.tree
        resolver = NameResolver(tables: environment.tables, container: environment.container)
        localCount = firstLocal
    }

    mutating func planRoot() -> Node { plan(tree.root) }

    mutating func plan(_ id: SyntaxTree.NodeID) -> Node {
        if let shared = sharedNode(id) { return shared }
        let node = makeNode(id)
        guard isTracing else { return node }
        if case .literal = tree[id].kind { return node }
        return TraceNode(id, node)
    }

    // Every case calls a function of its own: what `makeNode` itself keeps on the stack is multiplied by the nesting.
    private mutating func makeNode(_ id: SyntaxTree.NodeID) -> Node {
        switch tree.nodes[id].kind {
        case .literal(let value): ConstantNode(value)
        case .identifier(let name): planName(name)
        case .select(let operand, let field, let isTest):
            isTest ? planTest(operand, field) : planSelect(id, operand, field)
        case .optionalSelect(let operand, let field): planOptionalSelect(operand, field)
        case .call(let name, let target, let arguments): planCall(id, name, target, arguments)
        case .logical(let isAnd, let operands): planLogical(isAnd, operands)
        case .conditional(let condition, let whenTrue, let whenFalse): planConditional(condition, whenTrue, whenFalse)
        case .list(let elements, let isOptional): planList(elements, isOptional)
        case .map(let entries): planMap(entries)
        case .structure(let name, let entries): planStructure(name, entries)
        case .comprehension(let comprehension): planComprehension(comprehension)
        case .bind(let name, let value, let body): planBind([(name, value)], body)
        case .block(let values, let body):
            planBind(values.enumerated().map { ("@index\($0.offset)", $0.element) }, body)
        case .optionalMap(let target, let name, let body, let isFlat):
            planOptionalMap(target, name, body, isFlat: isFlat)
        }
    }

    private mutating func planOptionalSelect(_ operand: SyntaxTree.NodeID, _ field: String) -> Node {
        let node = plan(operand)
        return fold(SelectNode(node, field, isOptional: true), [node])
    }

    private mutating func planConditional(
        _ condition: SyntaxTree.NodeID, _ whenTrue: SyntaxTree.NodeID, _ whenFalse: SyntaxTree.NodeID
    ) -> Node {
        let test = plan(condition)
        let first = plan(whenTrue)
        let second = plan(whenFalse)
        if case .bool(let value)? = (test as? ConstantNode)?.value, !isTracing { return value ? first : second }
        return ConditionalNode(test, first, second)
    }

    private mutating func planList(_ elements: [SyntaxTree.NodeID], _ isOptional: [Bool]) -> Node {
        var nodes: [Node] = []
        for element in elements { nodes.append(plan(element)) }
        return fold(ListNode(nodes, isOptional), nodes)
    }

    private mutating func planMap(_ entries: [SyntaxTree.Entry]) -> Node {
        var planned: [MapNode.Entry] = []
        for entry in entries {
            planned.append(.init(key: plan(entry.key), value: plan(entry.value), isOptional: entry.isOptional))
        }
        return fold(MapNode(planned), planned.flatMap { [$0.key, $0.value] })
    }

    private mutating func planOptionalMap(
        _ target: SyntaxTree.NodeID, _ name: String, _ body: SyntaxTree.NodeID, isFlat: Bool
    ) -> Node {
        let operand = plan(target)
        let local = newLocal()
        scope.append((name, LocalNode(local)))
        defer { scope.removeLast() }
        return OptionalMapNode(operand, local, plan(body), isFlat: isFlat)
    }

    // MARK: Steps shared by the parts of the planner

    mutating func newLocal() -> Int {
        localCount += 1
        return localCount - 1
    }

    func local(_ name: String) -> Node? { scope.last { $0.name == name }?.node }

    /// The type the checker found, `dyn` in parse-only mode.
    func type(_ id: SyntaxTree.NodeID) -> CELType { expression.types?[id] ?? .dyn }

    /// The constant the node comes to when all its parts are constants and it is no error; otherwise the node.
    func fold(_ node: Node, _ parts: [Node]) -> Node {
        guard !isTracing else { return node }
        for part in parts where !(part is ConstantNode) { return node }
        let activation = Activation(slotCount: 1)
        activation.frame.pointee.remaining = Self.foldingBudget
        let value = node.evaluate(activation.frame)
        guard !value.isError, activation.frame.pointee.remaining >= 0 else { return node }
        return ConstantNode(value)
    }

    /// What evaluating one constant part may cost when planning; dearer parts wait for the evaluation.
    private static let foldingBudget: Int64 = 2_000

    private mutating func planLogical(_ isAnd: Bool, _ operands: [SyntaxTree.NodeID]) -> Node {
        var nodes: [Node] = []
        for operand in operands {
            let node = plan(operand)
            if case .bool(let value)? = (node as? ConstantNode)?.value, !isTracing {
                if value == isAnd { continue }
                return ConstantNode(.bool(value))
            }
            nodes.append(node)
        }
        if nodes.isEmpty { return ConstantNode(.bool(isAnd)) }
        return isAnd ? AndNode(nodes) : OrNode(nodes)
    }

    private mutating func planBind(
        _ bindings: [(name: String, value: SyntaxTree.NodeID)], _ body: SyntaxTree.NodeID
    ) -> Node {
        let depth = scope.count
        var definitions: [Node] = []
        let first = localCount
        localCount += bindings.count
        for (index, binding) in bindings.enumerated() {
            let definition = plan(binding.value)
            definitions.append(definition)
            let node = definition is ConstantNode ? definition : LazyNode(first + index, definition)
            scope.append((binding.name, node))
        }
        defer { scope.removeLast(scope.count - depth) }
        return BindNode(first..<first + bindings.count, plan(body))
    }
}
