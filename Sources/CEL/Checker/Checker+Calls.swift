extension Checker {
    mutating func checkCall(
        _ id: SyntaxTree.NodeID, _ name: String, _ target: SyntaxTree.NodeID?, _ arguments: [SyntaxTree.NodeID]
    ) -> CELType {
        guard let target else {
            return resolve(resolver.function(name), name, isMember: false, checkAll(arguments), id)
        }
        if let function = namespacedFunction(target, name) {
            return resolve(function, name, isMember: false, checkAll(arguments), id)
        }
        return resolve(memberFunction(name), name, isMember: true, checkAll([target] + arguments), id)
    }

    private mutating func checkAll(_ ids: [SyntaxTree.NodeID]) -> [CELType] {
        var types: [CELType] = []
        for id in ids { types.append(check(id)) }
        return types
    }

    private typealias Function = (name: String, overloads: [FunctionOverload])

    private func namespacedFunction(_ target: SyntaxTree.NodeID, _ name: String) -> Function? {
        let names = scope.map(\.name)
        return resolver.namespacedFunction(tree, target: target, function: name) { names.contains($0) }
    }

    private func memberFunction(_ name: String) -> Function? {
        resolver.tables.functions[name].map { (name, $0) }
    }

    private mutating func reportUnknownFunction(_ name: String, _ id: SyntaxTree.NodeID) {
        report(
            .unknownFunction, "unknown function '\(name)'", id,
            // order-free: the nearest name is a minimum with a total order.
            suggestion: Suggestion.nearest(to: name, among: resolver.tables.functions.keys))
    }

    /// Every overload that fits adds its result; two different results make `dyn`, decided at run time.
    private mutating func resolve(
        _ function: Function?, _ written: String, isMember: Bool, _ arguments: [CELType], _ id: SyntaxTree.NodeID
    ) -> CELType {
        guard let (name, overloads) = function else {
            reportUnknownFunction(written, id)
            return .dyn
        }
        let actual = arguments.map(resolved)
        var result: CELType?
        for overload in overloads where overload.isMember == isMember && overload.parameters.count == actual.count {
            var names: [String: CELType] = [:]
            let expected = overload.parameters.map { substitution.instantiate($0, &names) }
            let declared = substitution.instantiate(overload.result, &names)
            guard substitution.assign(actual, to: expected) else { continue }
            let type = resolved(declared)
            if let known = result, known != type {
                if !known.isDynamic { result = .dyn }
            } else {
                result = type
            }
        }
        if let result { return result }
        let types = actual.map(shown)
        let shape =
            isMember
            ? "\(types.first ?? "").\(name)(\(types.dropFirst().joined(separator: ", ")))"
            : "\(Operator.text(name))(\(types.joined(separator: ", ")))"
        let known = overloads.filter { $0.isMember == isMember && $0.parameters.count == actual.count }
            .prefix(4).map { "(\($0.parameters.map(\.description).joined(separator: ", ")))" }
        let hint = known.isEmpty ? "" : "; it takes \(known.joined(separator: " or "))"
        report(.noSuchOverload, "no overload of '\(Operator.text(name))' fits \(shape)\(hint)", id)
        return .dyn
    }
}
