import CEL
import SupervisionModel

/// Carries values between the vocabulary and the condition language.
struct FieldBridge: Sendable {
    let naming: any EntityNaming

    /// The structure behind every field of type money.
    static let money = StructType(name: "money", fields: [.init("minor", .amount), .init("currency", .string)])

    /// The condition language's type of a field.
    static func celType(of type: FieldType) -> CELType {
        switch type.stored {
        case .bool: .bool
        case .int, .number: .int
        case .string, .digest: .string
        case .bytes: .bytes
        case .entity: EntityValue.type
        case .money: .structure(money.name)
        case .timestamp: .timestamp
        case .duration: .duration
        case .list(let element): .list(celType(of: element))
        case .record(let record): .structure(record.name)
        // What is stored is made of the types above.
        case .ratio, .numberMap, .period: .dyn
        }
    }

    /// The structure of a record type.
    static func structType(of record: RecordType) -> StructType {
        StructType(name: record.name, fields: record.fields.map { .init($0.name, celType(of: $0.type)) })
    }

    /// `nil` for an absent value.
    func value(of field: FieldValue, type: FieldType) -> Value? {
        switch field {
        case .absent: nil
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .string(let value): .string(value)
        case .digest(let value): .string(value.hex)
        case .bytes(let value): .bytes(value)
        case .entity(let value): .opaque(EntityValue(value, naming: naming))
        case .money(let value): .structure(MoneyValue(value))
        case .timestamp(let value): FieldBridge.value(of: value)
        case .duration(let value): FieldBridge.value(of: value)
        case .list(let elements): listValue(elements, type: type)
        case .record(let values): recordValue(values, type: type)
        }
    }

    private func listValue(_ elements: [FieldValue], type: FieldType) -> Value? {
        guard let elementType = type.element else { return nil }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            if let value = value(of: element, type: elementType) { values.append(value) }
        }
        return .list(values)
    }

    private func recordValue(_ values: [FieldValue], type: FieldType) -> Value? {
        guard case .record(let record) = type.stored else { return nil }
        let fields = zip(values, record.fields).map { value(of: $0, type: $1.type) }
        return .structure(StoredStructValue(type: FieldBridge.structType(of: record), values: fields))
    }

    static func value(of moment: Timestamp) -> Value {
        let seconds = moment.milliseconds >= 0 ? moment.milliseconds / 1000 : (moment.milliseconds - 999) / 1000
        let milliseconds = moment.milliseconds - seconds * 1000
        guard let timestamp = CELTimestamp(seconds: seconds, nanoseconds: Int32(milliseconds) * 1_000_000) else {
            return .failure(.overflow, "the moment is outside the years 1 to 9999")
        }
        return .timestamp(timestamp)
    }

    static func value(of span: Interval) -> Value {
        let (nanoseconds, overflow) = span.milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow
            ? .failure(.overflow, "the span exceeds 292 years") : .duration(CELDuration(nanoseconds: nanoseconds))
    }

    static func amount(of minor: Int128) -> Value {
        if let small = UInt64(exactly: minor) { return .amount(Amount(small)) }
        guard minor >= 0 else { return .failure(.overflow, "an amount is never negative") }
        let bytes = withUnsafeBytes(of: minor.bigEndian) { Array($0) }
        guard let amount = Amount(bigEndianUnits: bytes) else {
            return .failure(.overflow, "the amount exceeds 256 bits")
        }
        return .amount(amount)
    }

    /// What a rule keeps of a value; `nil` for values that cannot be kept (lists, maps, doubles, fractions).
    static func scalar(of value: Value) -> Scalar? {
        switch value {
        case .null: .absent
        case .bool(let value): .bool(value)
        case .int(let value): .int(Int128(value))
        case .uint(let value): .int(Int128(value))
        case .string(let value): .text(value)
        case .amount(let value): Int128(value.description).map(Scalar.int)
        case .timestamp(let value):
            .time(Timestamp(milliseconds: value.seconds * 1000 + Int64(value.nanoseconds) / 1_000_000))
        case .duration(let value): .span(Interval(milliseconds: value.nanoseconds / 1_000_000))
        case .opaque(let value): (value as? EntityValue).map { Scalar.entity($0.entity) }
        case .structure(let value): (value as? MoneyValue).map { Scalar.int($0.money.minor) }
        default: nil
        }
    }

    /// Back into the condition language, as the type that the binding has.
    func value(of scalar: Scalar, as type: CELType) -> Value {
        switch scalar {
        case .absent: .failure(.noSuchField, "the window has no such value")
        case .bool(let value): .bool(value)
        case .int(let value):
            if type == .amount {
                FieldBridge.amount(of: value)
            } else if let small = Int64(exactly: value) {
                .int(small)
            } else {
                .failure(.overflow, "the sum exceeds 64 bits")
            }
        case .text(let value): .string(value)
        case .entity(let value): .opaque(EntityValue(value, naming: naming))
        case .time(let value): FieldBridge.value(of: value)
        case .span(let value): FieldBridge.value(of: value)
        }
    }
}

/// An amount of money inside a condition: `event.amount.minor`, `event.amount.currency`.
final class MoneyValue: StructValue, @unchecked Sendable {
    let money: Money

    init(_ money: Money) {
        self.money = money
        super.init(type: FieldBridge.money)
    }

    override func field(at index: Int) -> Value? {
        index == 0 ? FieldBridge.amount(of: money.minor) : .string(money.currency)
    }

    override func hasField(at index: Int) -> Bool { true }
}
