/// Finds what a name means, by the rules of containers and scopes (cel-spec, "Name Resolution"). The checker and the
/// planner share it, so that they agree.
struct NameResolver {
    enum Meaning {
        case variable(VariableDeclaration)
        case type(CELType)
    }

    let tables: EnvironmentTables
    let container: String

    /// The full names a name may have, the innermost namespace first; a leading dot leaves the root only.
    func candidates(_ name: String) -> [String] {
        if name.hasPrefix(".") { return [String(name.dropFirst())] }
        var result: [String] = []
        var namespace = Substring(container)
        while !namespace.isEmpty {
            result.append("\(namespace).\(name)")
            namespace = namespace.lastIndex(of: ".").map { namespace[..<$0] } ?? ""
        }
        result.append(name)
        return result
    }

    /// The variable or type that `name`, dots included, stands for.
    func meaning(of name: String) -> Meaning? {
        if container.isEmpty, !name.hasPrefix(".") { return meaning(ofFull: name) }
        for candidate in candidates(name) {
            if let meaning = meaning(ofFull: candidate) { return meaning }
        }
        return nil
    }

    private func meaning(ofFull name: String) -> Meaning? {
        if let variable = tables.variables[name] { return .variable(variable) }
        if let type = tables.types[name] { return .type(type) }
        return nil
    }

    /// The function that `name`, dots included, stands for: its full name and overloads.
    func function(_ name: String) -> (name: String, overloads: [FunctionOverload])? {
        for candidate in candidates(name) {
            if let overloads = tables.functions[candidate] { return (candidate, overloads) }
        }
        return nil
    }

    /// The structure type that `name` stands for.
    func structure(_ name: String) -> StructType? {
        for candidate in candidates(name) {
            if let type = tables.structTypes[candidate] { return type }
        }
        return nil
    }

    /// The well-known message that `name` stands for.
    func message(_ name: String) -> WellKnownTypes.Message? {
        for candidate in candidates(name) {
            if let message = WellKnownTypes.message(candidate) { return message }
        }
        return nil
    }

    /// The overloads of a call `target.function(…)` when target and function together name a function, such as
    /// `math.abs`; `isLocal` tells names that are bound inside the expression and therefore no namespaces.
    func namespacedFunction(
        _ tree: SyntaxTree, target: SyntaxTree.NodeID, function name: String, isLocal: (String) -> Bool
    ) -> (name: String, overloads: [FunctionOverload])? {
        guard let namespace = tree.qualifiedName(target) else { return nil }
        let first = namespace.prefix { $0 != "." }
        if !namespace.hasPrefix("."), isLocal(String(first)) { return nil }
        guard let found = function("\(namespace).\(name)"), found.overloads.contains(where: { !$0.isMember }) else {
            return nil
        }
        return found
    }
}
