import RuleEngine

/// What manifests set differently from the defaults of a file's rules, the pack of the file first:
/// `parameters: { CHN-01: { critical: 10 } }`.
struct ParameterOverrides {
    struct Rule {
        let id: String
        let location: SourceLocation
        let values: [YAMLNode.Entry]
    }

    /// What one manifest sets.
    struct Layer {
        /// Under `parameters`.
        let rules: [Rule]
        /// Under `relax`.
        let relaxations: [Relaxation]
        /// Whether the manifest is that of the rule's own pack: whoever wrote the rule may set it either way.
        let isOwn: Bool

        func value(rule: String, name: String) -> YAMLNode? {
            rules.first { $0.id.utf8.elementsEqual(rule.utf8) }?.values.first { $0.key.utf8.elementsEqual(name.utf8) }?
                .value
        }

        func relaxed(id: String, rule: String, name: String) -> YAMLNode? {
            for relaxation in relaxations where relaxation.names(id: id, name: rule) {
                if let entry = relaxation.parameters.first(where: { $0.key.utf8.elementsEqual(name.utf8) }) {
                    return entry.value
                }
            }
            return nil
        }
    }

    let layers: [Layer]

    init(layers: [Layer] = []) { self.layers = layers }

    /// Whether a pack that extends the rule's own one sets something of the rule.
    func changes(id: String, rule: String) -> Bool {
        layers.contains { layer in
            !layer.isOwn
                && (layer.rules.contains { $0.id.utf8.elementsEqual(rule.utf8) && !$0.values.isEmpty }
                    || layer.relaxations.contains { $0.names(id: id, name: rule) && !$0.parameters.isEmpty })
        }
    }

    /// The mode that the last of the packs gives the rule; `nil` for its own.
    func mode(id: String, rule: String) -> Mode? {
        layers.flatMap(\.relaxations).last { $0.names(id: id, name: rule) && $0.mode != nil }?.mode
    }

    /// Reports values for parameters that the rule does not have.
    func checkNames(rule: String, id: String, declared: [String], _ diagnostics: Diagnostics) {
        for layer in layers {
            var entries = layer.rules.filter { $0.id.utf8.elementsEqual(rule.utf8) }.flatMap(\.values)
            entries += layer.relaxations.filter { $0.names(id: id, name: rule) }.flatMap(\.parameters)
            for entry in entries where !declared.contains(where: { $0.utf8.elementsEqual(entry.key.utf8) }) {
                diagnostics.report(
                    .unknownOverride, at: entry.keyLocation, ["\(rule).\(entry.key)"],
                    suggestion: SpellingSuggestion.nearest(to: entry.key, among: declared))
            }
        }
    }
}
