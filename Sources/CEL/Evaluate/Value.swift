/// A value of the Common Expression Language.
///
/// 17 bytes, passed in registers. An error is a value too: evaluation never throws, so that `true || 1 / 0 > 0` can be
/// true at no cost. Strings are compared, hashed and ordered by their UTF-8 bytes, never by canonical equivalence.
public enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([Value])
    /// Keys are bool, int, uint or string; iteration is in insertion order.
    case map(MapValue)
    case type(CELType)
    case timestamp(CELTimestamp)
    case duration(CELDuration)
    /// Boxed: an amount is 256 bits wide.
    indirect case amount(Amount)
    case structure(StructValue)
    /// `nil` is `optional.none()`.
    indirect case optional(Value?)
    case opaque(OpaqueValue)
    case error(EvaluationError)
}

extension Value {
    /// The run-time type, without parameters of lists and maps (they are `dyn`).
    public var type: CELType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .type: .type(nil)
        case .timestamp: .timestamp
        case .duration: .duration
        case .amount: .amount
        case .structure(let structure): .structure(structure.type.name)
        case .optional: .optional(.dyn)
        case .opaque(let opaque): .opaque(opaque.typeName, [])
        case .error: .dyn
        }
    }

    /// The error this value is, if it is one.
    public var error: EvaluationError? {
        if case .error(let error) = self { return error }
        return nil
    }

    /// Whether this value is an error.
    @inline(__always)
    var isError: Bool {
        if case .error = self { return true }
        return false
    }

    /// Whether this is what `optional.ofNonZeroValue` calls a zero value: null, false, 0, "", empty, none.
    var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let value): value.utf8.isEmpty
        case .bytes(let value): value.isEmpty
        case .list(let value): value.isEmpty
        case .map(let value): value.count == 0
        case .timestamp(let value): value.seconds == 0 && value.nanoseconds == 0
        case .duration(let value): value == CELDuration.zero
        case .amount(let value): value == Amount.zero
        case .optional(let value): value == nil
        case .structure(let value): !value.type.fields.indices.contains { value.field(at: $0) != nil }
        case .type, .opaque, .error: false
        }
    }
}
