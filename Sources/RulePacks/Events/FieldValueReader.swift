import ChainCrypto
import RuleEngine
import SupervisionModel

/// Reads the values of an event's fields by their types. Reports what does not fit.
struct FieldValueReader {
    let diagnostics: Diagnostics
    let entities: EntityReader
    /// Chain of the event that is read.
    var chain: ChainID?
    /// Where unknown fields are noted, which then do not spoil the rest; `nil` where they are errors.
    var notices: Diagnostics?

    init(diagnostics: Diagnostics, entities: EntityReader) {
        self.diagnostics = diagnostics
        self.entities = entities
    }

    /// `nil` after an error was reported.
    func value(_ node: YAMLNode, _ type: FieldType, _ name: String) -> FieldValue? {
        switch type {
        case .bool: return diagnostics.bool(node, name).map { .bool($0) }
        case .int: return integer(node, name).map { .int($0) }
        case .string: return plainText(node, name).map { .string($0) }
        case .digest: return digest(node, name).map { .digest($0) }
        case .bytes: return bytes(node, name).map { .bytes($0) }
        case .entity: return entity(node, name).map { .entity($0) }
        case .money: return money(node, name).map { .money($0) }
        case .timestamp: return diagnostics.time(node, name).map { .timestamp($0) }
        case .duration: return signedDuration(node, name).map { .duration($0) }
        case .ratio: return ratio(node, name)
        case .number: return number(node, name).map { .int($0) }
        case .numberMap: return numbers(node, name)
        case .period: return period(node, name)
        case .list(let element): return list(node, element, name)
        case .record(let record): return self.record(node, record, name)
        }
    }

    func entity(_ node: YAMLNode, _ name: String) -> EntityRef? {
        guard let text = diagnostics.text(node, name) else { return nil }
        guard let entity = entities.entity(of: text, on: chain) else {
            refuse(node, name, "a reference of at most \(EntityReader.maximumBytes) bytes")
            return nil
        }
        return entity
    }

    /// JSON carries integers beyond ±(2^53 − 1) as text.
    private func integer(_ node: YAMLNode, _ name: String) -> Int64? {
        if case .scalar(let text, isQuoted: true) = node.content, let value = DecimalText.integer(text),
            !JSONValue.integerRange.contains(value)
        {
            return value
        }
        return diagnostics.integer(node, name, in: Int64.min...Int64.max)
    }

    /// May be empty, unlike texts of rules.
    private func plainText(_ node: YAMLNode, _ name: String) -> String? {
        guard case .scalar(let text, _) = node.content else {
            refuse(node, name, "text")
            return nil
        }
        return text
    }

    /// 64 hexadecimal digits, or `sha256(any text)` where a test needs some digest.
    private func digest(_ node: YAMLNode, _ name: String) -> Digest32? {
        guard let text = diagnostics.text(node, name) else { return nil }
        if text.hasPrefix("sha256("), text.hasSuffix(")") {
            return Digest32(SHA256.hash(Array(text.dropFirst("sha256(".count).dropLast().utf8)).bytes)
        }
        guard let digest = Digest32(hex: text) else {
            refuse(node, name, "64 hexadecimal digits")
            return nil
        }
        return digest
    }

    private func bytes(_ node: YAMLNode, _ name: String) -> [UInt8]? {
        guard let text = plainText(node, name) else { return nil }
        guard let bytes = Hex.decode(text) else {
            refuse(node, name, "hexadecimal digits")
            return nil
        }
        return bytes
    }

    /// `100 CNY`, or `{ minor: "10000", currency: CNY }`.
    func money(_ node: YAMLNode, _ name: String) -> Money? {
        guard case .mapping = node.content else {
            return diagnostics.text(node, name).flatMap { AmountText.money($0, at: node.location, diagnostics) }
        }
        guard var mapping = YAMLMapping(node, name, diagnostics) else { return nil }
        let minorNode = mapping.required("minor")
        let currency = mapping.required("currency").flatMap { diagnostics.text($0, "\(name).currency") }
        mapping.finish()
        guard let minorNode, let text = diagnostics.text(minorNode, "\(name).minor"), let currency else { return nil }
        guard let minor = DecimalText.scaled(text, scale: 0) else {
            refuse(minorNode, "\(name).minor", "a non-negative integer of at most 127 bits")
            return nil
        }
        guard currency.utf8.count <= 16 else {
            refuse(node, "\(name).currency", "at most 16 bytes")
            return nil
        }
        return Money(minor: minor, currency: currency)
    }

    /// Any text; its last day where the text says it.
    private func period(_ node: YAMLNode, _ name: String) -> FieldValue? {
        guard let text = diagnostics.text(node, name) else { return nil }
        return .record([.string(text), PeriodText.end(text).map { .timestamp($0) } ?? .absent])
    }

    private func signedDuration(_ node: YAMLNode, _ name: String) -> Interval? {
        guard let text = diagnostics.text(node, name) else { return nil }
        guard let interval = DurationText.signed(text) else {
            diagnostics.report(.badDuration, at: node.location, [text])
            return nil
        }
        return interval
    }

    private func list(_ node: YAMLNode, _ element: FieldType, _ name: String) -> FieldValue? {
        guard let nodes = diagnostics.sequence(node, name) else { return nil }
        guard nodes.count <= LoadLimits.eventListElements else {
            refuse(node, name, "at most \(LoadLimits.eventListElements) elements")
            return nil
        }
        let values = nodes.enumerated().compactMap { value($1, element, "\(name)[\($0)]") }
        return values.count == nodes.count ? .list(values) : nil
    }

    private func record(_ node: YAMLNode, _ record: RecordType, _ name: String) -> FieldValue? {
        guard let mapping = YAMLMapping(node, name, diagnostics) else { return nil }
        return fields(mapping.unread, of: record).map { .record($0) }
    }

    /// Values in the slots of a record; `nil` after an error was reported.
    func fields(_ entries: [YAMLNode.Entry], of record: RecordType) -> [FieldValue]? {
        var values = [FieldValue](repeating: .absent, count: record.fields.count)
        var isComplete = true
        for entry in entries {
            guard let slot = record.slot(of: entry.key) else {
                (notices ?? diagnostics).report(
                    .unknownField, at: entry.keyLocation, [entry.key, record.name],
                    suggestion: SpellingSuggestion.nearest(to: entry.key, among: record.fields.map(\.name)))
                if notices == nil { isComplete = false }
                continue
            }
            guard let value = value(entry.value, record.fields[slot].type, "\(record.name).\(entry.key)") else {
                isComplete = false
                continue
            }
            values[slot] = value
        }
        return isComplete ? values : nil
    }

    func refuse(_ node: YAMLNode, _ name: String, _ expected: String) {
        diagnostics.report(.fieldValue, at: node.location, [name, expected, node.kind])
    }
}
