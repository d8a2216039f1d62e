/// A function with its overloads; several declarations of one name add up.
public struct FunctionDeclaration: Sendable {
    /// The full name: `size`, `math.abs`, `asOf`.
    public var name: String
    public var overloads: [FunctionOverload]

    public init(_ name: String, _ overloads: FunctionOverload...) {
        self.name = name
        self.overloads = overloads
    }

    public init(_ name: String, overloads: [FunctionOverload]) {
        self.name = name
        self.overloads = overloads
    }
}

/// One signature of a function and what it does.
public struct FunctionOverload: Sendable {
    /// Stable identifier: `string_to_timestamp`.
    public var id: String
    /// Types of the arguments, the receiver first for a member function.
    public var parameters: [CELType]
    public var result: CELType
    /// Called as `receiver.name(…)` rather than `name(…)`.
    public var isMember: Bool
    /// What a call costs beside its arguments, in units; more is charged inside by `CallContext.charge`.
    public var cost: Int64
    /// What is done; `nil` for a function that is only checked.
    public var body: FunctionBody?
    /// Whether the function is one of this library's, so that calls with constants may be evaluated when planning.
    var isBuiltIn = false

    public init(
        _ id: String, _ parameters: [CELType], _ result: CELType, isMember: Bool = false, cost: Int64 = 1,
        body: FunctionBody? = nil
    ) {
        self.id = id
        self.parameters = parameters
        self.result = result
        self.isMember = isMember
        self.cost = cost
        self.body = body
    }
}

/// The implementation of an overload. It gets arguments of the declared types only, never an error, and must be
/// pure: same arguments, same value. An error is returned as a value (`Value.failure`), not thrown.
public enum FunctionBody: Sendable {
    case nullary(@Sendable (borrowing CallContext) -> Value)
    case unary(@Sendable (borrowing CallContext, Value) -> Value)
    case binary(@Sendable (borrowing CallContext, Value, Value) -> Value)
    case ternary(@Sendable (borrowing CallContext, Value, Value, Value) -> Value)
    case variadic(@Sendable (borrowing CallContext, [Value]) -> Value)

    /// How many arguments the body takes; `nil` for any number.
    var arity: Int? {
        switch self {
        case .nullary: 0
        case .unary: 1
        case .binary: 2
        case .ternary: 3
        case .variadic: nil
        }
    }
}
