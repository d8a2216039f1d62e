import SupervisionModel

/// Names of field types in vocabulary files.
enum FieldTypeText {
    private static let simple: [(name: String, type: FieldType)] = [
        ("bool", .bool), ("int", .int), ("string", .string), ("digest", .digest), ("bytes", .bytes),
        ("entity", .entity), ("money", .money), ("timestamp", .timestamp), ("duration", .duration),
        ("ratio", .ratio), ("number", .number), ("map(number)", .numberMap), ("period", .period),
    ]

    static let names = simple.map(\.name)

    /// `int`, `list(entity)`, or a record by its name; lists do not nest.
    static func type(_ text: String, records: [RecordType]) -> FieldType? {
        if text.hasPrefix("list("), text.hasSuffix(")") {
            let inner = String(text.dropFirst("list(".count).dropLast())
            guard !inner.hasPrefix("list(") else { return nil }
            return type(inner, records: records).map { .list($0) }
        }
        if let found = simple.first(where: { $0.name.utf8.elementsEqual(text.utf8) }) { return found.type }
        return records.first { $0.name.utf8.elementsEqual(text.utf8) }.map { .record($0) }
    }

    static func text(_ type: FieldType) -> String {
        switch type {
        case .list(let element): "list(\(text(element)))"
        case .record(let record): record.name
        default: simple.first { $0.type == type }?.name ?? "?"
        }
    }
}
