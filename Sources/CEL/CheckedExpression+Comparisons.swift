/// The parts of a conjunction of comparisons, for callers that evaluate each side only where it changes.
extension CheckedExpression {
    /// `left operator right`, the sides as their source text.
    public struct Comparison: Sendable {
        public enum Relation: Sendable {
            case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        }

        public let left: String
        public let relation: Relation
        public let right: String
        /// Types of the sides.
        public let types: (left: CELType, right: CELType)
    }

    /// The comparisons that all hold exactly when the expression holds; `nil` when it is anything else or was only parsed.
    public var comparisons: [Comparison]? {
        guard let types else { return nil }
        let parts: [SyntaxTree.NodeID] =
            if case .logical(isAnd: true, let operands) = tree[tree.root].kind { operands } else { [tree.root] }
        var found: [Comparison] = []
        for part in parts {
            guard case .call(let name, target: nil, let sides) = tree[part].kind, sides.count == 2,
                let relation = Self.relation(name)
            else { return nil }
            found.append(
                Comparison(
                    left: text(sides[0]), relation: relation, right: text(sides[1]),
                    types: (types[sides[0]], types[sides[1]])))
        }
        return found
    }

    private func text(_ id: SyntaxTree.NodeID) -> String { sourceText.text(tree[id].start..<tree[id].end) }

    private static func relation(_ name: String) -> Comparison.Relation? {
        switch name {
        case Operator.equal: .equal
        case Operator.notEqual: .notEqual
        case Operator.less: .less
        case Operator.lessOrEqual: .lessOrEqual
        case Operator.greater: .greater
        case Operator.greaterOrEqual: .greaterOrEqual
        default: nil
        }
    }
}
