/// The message types of `google.protobuf` that the language knows without protobuf (cel-spec, "Protocol Buffer Data
/// Conversion"): written as literals, they are their CEL values.
enum WellKnownTypes {
    /// A literal such as `google.protobuf.Int32Value{value: 1}`.
    enum Message: Sendable {
        case int32, int64, uint32, uint64, float, double, bool, string, bytes
        case structure, value, list, timestamp, duration, any
    }

    /// The names that stand for types, given the libraries.
    static func names(_ libraries: Library) -> [String: CELType] {
        var names: [String: CELType] = [
            "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
            "null_type": .null, "list": .list(.dyn), "map": .map(.dyn, .dyn), "type": .type(nil),
            "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
        ]
        if libraries.contains(.optionals) { names["optional_type"] = .optional(.dyn) }
        if libraries.contains(.network) {
            names["net.IP"] = .ipAddress
            names["net.CIDR"] = .cidr
        }
        return names
    }

    /// The message of a full name.
    static func message(_ name: String) -> Message? {
        let prefix = "google.protobuf."
        guard name.hasPrefix(prefix) else { return nil }
        return switch name.dropFirst(prefix.utf8.count) {
        case "Int32Value": .int32
        case "Int64Value": .int64
        case "UInt32Value": .uint32
        case "UInt64Value": .uint64
        case "FloatValue": .float
        case "DoubleValue": .double
        case "BoolValue": .bool
        case "StringValue": .string
        case "BytesValue": .bytes
        case "Struct": .structure
        case "Value": .value
        case "ListValue": .list
        case "Timestamp": .timestamp
        case "Duration": .duration
        case "Any": .any
        default: nil
        }
    }
}

extension WellKnownTypes.Message {
    /// The type of the literal.
    var type: CELType {
        switch self {
        case .int32, .int64: .wrapper(.int)
        case .uint32, .uint64: .wrapper(.uint)
        case .float, .double: .wrapper(.double)
        case .bool: .wrapper(.bool)
        case .string: .wrapper(.string)
        case .bytes: .wrapper(.bytes)
        case .structure: .map(.string, .dyn)
        case .value: .dyn
        case .list: .list(.dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        case .any: .any
        }
    }

    /// The fields a literal may have.
    var fields: [(name: String, type: CELType)] {
        switch self {
        case .int32, .int64: [("value", .int)]
        case .uint32, .uint64: [("value", .uint)]
        case .float, .double: [("value", .double)]
        case .bool: [("value", .bool)]
        case .string: [("value", .string)]
        case .bytes: [("value", .bytes)]
        case .structure: [("fields", .map(.string, .dyn))]
        case .value:
            [
                ("null_value", .dyn), ("number_value", .double), ("string_value", .string), ("bool_value", .bool),
                ("struct_value", .map(.string, .dyn)), ("list_value", .list(.dyn)),
            ]
        case .list: [("values", .list(.dyn))]
        case .timestamp, .duration: [("seconds", .int), ("nanos", .int)]
        case .any: [("type_url", .string), ("value", .bytes)]
        }
    }
}
