/// A type of the Common Expression Language.
///
/// Types are used in three places: in declarations (what a variable holds, what a function takes), in the result of
/// the checker, and as run-time values (`type(1) == int`). As run-time values only the outermost name counts, so
/// `type([1]) == type(["a"])` is true (cel-spec, "Abstract types").
public indirect enum CELType: Hashable, Sendable {
    /// Any value; decided at run time.
    case dyn
    case null
    case bool
    /// 64-bit signed integer.
    case int
    /// 64-bit unsigned integer.
    case uint
    /// IEEE 754 binary64.
    case double
    /// Unicode text, compared and ordered by its UTF-8 bytes.
    case string
    case bytes
    /// Nanosecond point in time between years 1 and 9999.
    case timestamp
    /// Signed span of nanoseconds, about 292 years each way.
    case duration
    /// `google.protobuf.Any`: behaves as `dyn` once unpacked.
    case any
    case list(CELType)
    case map(CELType, CELType)
    /// The type of a type: `int` has type `type(int)`. `nil` when the inner type is not known.
    case type(CELType?)
    /// A wrapper such as `google.protobuf.Int64Value`: its primitive, or null.
    case wrapper(CELType)
    /// A structure declared by name in the environment.
    case structure(String)
    /// A host type, or one of a library (`optional_type`, `net.IP`, `amount`), with its parameters.
    case opaque(String, [CELType])
    /// A type parameter in a declaration, such as `T`.
    case parameter(String)
    /// An unknown of the checker; never part of a finished expression's type.
    case unknown(Int)

    /// The optional of `element`, as produced by `optional.of` and `?.`.
    public static func optional(_ element: CELType) -> CELType { .opaque(optionalName, [element]) }

    /// 256-bit amount of money or token units.
    public static let amount = CELType.opaque("amount", [])
    static let ipAddress = CELType.opaque("net.IP", [])
    static let cidr = CELType.opaque("net.CIDR", [])
    static let optionalName = "optional_type"

    /// The outermost name, the one `type(x)` compares and prints: `int`, `list`, `google.protobuf.Timestamp`.
    public var name: String {
        switch self {
        case .dyn, .any: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map: "map"
        case .type: "type"
        case .wrapper(let primitive): primitive.name
        case .structure(let name): name
        case .opaque(let name, _): name
        case .parameter(let name): name
        case .unknown(let index): "_\(index)"
        }
    }

    /// Whether nothing is known of a value of this type before run time.
    var isDynamic: Bool {
        switch self {
        case .dyn, .any: true
        default: false
        }
    }

    /// The element of an optional type, `nil` for any other type.
    var optionalElement: CELType? {
        if case .opaque(Self.optionalName, let parameters) = self { return parameters.first ?? .dyn }
        return nil
    }

    /// Whether `self` mentions the unknown `index`.
    func mentions(_ index: Int) -> Bool {
        switch self {
        case .unknown(let other): other == index
        case .list(let element): element.mentions(index)
        case .map(let key, let value): key.mentions(index) || value.mentions(index)
        case .type(let inner): inner?.mentions(index) ?? false
        case .wrapper(let inner): inner.mentions(index)
        case .opaque(_, let parameters): parameters.contains { $0.mentions(index) }
        default: false
        }
    }

    /// Whether `double` occurs anywhere in the type; see `EnvironmentOptions.allowDoubles`.
    var mentionsDouble: Bool {
        switch self {
        case .double: true
        case .list(let element): element.mentionsDouble
        case .map(let key, let value): key.mentionsDouble || value.mentionsDouble
        case .wrapper(let inner): inner.mentionsDouble
        case .opaque(_, let parameters): parameters.contains(where: \.mentionsDouble)
        default: false
        }
    }

    /// Nesting of the type, 1 for `int`; bounds the recursion of everything that walks types.
    var depth: Int {
        switch self {
        case .list(let element), .wrapper(let element): element.depth + 1
        case .map(let key, let value): max(key.depth, value.depth) + 1
        case .type(let inner): (inner?.depth ?? 0) + 1
        case .opaque(_, let parameters): (parameters.map(\.depth).max() ?? 0) + 1
        default: 1
        }
    }
}

extension CELType: CustomStringConvertible {
    /// The type as written in error messages: `map(string, list(int))`.
    public var description: String {
        switch self {
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .type(let inner): inner.map { "type(\($0))" } ?? "type"
        case .wrapper(let primitive): "wrapper(\(primitive))"
        case .opaque(let name, let parameters):
            parameters.isEmpty ? name : "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
        case .any: "any"
        default: name
        }
    }
}
