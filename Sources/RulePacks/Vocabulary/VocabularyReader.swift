import RuleEngine
import SupervisionModel

/// Reads `vocabulary/*.yaml`: event types, groups of fields that several types have, and the records inside them.
///
/// ```yaml
/// records:
///   fee: { kind: string, amount: money }
/// groups:
///   loan: { loanId: string, borrower: entity, principal: money }
/// events:
///   loan.originated:
///     meaning: { zh: 贷款发放合同成立, en: A loan contract was concluded }
///     with: [loan]
///     fields: { fees: list(fee), aprPpm: { type: int, unit: ppm, zh: 年化综合利率, en: Annual rate with all fees } }
/// ```
/// A file explains all of its types or none. Records and groups are those of the same file; records may use records above them. The fields of a type are those
/// of its groups in their order, then its own. A built-in type may be declared, exactly as it is: adapters fill its
/// fields by position.
struct VocabularyReader {
    let diagnostics: Diagnostics
    /// Declared types in the order of files and lines; built-in ones as they are explained.
    private(set) var types: [EventType] = []
    private var places: [(name: String, location: SourceLocation)] = []

    init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    /// What the types of one file share.
    private struct Shared {
        var records: [RecordType] = []
        var groups: [(name: String, fields: [RecordType.Field])] = []
    }

    mutating func read(_ file: SourceFile) {
        guard let root = YAMLDocument.read(file, into: diagnostics),
            var mapping = YAMLMapping(root, "a vocabulary", diagnostics)
        else { return }
        var shared = Shared()
        if let node = mapping.optional("records"), var inner = YAMLMapping(node, "records", diagnostics) {
            for entry in inner.all() {
                guard checkName(entry, "a record") else { continue }
                let reader = FieldDeclarationReader(diagnostics: diagnostics, records: shared.records)
                let fields = reader.fields(entry.value, "records.\(entry.key)")
                shared.records.append(RecordType(name: entry.key, fields: fields))
            }
        }
        if let node = mapping.optional("groups"), var inner = YAMLMapping(node, "groups", diagnostics) {
            for entry in inner.all() {
                guard checkName(entry, "a group") else { continue }
                let reader = FieldDeclarationReader(diagnostics: diagnostics, records: shared.records)
                shared.groups.append((entry.key, reader.fields(entry.value, "groups.\(entry.key)")))
            }
        }
        if let node = mapping.required("events"), var inner = YAMLMapping(node, "events", diagnostics) {
            let entries = inner.all()
            for entry in entries { read(entry, shared) }
            checkMeanings(entries)
        }
        mapping.finish()
    }

    /// Where some types are explained, one without a meaning was forgotten.
    private func checkMeanings(_ entries: [YAMLNode.Entry]) {
        func isExplained(_ entry: YAMLNode.Entry) -> Bool {
            guard case .mapping(let members) = entry.value.content else { return false }
            return members.contains { $0.key.utf8.elementsEqual("meaning".utf8) }
        }
        guard entries.contains(where: isExplained) else { return }
        for entry in entries where !isExplained(entry) {
            diagnostics.report(.missingKey, at: entry.keyLocation, [entry.key, "meaning"])
        }
    }

    private mutating func read(_ entry: YAMLNode.Entry, _ shared: Shared) {
        guard checkName(entry, "an event type"), var mapping = YAMLMapping(entry.value, entry.key, diagnostics) else {
            return
        }
        let before = diagnostics.errors.count
        let meaning = mapping.optional("meaning").flatMap { diagnostics.localized($0, "\(entry.key).meaning") }
        let time = mapping.optional("time").flatMap {
            diagnostics.word($0, "time", [("chain", EventType.TimeSource.chain), ("node", .node)])
        }
        let groups = mapping.optional("with")
        var fields = groups.map { self.fields(of: $0, entry.key, shared.groups) } ?? []
        // A type may be made of groups alone.
        let own = groups == nil ? mapping.required("fields") : mapping.optional("fields")
        if let own {
            let reader = FieldDeclarationReader(diagnostics: diagnostics, records: shared.records)
            fields = reader.fields(own, entry.key, after: fields)
        }
        mapping.finish()
        if let place = places.first(where: { $0.name.utf8.elementsEqual(entry.key.utf8) }) {
            diagnostics.report(
                .duplicateID, at: entry.keyLocation, ["the event type", entry.key, place.location.description])
        }
        places.append((entry.key, entry.keyLocation))
        guard diagnostics.errors.count == before, groups != nil || own != nil else { return }
        let type = EventType(
            name: entry.key, fields: fields, timeSource: time ?? .chain,
            meaning: meaning.map { Meaning(zh: $0.zh, en: $0.en) })
        if let builtIn = BuiltInEvents.all.first(where: { $0.name.utf8.elementsEqual(entry.key.utf8) }),
            let difference = difference(type, builtIn)
        {
            diagnostics.report(.builtInDiffers, at: entry.keyLocation, [entry.key, difference])
        } else {
            types.append(type)
        }
    }

    /// The fields of the groups that a type names.
    private func fields(
        of node: YAMLNode, _ name: String, _ groups: [(name: String, fields: [RecordType.Field])]
    ) -> [RecordType.Field] {
        var fields: [RecordType.Field] = []
        for element in diagnostics.sequence(node, "\(name).with") ?? [] {
            guard let group = diagnostics.word(element, "\(name).with", groups) else { continue }
            for field in group {
                if fields.contains(where: { $0.name.utf8.elementsEqual(field.name.utf8) }) {
                    diagnostics.report(.duplicateKey, at: element.location, [field.name])
                }
                fields.append(field)
            }
        }
        return fields
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

    private func checkName(_ entry: YAMLNode.Entry, _ what: String) -> Bool {
        diagnostics.checkName(entry, what, further: "._-")
    }
}
