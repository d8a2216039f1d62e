import RuleEngine

/// Names that mean something in every rule.
enum ReservedNames {
    private static let own = ["define", "params", "lists", "tables", "subject", "key", "now"]
    /// Words of the condition language (CEL specification, grammar: RESERVED and literals).
    private static let language = [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import",
        "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ]

    /// Reports when `name` cannot be given to something of a rule.
    static func check(
        _ name: String, _ what: String, at location: SourceLocation, taken: [String], _ diagnostics: Diagnostics
    ) -> Bool {
        guard Identifier.isValid(name, further: "_") else {
            diagnostics.report(.badName, at: location, [name, what, Identifier.rule(further: "_")])
            return false
        }
        if own.contains(name) || language.contains(name) {
            diagnostics.report(.nameTaken, at: location, [name, "something in every rule"])
            return false
        }
        if taken.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
            diagnostics.report(.nameTaken, at: location, [name, "something else in this rule"])
            return false
        }
        return true
    }
}
