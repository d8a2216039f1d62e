import CEL
import SupervisionModel

/// The event that a condition looks at. Fields are converted when they are read, so that a condition on one field of
/// a transfer costs nothing for the others.
///
/// `@unchecked Sendable`: belongs to one `Evaluator`, which belongs to one thread and sets `kept` before it evaluates.
final class EventValue: StructValue, @unchecked Sendable {
    /// Fields that every event has, after those of its payload.
    static let envelope: [StructType.Field] = [
        .init("chain", .string), .init("height", .int), .init("ruleTime", .timestamp), .init("time", .timestamp),
        .init("txIndex", .int), .init("index", .int), .init("block", .string), .init("jurisdiction", .string),
    ]

    static func structType(of type: EventType) -> StructType {
        StructType(name: type.name, fields: FieldBridge.structType(of: type.payload).fields + envelope)
    }

    /// Setting it forgets what was converted.
    var kept: KeptEvent? {
        didSet {
            for index in converted { values[index] = nil }
            converted.removeAll(keepingCapacity: true)
        }
    }
    /// Payload fields that have been converted already: several rules read the same ones.
    private var values: [Value?]
    private var converted: [Int] = []
    private let fieldTypes: [FieldType]
    private let bridge: FieldBridge

    init(type: EventType, structType: StructType, bridge: FieldBridge) {
        fieldTypes = type.payload.fields.map(\.type)
        self.bridge = bridge
        values = Array(repeating: nil, count: fieldTypes.count)
        super.init(type: structType)
    }

    /// Another event of the same type.
    init(like other: EventValue) {
        fieldTypes = other.fieldTypes
        bridge = other.bridge
        values = Array(repeating: nil, count: fieldTypes.count)
        super.init(type: other.type)
    }

    override func field(at index: Int) -> Value? {
        guard let kept else { return nil }
        if index < fieldTypes.count {
            if let value = values[index] { return value }
            let value = bridge.value(of: kept.event[index], type: fieldTypes[index])
            if value != nil {
                values[index] = value
                converted.append(index)
            }
            return value
        }
        let event = kept.event
        return switch index - fieldTypes.count {
        case 0: .string(event.position.chain.text)
        case 1: .int(Int64(clamping: event.position.height))
        case 2: FieldBridge.value(of: event.position.ruleTime)
        case 3: FieldBridge.value(of: event.time)
        case 4: .int(Int64(event.position.transaction))
        case 5: .int(Int64(event.position.index))
        case 6: .string(event.block.hex)
        case 7: event.jurisdiction.utf8.isEmpty ? nil : .string(event.jurisdiction)
        default: nil
        }
    }

    override func hasField(at index: Int) -> Bool {
        guard let event = kept?.event else { return false }
        if index - fieldTypes.count == 7 { return !event.jurisdiction.utf8.isEmpty }
        return index >= fieldTypes.count || event[index] != .absent
    }
}
