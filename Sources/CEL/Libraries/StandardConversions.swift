/// `int uint double bool string bytes timestamp duration` (cel-spec, "Conversions").
enum StandardConversions {
    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "int", .global("int64_to_int64", .int, .int, identity),
            .global("uint64_to_int64", .uint, .int, toInt), .global("double_to_int64", .double, .int, toInt),
            .global("string_to_int64", .string, .int, toInt), .global("timestamp_to_int64", .timestamp, .int, toInt)),
        FunctionDeclaration(
            "uint", .global("uint64_to_uint64", .uint, .uint, identity),
            .global("int64_to_uint64", .int, .uint, toUint), .global("double_to_uint64", .double, .uint, toUint),
            .global("string_to_uint64", .string, .uint, toUint)),
        FunctionDeclaration(
            "double", .global("double_to_double", .double, .double, identity),
            .global("int64_to_double", .int, .double, toDouble), .global("uint64_to_double", .uint, .double, toDouble),
            .global("string_to_double", .string, .double, toDouble)),
        FunctionDeclaration(
            "bool", .global("bool_to_bool", .bool, .bool, identity),
            .global("string_to_bool", .string, .bool) { _, value in
                guard case .string(let text) = value else { return .null }
                return Libraries.attempt { () throws(NumberError) in .bool(try NumericConversion.bool(text: text)) }
            }),
        FunctionDeclaration(
            "string",
            overloads: [CELType.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration].map {
                .global("\($0.name)_to_string", $0, .string, toString)
            }),
        FunctionDeclaration(
            "bytes", .global("bytes_to_bytes", .bytes, .bytes, identity),
            .global("string_to_bytes", .string, .bytes) { context, value in
                guard case .string(let text) = value else { return .null }
                guard Libraries.charge(context, bytes: text.utf8.count) else { return .budgetExceeded }
                return .bytes(Array(text.utf8))
            }),
        FunctionDeclaration(
            "timestamp", .global("timestamp_to_timestamp", .timestamp, .timestamp, identity),
            .global("string_to_timestamp", .string, .timestamp) { _, value in
                guard case .string(let text) = value else { return .null }
                return Libraries.attempt { () throws(TimeError) in .timestamp(try CELTimestamp(text: text)) }
            },
            .global("int64_to_timestamp", .int, .timestamp) { _, value in
                guard case .int(let seconds) = value else { return .null }
                return Libraries.attempt(.overflow) { () throws(TimeError) in
                    .timestamp(try CELTimestamp(epochSeconds: seconds))
                }
            }),
        FunctionDeclaration(
            "duration", .global("duration_to_duration", .duration, .duration, identity),
            .global("string_to_duration", .string, .duration) { _, value in
                guard case .string(let text) = value else { return .null }
                return Libraries.attempt { () throws(TimeError) in .duration(try CELDuration(text: text)) }
            }),
    ]

    private static let identity: @Sendable (borrowing CallContext, Value) -> Value = { _, value in value }

    private static let toInt: @Sendable (borrowing CallContext, Value) -> Value = { _, value in
        Libraries.attempt(.overflow) { () throws(NumberError) in
            switch value {
            case .uint(let value): .int(try NumericConversion.int(value))
            case .double(let value): .int(try NumericConversion.int(value))
            case .string(let value): .int(try NumericConversion.int(text: value))
            case .timestamp(let value): .int(value.seconds)
            default: .noSuchOverload("int", value)
            }
        }
    }

    private static let toUint: @Sendable (borrowing CallContext, Value) -> Value = { _, value in
        Libraries.attempt(.overflow) { () throws(NumberError) in
            switch value {
            case .int(let value): .uint(try NumericConversion.uint(value))
            case .double(let value): .uint(try NumericConversion.uint(value))
            case .string(let value): .uint(try NumericConversion.uint(text: value))
            default: .noSuchOverload("uint", value)
            }
        }
    }

    private static let toDouble: @Sendable (borrowing CallContext, Value) -> Value = { _, value in
        Libraries.attempt { () throws(NumberError) in
            switch value {
            case .int(let value): .double(Double(value))
            case .uint(let value): .double(Double(value))
            case .string(let value): .double(try NumericConversion.double(text: value))
            default: .noSuchOverload("double", value)
            }
        }
    }

    private static let toString: @Sendable (borrowing CallContext, Value) -> Value = { context, value in
        switch value {
        case .string: return value
        case .bool(let value): return .string(value ? "true" : "false")
        case .int(let value): return .string(value.description)
        case .uint(let value): return .string(value.description)
        case .double(let value): return .string(DoubleText.general(value))
        case .timestamp(let value): return .string(value.description)
        case .duration(let value): return .string(value.description)
        case .bytes(let bytes):
            guard Libraries.charge(context, bytes: bytes.count) else { return .budgetExceeded }
            return Libraries.attempt { () throws(TextError) in .string(try BytesConversion.string(bytes)) }
        default: return .noSuchOverload("string", value)
        }
    }
}
