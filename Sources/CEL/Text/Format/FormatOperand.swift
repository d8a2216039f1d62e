/// What the engine of `string.format` needs to know of a value.
///
/// The evaluator makes its value type conform; the engine then walks lists and maps without a copy of the whole tree.
package protocol FormatOperand {
    /// The value as one of the shapes that format clauses tell apart.
    var formatShape: FormatShape<Self> { get }
}

/// The shapes of values that format clauses tell apart.
package enum FormatShape<Operand: FormatOperand> {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case timestamp(CELTimestamp)
    case duration(CELDuration)
    /// A type value by its name.
    case type(String)
    case list([Operand])
    /// Entries in any order; they are printed in the order of their printed keys.
    case map([(key: Operand, value: Operand)])
    /// An opaque value that `%s` prints with its canonical text and no other clause takes: `amount`, `net.IP`,
    /// `net.CIDR`.
    case text(String, typeName: String)
    /// A value that no clause takes, by the name of its type.
    case unsupported(typeName: String)

    /// The name of the CEL type, for error texts.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        case .list: "list"
        case .map: "map"
        case .text(_, let typeName), .unsupported(let typeName): typeName
        }
    }
}
