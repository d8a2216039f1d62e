/// The type of an event's field. Rules are checked against it when a pack is loaded (vocabulary.md).
public indirect enum FieldType: Hashable, Sendable {
    case bool
    case int
    case string
    /// 32 bytes; text is lowercase hexadecimal in the order the chain prints it.
    case digest
    case bytes
    case entity
    case money
    case timestamp
    case duration
    /// An exact fraction in lowest terms, for prices and rates of exchange: stored as `RecordType.ratio`.
    case ratio
    /// A whole number that platforms may also write as a text or as an amount, whose minor units count: stored as `int`.
    case number
    /// Named numbers, such as the figures of a report: stored as a list of `RecordType.namedNumber`, names ascending.
    case numberMap
    /// A period of a report as it is called, and its last day where the name says it: stored as `RecordType.period`.
    case period
    case list(FieldType)
    case record(RecordType)

    /// The type that carries the values: that of `ratio`, `number`, `numberMap` and `period` by what they are made of.
    public var stored: FieldType {
        switch self {
        case .number: .int
        case .ratio: .record(.ratio)
        case .numberMap: .list(.record(.namedNumber))
        case .period: .record(.period)
        case .list(let element): .list(element.stored)
        default: self
        }
    }

    /// The type of an element as it is stored; `nil` for what is stored as no list.
    public var element: FieldType? {
        switch self {
        case .list(let element): element
        case .numberMap: .record(.namedNumber)
        default: nil
        }
    }
}
