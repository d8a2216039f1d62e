import RuleEngine
import SupervisionModel

/// Reads `vocabulary/*.yaml`: event types and the records inside them.
///
/// ```yaml
/// records:
///   fee: { name: string, amount: money }
/// events:
///   loan.originated: { fields: { borrower: entity, principal: money, fees: list(fee) } }
/// ```
/// Records are those of the same file, and may use records above them. A built-in type may be declared, exactly as it
/// is: adapters fill its fields by position.
struct VocabularyReader {
    let diagnostics: Diagnostics
    /// Declared types that are not built in, in the order of files and lines.
    private(set) var types: [EventType] = []
    private var places: [(name: String, location: SourceLocation)] = []

    init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    mutating func read(_ file: SourceFile) {
        guard let root = YAMLDocument.read(file, into: diagnostics),
            var mapping = YAMLMapping(root, "a vocabulary", diagnostics)
        else { return }
        var records: [RecordType] = []
        if let node = mapping.optional("records"), var inner = YAMLMapping(node, "records", diagnostics) {
            for entry in inner.all() {
                guard checkName(entry, "a record") else { continue }
                let fields = self.fields(entry.value, "records.\(entry.key)", records)
                records.append(RecordType(name: entry.key, fields: fields))
            }
        }
        if let node = mapping.required("events"), var inner = YAMLMapping(node, "events", diagnostics) {
            for entry in inner.all() { read(entry, records) }
        }
        mapping.finish()
    }

    private mutating func read(_ entry: YAMLNode.Entry, _ records: [RecordType]) {
        guard checkName(entry, "an event type"), var mapping = YAMLMapping(entry.value, entry.key, diagnostics) else {
            return
        }
        let before = diagnostics.errors.count
        let time = mapping.optional("time").flatMap {
            diagnostics.word($0, "time", [("chain", EventType.TimeSource.chain), ("node", .node)])
        }
        let fields = mapping.required("fields").map { self.fields($0, entry.key, records) }
        mapping.finish()
        if let place = places.first(where: { $0.name.utf8.elementsEqual(entry.key.utf8) }) {
            diagnostics.report(
                .duplicateID, at: entry.keyLocation, ["the event type", entry.key, place.location.description])
        }
        places.append((entry.key, entry.keyLocation))
        guard diagnostics.errors.count == before, let fields else { return }
        let type = EventType(name: entry.key, fields: fields, timeSource: time ?? .chain)
        guard let builtIn = BuiltInEvents.all.first(where: { $0.name.utf8.elementsEqual(entry.key.utf8) }) else {
            types.append(type)
            return
        }
        if let difference = difference(type, builtIn) {
            diagnostics.report(.builtInDiffers, at: entry.keyLocation, [entry.key, difference])
        }
    }

    private func difference(_ declared: EventType, _ builtIn: EventType) -> String? {
        if declared.timeSource != builtIn.timeSource {
            return "its time is that of the \(builtIn.timeSource == .node ? "node" : "chain")"
        }
        for (index, field) in builtIn.payload.fields.enumerated() {
            guard index < declared.payload.fields.count else { return "field \"\(field.name)\" is missing" }
            let found = declared.payload.fields[index]
            if !found.name.utf8.elementsEqual(field.name.utf8) {
                return "field \(index + 1) is \"\(field.name)\", not \"\(found.name)\""
            }
            if found.type != field.type {
                return "\"\(field.name)\" is \(FieldTypeText.text(field.type)), not \(FieldTypeText.text(found.type))"
            }
        }
        return declared.payload.fields.count > builtIn.payload.fields.count
            ? "it has no field \"\(declared.payload.fields[builtIn.payload.fields.count].name)\"" : nil
    }

    private func fields(_ node: YAMLNode, _ name: String, _ records: [RecordType]) -> [RecordType.Field] {
        guard var mapping = YAMLMapping(node, "\(name).fields", diagnostics) else { return [] }
        return mapping.all().compactMap { entry in
            guard checkName(entry, "a field", further: "_"),
                let text = diagnostics.text(entry.value, "\(name).\(entry.key)")
            else { return nil }
            guard let type = FieldTypeText.type(text, records: records) else {
                let known = FieldTypeText.names + records.map(\.name)
                diagnostics.report(
                    .unknownFieldType, at: entry.value.location, [text],
                    suggestion: SpellingSuggestion.nearest(to: text, among: known))
                return nil
            }
            return RecordType.Field(entry.key, type)
        }
    }

    private func checkName(_ entry: YAMLNode.Entry, _ what: String, further: String = "._-") -> Bool {
        guard Identifier.isValid(entry.key, further: further) else {
            let rule = Identifier.rule(further: further)
            diagnostics.report(.badName, at: entry.keyLocation, [entry.key, what, rule])
            return false
        }
        return true
    }
}
