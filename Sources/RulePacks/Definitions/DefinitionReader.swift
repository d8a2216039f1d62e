import RuleEngine
import SupervisionModel

/// Reads `define`.
struct DefinitionReader {
    let diagnostics: Diagnostics
    /// Names of definitions that could not be read: whoever uses one is not told so again.
    private(set) var unreadable: [String] = []

    init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    /// Definitions of one pack.
    static let maximum = 500
    /// Events that one definition speaks of: as many as a rule may have.
    static let maximumParameters = 8

    mutating func read(_ node: YAMLNode) -> [Definition] {
        guard var mapping = YAMLMapping(node, "define", diagnostics) else { return [] }
        let entries = mapping.all()
        guard entries.count <= DefinitionReader.maximum else {
            diagnostics.report(
                .outOfRange, at: node.location, ["define", "\(entries.count)", "0...\(DefinitionReader.maximum)"])
            return []
        }
        var definitions: [Definition] = []
        for entry in entries {
            if ReservedNames.check(entry.key, "a definition", at: entry.keyLocation, taken: [], diagnostics),
                let definition = definition(entry)
            {
                definitions.append(definition)
            } else {
                unreadable.append(entry.key)
            }
        }
        return definitions
    }

    private func definition(_ entry: YAMLNode.Entry) -> Definition? {
        let place = "define.\(entry.key)"
        guard var mapping = YAMLMapping(entry.value, place, diagnostics) else { return nil }
        let parameters = mapping.optional("of").map { self.parameters($0, "\(place).of") } ?? []
        let textNode = mapping.required("is")
        mapping.finish()
        guard let parameters, let textNode, let text = diagnostics.text(textNode, "\(place).is") else { return nil }
        let expression = RuleExpression(text: text, location: textNode.textLocation)
        do throws(ExpressionScanner.Problem) {
            _ = try BindingText.tokens(text)
        } catch {
            let at = diagnostics.place(in: expression, offset: error.offset)
            diagnostics.report(.expressionSyntax, at: at, [error.message])
            return nil
        }
        return Definition(
            name: entry.key, parameters: parameters, expression: expression, location: entry.keyLocation)
    }

    /// A type, several types, or names with a type each.
    private func parameters(_ node: YAMLNode, _ name: String) -> [Definition.Parameter]? {
        switch node.content {
        case .scalar: return diagnostics.text(node, name).map { [Definition.Parameter(name: "event", types: [$0])] }
        case .sequence:
            guard let types = diagnostics.texts(node, name) else { return nil }
            guard !types.isEmpty else {
                diagnostics.report(.emptyText, at: node.location, [name])
                return nil
            }
            return [Definition.Parameter(name: "event", types: types)]
        case .mapping: return named(node, name)
        }
    }

    private func named(_ node: YAMLNode, _ name: String) -> [Definition.Parameter]? {
        guard var mapping = YAMLMapping(node, name, diagnostics) else { return nil }
        let entries = mapping.all()
        guard (1...DefinitionReader.maximumParameters).contains(entries.count) else {
            let range = "1...\(DefinitionReader.maximumParameters)"
            diagnostics.report(.outOfRange, at: node.location, [name, "\(entries.count)", range])
            return nil
        }
        var parameters: [Definition.Parameter] = []
        for entry in entries {
            let taken = parameters.map(\.name)
            guard ReservedNames.check(entry.key, "an event", at: entry.keyLocation, taken: taken, diagnostics),
                let type = diagnostics.text(entry.value, "\(name).\(entry.key)")
            else { return nil }
            parameters.append(Definition.Parameter(name: entry.key, types: [type]))
        }
        return parameters
    }
}
