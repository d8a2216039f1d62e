public import SupervisionModel

/// A value that a rule keeps: the argument of an aggregate on one event, or the value of a name in an alert.
///
/// Numbers are 128 bits wide: amounts of tokens do not fit 64. Ordered within one kind; across kinds by kind.
public enum Scalar: Hashable, Sendable {
    case absent
    case bool(Bool)
    case int(Int128)
    case text(String)
    case entity(EntityRef)
    /// Milliseconds since 1970.
    case time(Timestamp)
    case span(Interval)

    public static func == (left: Scalar, right: Scalar) -> Bool {
        switch (left, right) {
        case (.absent, .absent): true
        case (.bool(let first), .bool(let second)): first == second
        case (.int(let first), .int(let second)): first == second
        case (.text(let first), .text(let second)): first.hasSameBytes(as: second)
        case (.entity(let first), .entity(let second)): first == second
        case (.time(let first), .time(let second)): first == second
        case (.span(let first), .span(let second)): first == second
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .absent: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .text(let value): value.combineBytes(into: &hasher)
        case .entity(let value): hasher.combine(value)
        case .time(let value): hasher.combine(value)
        case .span(let value): hasher.combine(value)
        }
    }
}

extension Scalar: Comparable {
    public static func < (left: Scalar, right: Scalar) -> Bool {
        switch (left, right) {
        case (.bool(let first), .bool(let second)): !first && second
        case (.int(let first), .int(let second)): first < second
        case (.text(let first), .text(let second)): first.utf8.lexicographicallyPrecedes(second.utf8)
        case (.entity(let first), .entity(let second)):
            first.canonicalBytes.lexicographicallyPrecedes(second.canonicalBytes)
        case (.time(let first), .time(let second)): first < second
        case (.span(let first), .span(let second)): first < second
        default: left.kind < right.kind
        }
    }

    private var kind: UInt8 {
        switch self {
        case .absent: 0
        case .bool: 1
        case .int: 2
        case .text: 3
        case .entity: 4
        case .time: 5
        case .span: 6
        }
    }
}

extension Scalar {
    public func write(to writer: inout ByteWriter) {
        writer.write(byte: kind)
        switch self {
        case .absent: break
        case .bool(let value): writer.write(value)
        case .int(let value): writer.write(value)
        case .text(let value): writer.write(value)
        case .entity(let value): writer.write(value)
        case .time(let value): writer.write(value.milliseconds)
        case .span(let value): writer.write(value.milliseconds)
        }
    }

    public init(from reader: inout ByteReader) throws(StateDecodingError) {
        switch try reader.byte() {
        case 0: self = .absent
        case 1: self = .bool(try reader.bool())
        case 2: self = .int(try reader.wide())
        case 3: self = .text(try reader.string())
        case 4: self = .entity(try reader.entity())
        case 5: self = .time(Timestamp(milliseconds: try reader.signed()))
        case 6: self = .span(Interval(milliseconds: try reader.signed()))
        default: throw StateDecodingError(offset: reader.offset, expected: "a kind of value 0...6")
        }
    }

    /// How the value stands in an alert: numbers beyond ±(2^53 − 1) as decimal strings, moments as RFC 3339, spans in
    /// milliseconds, references as their text.
    public func json(naming: some EntityNaming) -> JSONValue? {
        switch self {
        case .absent: nil
        case .bool(let value): .bool(value)
        case .int(let value):
            if let small = Int64(exactly: value), JSONValue.integerRange.contains(small) {
                .integer(small)
            } else {
                .string(String(value))
            }
        case .text(let value): .string(value)
        case .entity(let value): .string(naming.text(of: value))
        case .time(let value): .string(value.rfc3339)
        case .span(let value): .integer(value.milliseconds)
        }
    }
}
