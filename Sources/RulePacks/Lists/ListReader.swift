import ChainCrypto
import RuleEngine
import SupervisionModel

/// Reads lists of a pack and lists from outside: a YAML or JSON list file, a plain JSON array of addresses, and files
/// of mining pools (`{id, name, addresses, tags, link}`).
struct ListReader {
    let diagnostics: Diagnostics
    let entities: EntityReader

    /// - Parameter path: of a file that is in `diagnostics`.
    func read(_ file: SourceFile) -> ListFile? {
        guard let node = root(file) else { return nil }
        if case .sequence(let elements) = node.content, file.path.hasSuffix(".json") { return plain(elements, file) }
        guard var mapping = YAMLMapping(node, "a list", diagnostics) else { return nil }
        let before = diagnostics.errors.count
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "a list", further: "_") }
        let version = mapping.required("version").flatMap { diagnostics.text($0, "version") }
        let source = mapping.required("source").flatMap { diagnostics.text($0, "source") }
        let scheme = mapping.optional("scheme").flatMap {
            diagnostics.word($0, "scheme", [("any", false), ("address", true)])
        }
        let nodes = mapping.required("entries").flatMap { diagnostics.sequence($0, "entries") } ?? []
        let tagNodes = mapping.optional("tags").flatMap { diagnostics.sequence($0, "tags") } ?? []
        mapping.finish()
        let entries = nodes.enumerated().compactMap { entry($1, number: $0 + 1, list: id ?? "", scheme ?? false) }
        let tags = tagNodes.compactMap(tag)
        guard diagnostics.errors.count == before, let id, let version, let source else { return nil }
        return ListFile(id: id, version: version, source: source, entries: entries, tags: tags)
    }

    /// A plain array of addresses: named by its file, versioned by its content.
    private func plain(_ elements: [YAMLNode], _ file: SourceFile) -> ListFile? {
        let name = String(file.path.split(separator: "/").last?.dropLast(".json".count) ?? "")
        guard Identifier.isValid(name, further: "_") else {
            let rule = Identifier.rule(further: "_")
            diagnostics.report(.badName, at: file.location(line: 1, column: 1), [name, "a list", rule])
            return nil
        }
        let entries = elements.enumerated().compactMap { entry($1, number: $0 + 1, list: name, true) }
        guard entries.count == elements.count else { return nil }
        let version = Hex.encode(SHA256.hash(Array(file.text.utf8)).bytes.prefix(8))
        return ListFile(id: name, version: version, source: file.path, entries: entries)
    }

    private func root(_ file: SourceFile) -> YAMLNode? {
        file.path.hasSuffix(".json")
            ? JSONDocument.read(file, into: diagnostics) : YAMLDocument.read(file, into: diagnostics)
    }

    private func entry(_ node: YAMLNode, number: Int, list: String, _ mustBeAddress: Bool) -> ListSnapshot.Entry? {
        let standard = "\(list)/\(number)"
        guard case .mapping = node.content else {
            guard let subject = subject(node, mustBeAddress) else { return nil }
            return ListSnapshot.Entry(subject: subject, entry: standard, from: .distantPast, until: nil, label: "")
        }
        guard var mapping = YAMLMapping(node, "an entry", diagnostics) else { return nil }
        let subject = mapping.required("subject").flatMap { self.subject($0, mustBeAddress) }
        let entry = mapping.optional("entry").flatMap { diagnostics.text($0, "entry") }
        let from = mapping.optional("from").flatMap { diagnostics.time($0, "from") }
        let untilNode = mapping.optional("until")
        let until = untilNode.flatMap { diagnostics.time($0, "until") }
        let label = mapping.optional("label").flatMap { diagnostics.text($0, "label") }
        mapping.finish()
        if let untilNode, let until, until <= from ?? .distantPast {
            let begin = from?.rfc3339 ?? "the beginning"
            diagnostics.report(.emptyValidity, at: untilNode.location, [begin, until.rfc3339])
        }
        return subject.map {
            ListSnapshot.Entry(
                subject: $0, entry: entry ?? standard, from: from ?? .distantPast, until: until, label: label ?? "")
        }
    }

    private func subject(_ node: YAMLNode, _ mustBeAddress: Bool) -> EntityRef? {
        guard let text = diagnostics.text(node, "subject") else { return nil }
        let subject = mustBeAddress ? entities.parseAddress(text, nil) : entities.entity(of: text)
        if subject == nil {
            diagnostics.report(
                .badEntry, at: node.location, [text, mustBeAddress ? "an address of a known network" : "a reference"])
        }
        return subject
    }

    private func tag(_ node: YAMLNode) -> TagList.Tag? {
        guard var mapping = YAMLMapping(node, "a tag", diagnostics) else { return nil }
        let tagNode = mapping.required("tag")
        let tag = tagNode.flatMap { diagnostics.text($0, "tag") }
        let label = mapping.required("label").flatMap { diagnostics.text($0, "label") }
        mapping.finish()
        guard let tagNode, let tag, let label else { return nil }
        guard tag.utf8.count <= ListReader.maximumTagBytes else {
            diagnostics.report(
                .badEntry, at: tagNode.location, [tag, "a tag of at most \(ListReader.maximumTagBytes) bytes"])
            return nil
        }
        return TagList.Tag(bytes: Array(tag.utf8), label: label)
    }

    /// A coinbase script has at most 100 bytes (Bitcoin consensus).
    static let maximumTagBytes = 100
}
