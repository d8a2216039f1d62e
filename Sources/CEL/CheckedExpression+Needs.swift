/// Which fields an expression cannot do without, for callers that know which fields a value has before they evaluate.
///
/// Fields are named `variable.field`; they have no default. Not every such field is found; none is named that is not one.
extension CheckedExpression {
    /// Fields without which the expression is an error, whatever else it reads.
    public var fieldsNeededForValue: Set<String> { neededForValue(tree.root) }

    /// Fields without which a condition does not hold: it is an error or false then, whatever else it reads.
    public var fieldsNeededToHold: Set<String> { neededToHold(tree.root) }

    private func neededToHold(_ id: SyntaxTree.NodeID) -> Set<String> {
        switch tree[id].kind {
        case .logical(isAnd: true, let operands): return union(operands, neededToHold)
        case .logical(isAnd: false, let operands): return intersection(operands, neededToHold)
        case .conditional(let condition, let whenTrue, let whenFalse):
            return neededForValue(condition).union(intersection([whenTrue, whenFalse], neededToHold))
        default: return neededForValue(id)
        }
    }

    private func neededForValue(_ id: SyntaxTree.NodeID) -> Set<String> {
        switch tree[id].kind {
        case .select(let operand, let field, isTest: false):
            if case .identifier(let name) = tree[operand].kind { return ["\(name).\(field)"] }
            return neededForValue(operand)
        case .call(let name, let target, let arguments):
            // What comes after these is evaluated only when it is asked for.
            let isLazy = name == "or" || name == "orValue"
            return union((target.map { [$0] } ?? []) + (isLazy ? [] : arguments), neededForValue)
        // One operand may decide although another is an error.
        case .logical(_, let operands): return intersection(operands, neededForValue)
        case .conditional(let condition, let whenTrue, let whenFalse):
            return neededForValue(condition).union(intersection([whenTrue, whenFalse], neededForValue))
        case .list(let elements, let isOptional):
            return union(zip(elements, isOptional).filter { !$1 }.map(\.0), neededForValue)
        case .comprehension(let comprehension): return neededForValue(comprehension.range)
        case .literal, .identifier, .select, .optionalSelect, .map, .structure, .bind, .optionalMap, .block:
            return []
        }
    }

    private func union(_ ids: [SyntaxTree.NodeID], _ needed: (SyntaxTree.NodeID) -> Set<String>) -> Set<String> {
        ids.reduce(into: []) { $0.formUnion(needed($1)) }
    }

    private func intersection(
        _ ids: [SyntaxTree.NodeID], _ needed: (SyntaxTree.NodeID) -> Set<String>
    ) -> Set<String> {
        guard let first = ids.first else { return [] }
        return ids.dropFirst().reduce(into: needed(first)) { $0.formIntersection(needed($1)) }
    }
}
