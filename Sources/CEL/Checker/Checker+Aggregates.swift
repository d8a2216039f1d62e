extension Checker {
    mutating func checkList(_ elements: [SyntaxTree.NodeID], _ isOptional: [Bool]) -> CELType {
        var joined: CELType?
        for (index, element) in elements.enumerated() {
            var type = check(element)
            if isOptional[index] { type = unwrapped(type, element) }
            joined = substitution.join(joined, type)
        }
        return .list(resolved(joined ?? substitution.fresh()))
    }

    mutating func checkMap(_ entries: [SyntaxTree.Entry]) -> CELType {
        var keys: CELType?
        var values: CELType?
        for entry in entries {
            keys = joinKey(keys, check(entry.key), entry.key)
            let value = check(entry.value)
            values = substitution.join(values, entry.isOptional ? unwrapped(value, entry.value) : value)
        }
        return .map(resolved(keys ?? substitution.fresh()), resolved(values ?? substitution.fresh()))
    }

    private mutating func joinKey(_ keys: CELType?, _ key: CELType, _ id: SyntaxTree.NodeID) -> CELType {
        if !isKey(resolved(key)) {
            report(.typeMismatch, "a map key is \(shown(key)), expected bool, int, uint or string", id)
        }
        return substitution.join(keys, key)
    }

    private func isKey(_ type: CELType) -> Bool {
        switch type {
        case .bool, .int, .uint, .string, .dyn, .any, .unknown: true
        case .wrapper(let primitive): isKey(primitive)
        default: false
        }
    }

    /// The element of what stands behind a `?`.
    private mutating func unwrapped(_ type: CELType, _ id: SyntaxTree.NodeID) -> CELType {
        let type = resolved(type)
        if let element = type.optionalElement { return element }
        if !type.isDynamic { report(.typeMismatch, "behind '?' is \(shown(type)), expected an optional", id) }
        return .dyn
    }

    mutating func checkStructure(
        _ id: SyntaxTree.NodeID, _ name: String, _ entries: [SyntaxTree.FieldEntry]
    ) -> CELType {
        let fields: [(name: String, type: CELType)]
        let result: CELType
        if let structure = resolver.structure(name) {
            fields = structure.fields.map { ($0.name, $0.type) }
            result = .structure(structure.name)
        } else if let message = resolver.message(name) {
            fields = message.fields
            result = message.type
        } else {
            for entry in entries { check(entry.value) }
            report(
                .unknownType, "unknown structure type '\(name)'", id,
                // order-free: the nearest name is a minimum with a total order.
                suggestion: Suggestion.nearest(to: name, among: resolver.tables.structTypes.keys))
            return .dyn
        }
        for entry in entries {
            var type = check(entry.value)
            if entry.isOptional { type = unwrapped(type, entry.value) }
            guard let field = fields.first(where: { $0.name == entry.name }) else {
                report(
                    .unknownField, "'\(name)' has no field '\(entry.name)'", id,
                    suggestion: Suggestion.nearest(to: entry.name, among: fields.map(\.name)), offset: entry.offset)
                continue
            }
            if !substitution.assign(type, to: field.type) {
                report(
                    .typeMismatch, "the field '\(entry.name)' is \(field.type), found \(shown(type))", entry.value)
            }
        }
        return result
    }

    mutating func checkComprehension(_ comprehension: SyntaxTree.Comprehension) -> CELType {
        let range = check(comprehension.range)
        let depth = scope.count
        let first = bindVariables(comprehension, range)
        if let condition = comprehension.condition { expect(condition, .bool, "the condition of a macro") }
        let transformed = comprehension.transform.map { check($0) } ?? first
        scope.removeLast(scope.count - depth)
        return result(of: comprehension, first, resolved(transformed))
    }

    /// Brings the variables of a macro into scope; the type of the first one.
    private mutating func bindVariables(_ comprehension: SyntaxTree.Comprehension, _ type: CELType) -> CELType {
        let range = resolved(type)
        let hasTwo = comprehension.second != nil
        let first: CELType
        let second: CELType
        switch range {
        case .list(let element): (first, second) = (hasTwo ? .int : element, element)
        case .map(let key, let value): (first, second) = (key, value)
        case .unknown:
            // An element of an empty list: whatever it were, it must not be taken for something it is not later on.
            _ = substitution.assign(.dyn, to: range)
            (first, second) = (.dyn, .dyn)
        case .dyn, .any: (first, second) = (.dyn, .dyn)
        default:
            report(
                .typeMismatch, "the range of a macro is \(shown(range)), expected a list or map", comprehension.range)
            (first, second) = (.dyn, .dyn)
        }
        scope.append((comprehension.first, first))
        if let name = comprehension.second { scope.append((name, second)) }
        return first
    }

    private mutating func result(
        of comprehension: SyntaxTree.Comprehension, _ first: CELType, _ transformed: CELType
    ) -> CELType {
        switch comprehension.kind {
        case .all, .exists, .existsOne: return .bool
        case .filter: return .list(first)
        case .sortBy:
            if !transformed.isDynamic, !ListsLibrary.comparable.contains(transformed), let id = comprehension.transform
            {
                report(.typeMismatch, "sortBy() sorts by \(shown(transformed)), which has no order", id)
            }
            return .list(first)
        case .map, .transformList: return .list(transformed)
        case .transformMap: return .map(first, transformed)
        case .transformMapEntry:
            if case .map = transformed { return transformed }
            if !transformed.isDynamic, let id = comprehension.transform {
                report(.typeMismatch, "transformMapEntry() makes \(shown(transformed)), expected a map", id)
            }
            return .map(.dyn, .dyn)
        }
    }

    mutating func checkOptionalMap(
        _ target: SyntaxTree.NodeID, _ name: String, _ body: SyntaxTree.NodeID, isFlat: Bool
    ) -> CELType {
        let type = resolved(check(target))
        var element = CELType.dyn
        if let inner = type.optionalElement {
            element = inner
        } else if !type.isDynamic {
            report(.typeMismatch, "optMap() is called on \(shown(type)), expected an optional", target)
        }
        scope.append((name, element))
        defer { scope.removeLast() }
        let result = resolved(check(body))
        guard isFlat else { return .optional(result) }
        if result.optionalElement != nil || result.isDynamic { return result.isDynamic ? .optional(.dyn) : result }
        report(.typeMismatch, "optFlatMap() makes \(shown(result)), expected an optional", body)
        return .optional(.dyn)
    }
}
