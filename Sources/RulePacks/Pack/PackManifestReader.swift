import RuleEngine

/// Reads `pack.yaml`.
struct PackManifestReader {
    static let path = "pack.yaml"

    let diagnostics: Diagnostics
    /// `nil` until it was read without an error.
    private(set) var manifest: PackManifest?
    private(set) var overrides = ParameterOverrides()
    private(set) var definitions: [Definition] = []

    init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    mutating func read(_ file: SourceFile) {
        let before = diagnostics.errors.count
        guard let root = YAMLDocument.read(file, into: diagnostics),
            var mapping = YAMLMapping(root, "pack.yaml", diagnostics)
        else { return }
        mapping.refuse("extends")
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "a pack") }
        let version = mapping.required("version").flatMap(version)
        let engine = mapping.required("engine").flatMap(engine)
        let authors = mapping.required("authors").flatMap { diagnostics.texts($0, "authors") }
        let approversNode = mapping.required("approvers")
        let approvers = approversNode.flatMap { diagnostics.texts($0, "approvers") }
        let authorities = mapping.optional("authorities").flatMap { diagnostics.texts($0, "authorities") }
        if let node = mapping.optional("parameters") { readOverrides(node) }
        definitions = mapping.optional("define").map(DefinitionReader(diagnostics: diagnostics).read) ?? []
        mapping.finish()
        if let approversNode, let authors, let approvers {
            for name in approvers where authors.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                diagnostics.report(.authorApproves, at: approversNode.location, [name])
            }
        }
        guard diagnostics.errors.count == before, let id, let version, let engine, let authors, let approvers else {
            return
        }
        manifest = PackManifest(
            id: id, version: version, engineSemantics: engine, authors: authors, approvers: approvers,
            authorities: authorities ?? [])
    }

    private func version(_ node: YAMLNode) -> String? {
        guard let text = diagnostics.text(node, "version") else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ (DecimalText.integer(String($0)) ?? -1) >= 0 }) else {
            diagnostics.report(.badVersion, at: node.location, [text])
            return nil
        }
        return text
    }

    private func engine(_ node: YAMLNode) -> Int64? {
        guard let semantics = diagnostics.integer(node, "engine", in: 1...1_000_000) else { return nil }
        guard semantics <= PackEngine.semantics else {
            diagnostics.report(.engineSemantics, at: node.location, ["\(semantics)", "\(PackEngine.semantics)"])
            return nil
        }
        return semantics
    }

    private mutating func readOverrides(_ node: YAMLNode) {
        guard var mapping = YAMLMapping(node, "parameters", diagnostics) else { return }
        var rules: [ParameterOverrides.Rule] = []
        for entry in mapping.all() {
            guard var values = YAMLMapping(entry.value, "parameters.\(entry.key)", diagnostics) else { continue }
            rules.append(.init(id: entry.key, location: entry.keyLocation, values: values.all()))
        }
        overrides = ParameterOverrides(rules: rules)
    }
}
