import RuleEngine

/// What a pack loosens of the pack that it extends, and by whose leave.
///
/// ```yaml
/// relax:
///   - { rule: AML-14, parameters: { days: 5 }, authority: central-bank, document: 银发〔2026〕7号 }
///   - { rule: MKT-05, off: true, authority: central-bank, document: … }
/// ```
struct Relaxation {
    /// Id or name of a rule of an ancestor.
    let rule: String
    let parameters: [YAMLNode.Entry]
    let mode: Mode?
    let isOff: Bool
    /// Who allows it: one of the authorities that the ancestor names.
    let authority: String
    let authorityLocation: SourceLocation
    /// Where the leave is written.
    let document: String
    let location: SourceLocation

    func names(_ rule: Rule) -> Bool { names(id: rule.id, name: rule.name) }

    func names(id: String, name: String) -> Bool {
        self.rule.utf8.elementsEqual(name.utf8) || self.rule.utf8.elementsEqual(id.utf8)
    }
}

/// Reads `relax`.
struct RelaxationReader {
    let diagnostics: Diagnostics

    func read(_ node: YAMLNode) -> [Relaxation] {
        (diagnostics.sequence(node, "relax") ?? []).compactMap(relaxation)
    }

    private func relaxation(_ node: YAMLNode) -> Relaxation? {
        guard var mapping = YAMLMapping(node, "relax", diagnostics) else { return nil }
        let ruleNode = mapping.required("rule")
        let rule = ruleNode.flatMap { diagnostics.text($0, "relax.rule") }
        var parameters: [YAMLNode.Entry] = []
        if let node = mapping.optional("parameters"), var inner = YAMLMapping(node, "relax.parameters", diagnostics) {
            parameters = inner.all()
        }
        let mode = mapping.optional("mode").flatMap { diagnostics.word($0, "relax.mode", Mode.self) }
        let off = mapping.optional("off").flatMap { diagnostics.bool($0, "relax.off") } ?? false
        let authorityNode = mapping.required("authority")
        let authority = authorityNode.flatMap { diagnostics.text($0, "relax.authority") }
        let document = mapping.required("document").flatMap { diagnostics.text($0, "relax.document") }
        mapping.finish()
        guard let ruleNode, let rule, let authorityNode, let authority, let document else { return nil }
        if parameters.isEmpty, mode == nil, !off {
            diagnostics.report(.missingKey, at: node.location, ["relax", "parameters"])
        }
        return Relaxation(
            rule: rule, parameters: parameters, mode: mode, isOff: off, authority: authority,
            authorityLocation: authorityNode.location, document: document, location: ruleNode.location)
    }
}
