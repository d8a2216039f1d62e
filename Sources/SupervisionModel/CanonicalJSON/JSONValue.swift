/// A JSON value of the restricted profile that records and result items are written in.
///
/// RFC 8785 (JSON Canonicalization Scheme) without what could be written in two ways or lose precision: there is no
/// null (an absent member is absent), there are no fractions or exponents, and integers lie within ±(2^53 − 1).
/// Amounts and other large numbers travel as decimal strings.
///
/// Equality and hashing compare the UTF-8 bytes of strings. (`String ==` is canonical equivalence: two different byte
/// sequences may be equal there, and would then hash to different leaves.)
public enum JSONValue: Sendable {
    /// Members in canonical order, names unique.
    case object(JSONObject)
    case array([JSONValue])
    case string(String)
    /// Within `JSONValue.integerRange` when it is to be encoded canonically; see ``JSONValue/checkProfile()``.
    case integer(Int64)
    case bool(Bool)

    /// The integers that every JSON implementation carries exactly (RFC 7493 section 2.2): ±(2^53 − 1).
    public static let integerRange: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

    /// The member of that name when this is an object that has it.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    /// The object, or nil when this is something else.
    public var object: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// The elements, or nil when this is not an array.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The string, or nil when this is something else.
    public var string: String? {
        guard case .string(let string) = self else { return nil }
        return string
    }

    /// The integer, or nil when this is something else.
    public var integer: Int64? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }

    /// The truth value, or nil when this is something else.
    public var bool: Bool? {
        guard case .bool(let bool) = self else { return nil }
        return bool
    }

    /// The name of the kind, for messages.
    public var kind: JSONKind {
        switch self {
        case .object: .object
        case .array: .array
        case .string: .string
        case .integer: .integer
        case .bool: .bool
        }
    }
}

/// The five kinds of ``JSONValue``.
public enum JSONKind: String, Sendable, Hashable {
    case object
    case array
    case string
    case integer
    case bool
}

extension JSONValue: Hashable {
    public static func == (lhs: JSONValue, rhs: JSONValue) -> Bool {
        switch (lhs, rhs) {
        case (.object(let a), .object(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
        case (.integer(let a), .integer(let b)): a == b
        case (.bool(let a), .bool(let b)): a == b
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .object(let object):
            hasher.combine(0)
            hasher.combine(object)
        case .array(let elements):
            hasher.combine(1)
            hasher.combine(elements)
        case .string(let string):
            hasher.combine(2)
            for byte in string.utf8 { hasher.combine(byte) }
            hasher.combine(string.utf8.count)
        case .integer(let integer):
            hasher.combine(3)
            hasher.combine(integer)
        case .bool(let bool):
            hasher.combine(4)
            hasher.combine(bool)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// A literal object. A name written twice keeps the last value.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements))
    }
}
