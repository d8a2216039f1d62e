import CEL
import SupervisionModel

/// A table inside a condition: `asOf(tables.lpr, "CN", event.contractDate)`. It remembers what was asked and which rows
/// answered.
///
/// `@unchecked Sendable`: belongs to one `Evaluator`, which belongs to one thread.
final class TableValue: OpaqueValue, @unchecked Sendable {
    static let name = "table"
    static let declaration = OpaqueType(name)

    static func type(of valueType: CELType) -> CELType { .opaque(name, [valueType]) }

    let table: Int
    private let id: String
    private let valueType: CELType
    private let store: TableStore
    private let trail: EvaluationTrail
    private let bridge: FieldBridge

    init(
        table: Int, id: String, valueType: CELType, store: TableStore, trail: EvaluationTrail, bridge: FieldBridge
    ) {
        self.table = table
        self.id = id
        self.valueType = valueType
        self.store = store
        self.trail = trail
        self.bridge = bridge
        super.init()
    }

    override var typeName: String { TableValue.name }

    /// The row in force, noted as read.
    func row(_ key: Value, _ time: Value) -> TableRow? {
        guard case .timestamp(let moment) = time, let key = text(key) else { return nil }
        trail.note(TableRead(table: table, key: key))
        let at = Timestamp(milliseconds: moment.seconds * 1000 + Int64(moment.nanoseconds) / 1_000_000)
        guard let row = store.row(table, key, at: at) else { return nil }
        trail.note(
            ListHit(
                list: id, version: row.from == .distantPast ? "–" : row.from.rfc3339, entry: key,
                subject: .identifier(.internal, key)))
        return row
    }

    func value(of row: TableRow) -> Value { bridge.value(of: row.value, as: valueType) }

    func moment(of row: TableRow) -> Value { FieldBridge.value(of: row.from) }

    private func text(_ key: Value) -> String? {
        switch key {
        case .string(let text): text
        case .opaque(let value): (value as? EntityValue)?.text
        default: nil
        }
    }
}

extension TableDefinition.ValueType {
    /// The condition language's type of a value.
    var celType: CELType {
        switch self {
        case .int: .int
        case .amount: .amount
        case .string: .string
        case .bool: .bool
        case .timestamp: .timestamp
        case .entity: EntityValue.type
        }
    }
}
