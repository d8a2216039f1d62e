import RuleEngine
import SupervisionModel

/// Reads the fields of a type, a group or a record: `name: type`, or
/// `name: { type: …, unit: …, zh: …, en: … }` where the name does not say enough.
struct FieldDeclarationReader {
    let diagnostics: Diagnostics
    /// Records that the fields may use.
    let records: [RecordType]

    /// - Parameter earlier: fields that the type has already; a second one of the same name is refused.
    /// - Returns: the earlier fields, then the declared ones; those with an error are left out.
    func fields(_ node: YAMLNode, _ name: String, after earlier: [RecordType.Field] = []) -> [RecordType.Field] {
        var fields = earlier
        guard var mapping = YAMLMapping(node, "\(name).fields", diagnostics) else { return fields }
        for entry in mapping.all() {
            guard diagnostics.checkName(entry, "a field", further: "_"), let field = field(entry, name) else {
                continue
            }
            if fields.contains(where: { $0.name.utf8.elementsEqual(field.name.utf8) }) {
                diagnostics.report(.duplicateKey, at: entry.keyLocation, [field.name])
            }
            fields.append(field)
        }
        return fields
    }

    private func field(_ entry: YAMLNode.Entry, _ name: String) -> RecordType.Field? {
        guard case .mapping = entry.value.content else {
            return type(entry.value, "\(name).\(entry.key)").map { RecordType.Field(entry.key, $0) }
        }
        let path = "\(name).\(entry.key)"
        guard var mapping = YAMLMapping(entry.value, path, diagnostics) else { return nil }
        let type = mapping.required("type").flatMap { self.type($0, "\(path).type") }
        let unit = mapping.optional("unit").flatMap { diagnostics.text($0, "\(path).unit") }
        var meaning: Meaning?
        // One language alone would leave a reader without an explanation.
        if mapping.has("zh") || mapping.has("en") {
            let zh = mapping.required("zh").flatMap { diagnostics.text($0, "\(path).zh") }
            let en = mapping.required("en").flatMap { diagnostics.text($0, "\(path).en") }
            if let zh, let en { meaning = Meaning(zh: zh, en: en) }
        }
        mapping.finish()
        return type.map { RecordType.Field(entry.key, $0, meaning: meaning, unit: unit) }
    }

    private func type(_ node: YAMLNode, _ name: String) -> FieldType? {
        guard let text = diagnostics.text(node, name) else { return nil }
        if let type = FieldTypeText.type(text, records: records) { return type }
        let known = FieldTypeText.names + records.map(\.name)
        diagnostics.report(
            .unknownFieldType, at: node.location, [text],
            suggestion: SpellingSuggestion.nearest(to: text, among: known))
        return nil
    }
}

extension Diagnostics {
    /// Whether a key is a name by the rules of `Identifier`; reports it when it is not.
    func checkName(_ entry: YAMLNode.Entry, _ what: String, further: String) -> Bool {
        guard Identifier.isValid(entry.key, further: further) else {
            report(.badName, at: entry.keyLocation, [entry.key, what, Identifier.rule(further: further)])
            return false
        }
        return true
    }
}
