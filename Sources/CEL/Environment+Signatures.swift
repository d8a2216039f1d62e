extension Environment {
    /// Every function of the environment with its types, as `name(parameters) -> result` or
    /// `receiver.name(parameters) -> result`, sorted by name. Operators and macros are left out.
    public var signatures: [String] {
        // order-free: sorted below.
        let names = tables.functions.keys.filter { !$0.hasPrefix("_") && !$0.hasPrefix("@") && !$0.hasSuffix("_") }
        var result: [String] = []
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            for overload in tables.functions[name] ?? [] { result.append(overload.signature(name)) }
        }
        return result
    }
}

extension FunctionOverload {
    /// The overload as people write it.
    func signature(_ name: String) -> String {
        let types = parameters.map(\.description)
        guard isMember, let receiver = types.first else {
            return "\(name)(\(types.joined(separator: ", "))) -> \(result)"
        }
        return "\(receiver).\(name)(\(types.dropFirst().joined(separator: ", "))) -> \(result)"
    }
}
