/// Which fields an expression cannot do without, for callers that know which fields a value has before they evaluate.
extension CheckedExpression {
    /// Fields of variables without which the expression has no value, as `variable.field`: whatever else it reads, its value
    /// is an error then, or false where it is a conjunction. Not every such field is found; none is named that is not one.
    public var neededFields: Set<String> { needs(tree.root) }

    private func needs(_ id: SyntaxTree.NodeID) -> Set<String> {
        switch tree[id].kind {
        case .select(let operand, let field, isTest: false):
            if case .identifier(let name) = tree[operand].kind { return ["\(name).\(field)"] }
            return needs(operand)
        case .call(let name, let target, let arguments):
            // What comes after these is evaluated only when it is asked for.
            let isLazy = name == "or" || name == "orValue"
            return ((target.map { [$0] } ?? []) + (isLazy ? [] : arguments)).reduce(into: []) {
                $0.formUnion(needs($1))
            }
        case .logical(isAnd: true, let operands): return operands.reduce(into: []) { $0.formUnion(needs($1)) }
        case .logical(isAnd: false, let operands): return common(operands)
        case .conditional(let condition, let whenTrue, let whenFalse):
            return needs(condition).union(common([whenTrue, whenFalse]))
        case .comprehension(let comprehension): return needs(comprehension.range)
        case .literal, .identifier, .select, .optionalSelect, .list, .map, .structure, .bind, .optionalMap, .block:
            return []
        }
    }

    private func common(_ operands: [SyntaxTree.NodeID]) -> Set<String> {
        guard let first = operands.first else { return [] }
        return operands.dropFirst().reduce(into: needs(first)) { $0.formIntersection(needs($1)) }
    }
}
