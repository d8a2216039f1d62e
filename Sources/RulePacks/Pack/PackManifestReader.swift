import RuleEngine
import TransparencyLog

/// Reads `pack.yaml`.
struct PackManifestReader {
    static let path = "pack.yaml"

    let diagnostics: Diagnostics
    /// `nil` until it was read without an error.
    private(set) var manifest: PackManifest?
    /// What it sets under `parameters`.
    private(set) var parameters: [ParameterOverrides.Rule] = []
    private(set) var relaxations: [Relaxation] = []
    private(set) var definitions: [Definition] = []
    /// Names of definitions that could not be read.
    private(set) var unreadable: [String] = []
    /// Where `extends` stands.
    private(set) var extendsLocation: SourceLocation?
    /// Also where the rest could not be read.
    private(set) var extends: ParentReference?
    /// Names under `authorities`; `nil` where the pack does not say any.
    private(set) var authorities: [PackManifest.Authority]?

    init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    mutating func read(_ file: SourceFile) {
        let before = diagnostics.errors.count
        guard let root = YAMLDocument.read(file, into: diagnostics),
            var mapping = YAMLMapping(root, "pack.yaml", diagnostics)
        else { return }
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "a pack") }
        let version = mapping.required("version").flatMap(version)
        let engine = mapping.required("engine").flatMap(engine)
        let authors = mapping.required("authors").flatMap { persons($0, "authors") }
        let approversNode = mapping.required("approvers")
        let approvers = approversNode.flatMap { persons($0, "approvers") }
        authorities = mapping.optional("authorities").map(readAuthorities)
        if let node = mapping.optional("extends") { readParent(node) }
        let relaxNode = mapping.optional("relax")
        relaxations = relaxNode.map(RelaxationReader(diagnostics: diagnostics).read) ?? []
        if let node = mapping.optional("parameters") { readParameters(node) }
        if let node = mapping.optional("define") {
            var reader = DefinitionReader(diagnostics: diagnostics)
            definitions = reader.read(node)
            unreadable = reader.unreadable
        }
        mapping.finish()
        if let relaxNode, extendsLocation == nil {
            diagnostics.report(.combination, at: relaxNode.location, ["relax goes with extends only"])
            relaxations = []
        }
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
            authorities: authorities ?? [], extends: extends)
    }

    /// At least one.
    private func persons(_ node: YAMLNode, _ name: String) -> [String]? {
        let before = diagnostics.errors.count
        guard let names = diagnostics.texts(node, name) else { return nil }
        if names.isEmpty, diagnostics.errors.count == before {
            diagnostics.report(.emptyText, at: node.location, [name])
        }
        return names
    }

    private func version(_ node: YAMLNode) -> PackVersion? {
        guard let text = diagnostics.text(node, "version") else { return nil }
        guard let version = PackVersion(text) else {
            diagnostics.report(.badVersion, at: node.location, [text])
            return nil
        }
        return version
    }

    private func engine(_ node: YAMLNode) -> Int64? {
        guard let semantics = diagnostics.integer(node, "engine", in: 1...1_000_000) else { return nil }
        guard semantics <= PackEngine.semantics else {
            diagnostics.report(.engineSemantics, at: node.location, ["\(semantics)", "\(PackEngine.semantics)"])
            return nil
        }
        return semantics
    }

    /// Names, or `{ name: …, key: vkey }`.
    private func readAuthorities(_ node: YAMLNode) -> [PackManifest.Authority] {
        (diagnostics.sequence(node, "authorities") ?? []).compactMap { element in
            guard case .mapping = element.content else {
                return diagnostics.text(element, "an element of authorities").map { .init(name: $0, key: nil) }
            }
            guard var mapping = YAMLMapping(element, "authorities", diagnostics) else { return nil }
            let name = mapping.required("name").flatMap { diagnostics.text($0, "authorities.name") }
            let key = mapping.required("key").flatMap { PackKeyText.read($0, "authorities.key", diagnostics) }
            mapping.finish()
            guard let name, let key else { return nil }
            return .init(name: name, key: key)
        }
    }

    private mutating func readParent(_ node: YAMLNode) {
        extendsLocation = node.location
        guard let text = diagnostics.text(node, "extends") else { return }
        extends = ParentReference(text)
        if extends == nil {
            diagnostics.report(
                .wrongType, at: node.location, ["extends", "a pack and its digest, NAME@SHA-256", node.kind])
        }
    }

    private mutating func readParameters(_ node: YAMLNode) {
        guard var mapping = YAMLMapping(node, "parameters", diagnostics) else { return }
        for entry in mapping.all() {
            guard var values = YAMLMapping(entry.value, "parameters.\(entry.key)", diagnostics) else { continue }
            parameters.append(.init(id: entry.key, location: entry.keyLocation, values: values.all()))
        }
    }
}
