extension Planner {
    mutating func planCall(
        _ id: SyntaxTree.NodeID, _ name: String, _ target: SyntaxTree.NodeID?, _ arguments: [SyntaxTree.NodeID]
    ) -> Node {
        guard let target else { return planGlobalCall(name, arguments) }
        return planMemberCall(name, target, arguments)
    }

    private mutating func planAll(_ ids: [SyntaxTree.NodeID]) -> [Node] {
        var nodes: [Node] = []
        for id in ids { nodes.append(plan(id)) }
        return nodes
    }

    private mutating func planGlobalCall(_ name: String, _ arguments: [SyntaxTree.NodeID]) -> Node {
        let nodes = planAll(arguments)
        if isOperator(name) { return planOperator(name, nodes) }
        return planFunction(resolver.function(name), name, isMember: false, arguments, nodes)
    }

    private mutating func planMemberCall(
        _ name: String, _ target: SyntaxTree.NodeID, _ arguments: [SyntaxTree.NodeID]
    ) -> Node {
        if let function = namespacedFunction(target, name) {
            return planFunction(function, name, isMember: false, arguments, planAll(arguments))
        }
        let operands = [target] + arguments
        return planFunction(memberFunction(name), name, isMember: true, operands, planAll(operands))
    }

    private typealias Function = (name: String, overloads: [FunctionOverload])

    private func namespacedFunction(_ target: SyntaxTree.NodeID, _ name: String) -> Function? {
        let names = scope.map(\.name)
        return resolver.namespacedFunction(tree, target: target, function: name) { names.contains($0) }
    }

    private func memberFunction(_ name: String) -> Function? {
        resolver.tables.functions[name].map { (name, $0) }
    }

    private func unknownFunction(_ name: String) -> Node {
        ErrorNode(EvaluationError(.unknownFunction, "unknown function '\(name)'"))
    }

    private mutating func planFunction(
        _ function: Function?, _ written: String, isMember: Bool, _ ids: [SyntaxTree.NodeID], _ nodes: [Node]
    ) -> Node {
        guard let (name, overloads) = function else { return unknownFunction(written) }
        if let special = specialFunction(name, isMember: isMember, ids, nodes) { return special }
        let fitting = overloads.filter { overload in
            overload.isMember == isMember && overload.parameters.count == nodes.count && overload.body != nil
                && (overload.body?.arity == nil || overload.body?.arity == nodes.count)
                && zip(overload.parameters, ids).allSatisfy { mayAdmit($0, type($1)) }
        }
        if fitting.count == 1, OptionalsLibrary.shortCircuiting.contains(fitting[0].id) {
            return OptionalOrNode(nodes[0], nodes[1], unwraps: name == "orValue")
        }
        let call = CallNode(name, nodes, fitting)
        return fitting.allSatisfy(\.isBuiltIn) && !fitting.isEmpty ? fold(call, nodes) : call
    }

    /// Whether a value of the checked type can be one the parameter takes: cheap, errs towards true.
    private func mayAdmit(_ parameter: CELType, _ type: CELType) -> Bool {
        switch (parameter, type) {
        case (_, .dyn), (_, .any), (_, .wrapper), (_, .null), (_, .unknown), (_, .parameter): true
        case (.dyn, _), (.any, _), (.parameter, _), (.wrapper, _): true
        default: parameter.name == type.name
        }
    }

    /// Functions frequent enough for a node of their own, and those that prepare something constant.
    private mutating func specialFunction(
        _ name: String, isMember: Bool, _ ids: [SyntaxTree.NodeID], _ nodes: [Node]
    ) -> Node? {
        switch (name, nodes.count) {
        case ("size", 1):
            return fold(SizeNode(nodes[0]), nodes)
        case ("startsWith", 2) where isMember, ("endsWith", 2) where isMember, ("contains", 2) where isMember:
            guard case .string(let text)? = (nodes[1] as? ConstantNode)?.value else { return nil }
            let kind: TextPredicateNode.Kind =
                switch name {
                case "startsWith": .startsWith
                case "endsWith": .endsWith
                default: .contains
                }
            return fold(TextPredicateNode(kind, nodes[0], text), nodes)
        case ("matches", 2):
            guard case .string(let pattern)? = (nodes[1] as? ConstantNode)?.value else { return nil }
            do throws(RegexError) {
                return fold(MatchNode(nodes[0], try RegexProgram(pattern: pattern, limits: regexLimits)), nodes)
            } catch {
                return badPattern(error.message, ids[1])
            }
        default: return nil
        }
    }

    private var regexLimits: RegexLimits {
        var limits = RegexLimits.standard
        limits.memoryBytes = environment.options.limits.patternBytes
        return limits
    }

    /// In checked mode a bad constant pattern refuses the expression; in parse-only mode it is an error where reached.
    private mutating func badPattern(_ message: String, _ id: SyntaxTree.NodeID) -> Node {
        if expression.isChecked {
            errors.append(expression.sourceText.error(.badPattern, message, at: tree[id].start))
        }
        return ErrorNode(EvaluationError(.invalidArgument, message))
    }

    private func planOperator(_ name: String, _ nodes: [Node]) -> Node {
        if nodes.count == 1 { return fold(name == Operator.not ? NotNode(nodes[0]) : NegateNode(nodes[0]), nodes) }
        let left = nodes[0]
        let right = nodes[1]
        switch name {
        case Operator.equal: return fold(equality(left, right, isNegated: false), nodes)
        case Operator.notEqual: return fold(equality(left, right, isNegated: true), nodes)
        case Operator.index: return fold(IndexNode(left, right, isOptional: false), nodes)
        case Operator.optionalIndex: return fold(IndexNode(left, right, isOptional: true), nodes)
        case Operator.member:
            if case .list(let values)? = (right as? ConstantNode)?.value, !isTracing {
                return fold(MemberOfConstantNode(left, ConstantSet(values)), [left])
            }
            return fold(MemberNode(left, right), nodes)
        default:
            if let comparison = OrderOperator(name) { return fold(order(comparison, left, right), nodes) }
            return fold(ArithmeticNode(ArithmeticNode.Operation(name) ?? .add, left, right), nodes)
        }
    }

    /// Whether the parser made the call of an operator; no other name looks like one.
    private func isOperator(_ name: String) -> Bool {
        switch name {
        case Operator.not, Operator.negate, Operator.equal, Operator.notEqual, Operator.index, Operator.optionalIndex,
            Operator.member:
            true
        default: OrderOperator(name) != nil || ArithmeticNode.Operation(name) != nil
        }
    }

    private func equality(_ left: Node, _ right: Node, isNegated: Bool) -> Node {
        if let node = equality(left, constant: right, isNegated) { return node }
        if let node = equality(right, constant: left, isNegated) { return node }
        return EqualNode(left, right, isNegated: isNegated)
    }

    private func equality(_ operand: Node, constant: Node, _ isNegated: Bool) -> Node? {
        switch (constant as? ConstantNode)?.value {
        case .string(let text): EqualTextNode(operand, text, isNegated: isNegated)
        case .int(let number): EqualIntNode(operand, number, isNegated: isNegated)
        default: nil
        }
    }

    private func order(_ comparison: OrderOperator, _ left: Node, _ right: Node) -> Node {
        switch (right as? ConstantNode)?.value {
        case .int(let number): OrderIntNode(comparison, left, number)
        case .amount(let amount): OrderAmountNode(comparison, left, amount)
        default: OrderNode(comparison, left, right)
        }
    }
}
