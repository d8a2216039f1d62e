extension FieldValue {
    /// One byte for the kind, then the value; lists and records by their number of elements.
    public func write(to writer: inout ByteWriter) {
        writer.write(byte: kind)
        switch self {
        case .absent: break
        case .bool(let value): writer.write(value)
        case .int(let value): writer.write(value)
        case .string(let value): writer.write(value)
        case .digest(let value): writer.write(value)
        case .bytes(let value): writer.write(value)
        case .entity(let value): writer.write(value.canonicalBytes)
        case .money(let value):
            writer.write(value.minor)
            writer.write(value.currency)
        case .timestamp(let value): writer.write(value.milliseconds)
        case .duration(let value): writer.write(value.milliseconds)
        case .list(let elements), .record(let elements):
            writer.write(UInt64(elements.count))
            for element in elements { element.write(to: &writer) }
        }
    }

    /// Reads what `write(to:)` wrote; values nest as deep as field types do, and no deeper than 16.
    public init(from reader: inout ByteReader) throws(StateDecodingError) {
        try self.init(from: &reader, depth: 0)
    }

    private init(from reader: inout ByteReader, depth: Int) throws(StateDecodingError) {
        guard depth < 16 else { throw StateDecodingError(offset: reader.offset, expected: "a value nested less deep") }
        switch try reader.byte() {
        case 0: self = .absent
        case 1: self = .bool(try reader.bool())
        case 2: self = .int(try reader.signed())
        case 3: self = .string(try reader.string())
        case 4: self = .digest(try reader.digest())
        case 5: self = .bytes(try reader.array())
        case 6: self = .entity(try reader.entity())
        case 7: self = .money(Money(minor: try reader.wide(), currency: try reader.string()))
        case 8: self = .timestamp(Timestamp(milliseconds: try reader.signed()))
        case 9: self = .duration(Interval(milliseconds: try reader.signed()))
        case 10: self = .list(try FieldValue.elements(from: &reader, depth: depth + 1))
        case 11: self = .record(try FieldValue.elements(from: &reader, depth: depth + 1))
        default: throw StateDecodingError(offset: reader.offset, expected: "a kind of value 0...11")
        }
    }

    private static func elements(
        from reader: inout ByteReader, depth: Int
    ) throws(StateDecodingError) -> [FieldValue] {
        var elements: [FieldValue] = []
        for _ in 0..<(try reader.count()) { elements.append(try FieldValue(from: &reader, depth: depth)) }
        return elements
    }

    private var kind: UInt8 {
        switch self {
        case .absent: 0
        case .bool: 1
        case .int: 2
        case .string: 3
        case .digest: 4
        case .bytes: 5
        case .entity: 6
        case .money: 7
        case .timestamp: 8
        case .duration: 9
        case .list: 10
        case .record: 11
        }
    }
}
