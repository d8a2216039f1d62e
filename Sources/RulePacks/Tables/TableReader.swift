import RuleEngine
import SupervisionModel

/// Reads `tables/*.yaml`: as-of tables with rows of their own and rows that events make.
///
/// ```yaml
/// id: lpr
/// value: int                                   # int, amount, string, bool, timestamp, entity
/// entries: [{ key: CN, from: 2019-08-20, value: 42500 }]
/// from:
///   - { on: reference.published, where: event.table == "LPR1Y", key: '"CN"', value: event.value, validFrom: event.validFrom }
/// ```
struct TableReader {
    let expressions: ExpressionReader
    let entities: EntityReader

    private var diagnostics: Diagnostics { expressions.diagnostics }

    func read(_ file: SourceFile) -> TableDefinition? {
        guard let root = YAMLDocument.read(file, into: diagnostics),
            var mapping = YAMLMapping(root, "a table", diagnostics)
        else { return nil }
        let before = diagnostics.errors.count
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "a table", further: "_") }
        let type = mapping.required("value").flatMap {
            diagnostics.word($0, "value", TableDefinition.ValueType.self)
        }
        let entryNodes = mapping.optional("entries").flatMap { diagnostics.sequence($0, "entries") } ?? []
        let sourceNodes = mapping.optional("from").flatMap { diagnostics.sequence($0, "from") } ?? []
        mapping.finish()
        let entries = type.map { type in entryNodes.compactMap { entry($0, type) } } ?? []
        let sources = sourceNodes.compactMap(source)
        guard diagnostics.errors.count == before, let id, let type else { return nil }
        return TableDefinition(
            id: id, valueType: type, entries: entries, sources: sources, location: root.location)
    }

    private func entry(_ node: YAMLNode, _ type: TableDefinition.ValueType) -> TableDefinition.Entry? {
        guard var mapping = YAMLMapping(node, "an entry", diagnostics) else { return nil }
        let key = mapping.required("key").flatMap { diagnostics.text($0, "key") }
        let from = mapping.optional("from").map { diagnostics.time($0, "from") } ?? .distantPast
        let value = mapping.required("value").flatMap { scalar($0, type) }
        mapping.finish()
        guard let key, let from, let value else { return nil }
        return TableDefinition.Entry(key: key, from: from, value: value)
    }

    private func scalar(_ node: YAMLNode, _ type: TableDefinition.ValueType) -> Scalar? {
        let fields = FieldValueReader(diagnostics: diagnostics, entities: entities)
        switch type {
        case .int: return diagnostics.integer(node, "value", in: Int64.min...Int64.max).map { .int(Int128($0)) }
        case .bool: return diagnostics.bool(node, "value").map { .bool($0) }
        case .string: return diagnostics.text(node, "value").map { .text($0) }
        case .timestamp: return diagnostics.time(node, "value").map { .time($0) }
        case .entity: return fields.entity(node, "value").map { .entity($0) }
        case .amount:
            guard case .money(let money)? = fields.value(node, .money, "value") else { return nil }
            return .int(money.minor)
        }
    }

    private func source(_ node: YAMLNode) -> TableDefinition.Source? {
        guard var mapping = YAMLMapping(node, "a source of rows", diagnostics) else { return nil }
        let on = mapping.required("on")
        let type = on.flatMap { diagnostics.text($0, "on") }
        let filter = expressions.read(mapping.optional("where"), "where")
        let key = mapping.required("key").flatMap { expressions.read($0, "key") }
        let value = mapping.required("value").flatMap { expressions.read($0, "value") }
        let validFrom = expressions.read(mapping.optional("validFrom"), "validFrom")
        mapping.finish()
        guard let on, let type else { return nil }
        let trigger = Trigger(name: "event", eventType: type, location: on.textLocation)
        expressions.definitions.checkUses(of: [trigger])
        guard let key, let value else { return nil }
        return TableDefinition.Source(
            trigger: trigger, filter: filter, key: key,
            value: value, validFrom: validFrom)
    }
}
