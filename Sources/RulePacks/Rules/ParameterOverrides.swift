import RuleEngine

/// What a pack's manifest sets differently from its rules' defaults: `parameters: { CHN-01: { critical: 10 } }`.
struct ParameterOverrides {
    struct Rule {
        let id: String
        let location: SourceLocation
        let values: [YAMLNode.Entry]
    }

    let rules: [Rule]

    init(rules: [Rule] = []) { self.rules = rules }

    func value(rule: String, name: String) -> YAMLNode? {
        rules.first { $0.id.utf8.elementsEqual(rule.utf8) }?.values.first { $0.key.utf8.elementsEqual(name.utf8) }?
            .value
    }

    /// Reports values for parameters that the rule does not have.
    func checkNames(rule: String, declared: [String], _ diagnostics: Diagnostics) {
        guard let values = rules.first(where: { $0.id.utf8.elementsEqual(rule.utf8) })?.values else { return }
        for entry in values where !declared.contains(where: { $0.utf8.elementsEqual(entry.key.utf8) }) {
            diagnostics.report(
                .unknownOverride, at: entry.keyLocation, ["\(rule).\(entry.key)"],
                suggestion: SpellingSuggestion.nearest(to: entry.key, among: declared))
        }
    }

    /// Reports overrides for rules that the pack does not have.
    func checkRules(_ ids: [String], _ diagnostics: Diagnostics) {
        for rule in rules where !ids.contains(where: { $0.utf8.elementsEqual(rule.id.utf8) }) {
            diagnostics.report(
                .unknownRule, at: rule.location, [rule.id],
                suggestion: SpellingSuggestion.nearest(to: rule.id, among: ids))
        }
    }
}
