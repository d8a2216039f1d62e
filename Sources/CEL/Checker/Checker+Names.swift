extension Checker {
    mutating func checkName(_ id: SyntaxTree.NodeID, _ name: String) -> CELType {
        if let type = localType(name) { return type }
        if let meaning = resolver.meaning(of: name) { return type(of: meaning) }
        // order-free: the nearest name is a minimum with a total order.
        let variables = resolver.tables.variables.keys
        report(
            .unknownName, "unknown name '\(name)'", id,
            suggestion: Suggestion.nearest(to: name, among: variables + scope.map(\.name)))
        return .dyn
    }

    private mutating func type(of meaning: NameResolver.Meaning) -> CELType {
        switch meaning {
        case .variable(let variable):
            reads.variables.insert(variable.name)
            return variable.type
        case .type(let type): return .type(type)
        }
    }

    /// `a.b.c` is one name when such a name is declared and `a` is not bound inside the expression.
    mutating func checkSelect(
        _ id: SyntaxTree.NodeID, _ operand: SyntaxTree.NodeID, _ field: String, isTest: Bool
    ) -> CELType {
        if !isTest, let meaning = qualifiedMeaning(id) { return type(of: meaning) }
        let type = fieldType(check(operand), field, id)
        return isTest ? .bool : type
    }

    private func qualifiedMeaning(_ id: SyntaxTree.NodeID) -> NameResolver.Meaning? {
        guard let name = tree.qualifiedName(id) else { return nil }
        let first = String(name.prefix { $0 != "." })
        if !name.hasPrefix("."), localType(first) != nil { return nil }
        return resolver.meaning(of: name)
    }

    /// The type of a field of a value of type `operand`.
    mutating func fieldType(_ operand: CELType, _ field: String, _ id: SyntaxTree.NodeID) -> CELType {
        switch resolved(operand) {
        case .map(_, let value): return value
        case .dyn, .any, .unknown: return .dyn
        case .structure(let name):
            guard let type = resolver.tables.structTypes[name] else { return .dyn }
            guard let slot = type.slot(of: field) else {
                report(
                    .unknownField, "'\(name)' has no field '\(field)'", id,
                    suggestion: Suggestion.nearest(to: field, among: type.fields.map(\.name)), offset: fieldOffset(id))
                return .dyn
            }
            reads.fields.insert("\(name).\(field)")
            return type.fields[slot].type
        case .opaque(CELType.optionalName, let parameters):
            let inner = fieldType(parameters.first ?? .dyn, field, id)
            return inner.optionalElement == nil ? .optional(inner) : inner
        case let other:
            report(.typeMismatch, "a value of type \(shown(other)) has no fields", id, offset: fieldOffset(id))
            return .dyn
        }
    }

    /// The place of the field's name: behind the last dot of the node.
    private func fieldOffset(_ id: SyntaxTree.NodeID) -> Int {
        let node = tree[id]
        let range = (node.start..<node.end).clamped(to: 0..<source.bytes.count)
        let dot = source.bytes[range].lastIndex(of: UInt8(ascii: "."))
        return dot.map { $0 + 1 } ?? node.start
    }
}
