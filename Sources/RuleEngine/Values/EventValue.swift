import CEL
import SupervisionModel

/// The event that a condition looks at. Fields are converted when they are read, so that a condition on one field of
/// a transfer costs nothing for the others.
///
/// `@unchecked Sendable`: belongs to one `Evaluator`, which belongs to one thread and sets `event` before it evaluates.
final class EventValue: StructValue, @unchecked Sendable {
    /// Fields that every event has, after those of its payload.
    static let envelope: [StructType.Field] = [
        .init("chain", .string), .init("height", .int), .init("ruleTime", .timestamp), .init("time", .timestamp),
        .init("txIndex", .int), .init("index", .int), .init("block", .string), .init("jurisdiction", .string),
    ]

    static func structType(of type: EventType) -> StructType {
        StructType(name: type.name, fields: FieldBridge.structType(of: type.payload).fields + envelope)
    }

    var event: Event?
    private let fieldTypes: [FieldType]
    private let bridge: FieldBridge

    init(type: EventType, structType: StructType, bridge: FieldBridge) {
        fieldTypes = type.payload.fields.map(\.type)
        self.bridge = bridge
        super.init(type: structType)
    }

    /// Another event of the same type.
    init(like other: EventValue) {
        fieldTypes = other.fieldTypes
        bridge = other.bridge
        super.init(type: other.type)
    }

    override func field(at index: Int) -> Value? {
        guard let event else { return nil }
        if index < fieldTypes.count { return bridge.value(of: event[index], type: fieldTypes[index]) }
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
        guard let event else { return false }
        if index - fieldTypes.count == 7 { return !event.jurisdiction.utf8.isEmpty }
        return index >= fieldTypes.count || event[index] != .absent
    }
}
