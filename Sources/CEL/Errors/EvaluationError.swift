/// Why an evaluation has no value. Equality is on the code alone.
public final class EvaluationError: Error, Sendable {
    /// The stable kind of an evaluation error.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// No version of the function or operator takes values of these types.
        public static let noSuchOverload = Code(rawValue: "no_such_overload")
        /// The map has no such key.
        public static let noSuchKey = Code(rawValue: "no_such_key")
        /// The structure has no such field, or the field is absent and has no default.
        public static let noSuchField = Code(rawValue: "no_such_field")
        /// The name is not declared, or the activation has no value for it.
        public static let unknownName = Code(rawValue: "unknown_name")
        /// The function is not declared (parse-only mode).
        public static let unknownFunction = Code(rawValue: "unknown_function")
        public static let divisionByZero = Code(rawValue: "division_by_zero")
        /// A number, timestamp, duration or amount left its range.
        public static let overflow = Code(rawValue: "overflow")
        public static let indexOutOfRange = Code(rawValue: "index_out_of_range")
        public static let invalidArgument = Code(rawValue: "invalid_argument")
        /// A map literal names a key twice.
        public static let duplicateKey = Code(rawValue: "duplicate_key")
        /// A map key is not a bool, int, uint or string.
        public static let unsupportedKey = Code(rawValue: "unsupported_key")
        /// `value()` of an empty optional.
        public static let emptyOptional = Code(rawValue: "empty_optional")
        /// The cost budget was used up. Never hidden by `||` or `&&`.
        public static let budgetExceeded = Code(rawValue: "budget_exceeded")
        /// Values nested deeper than the evaluator follows.
        public static let tooDeep = Code(rawValue: "too_deep")
        /// Raised by a host function.
        public static let host = Code(rawValue: "host")
    }

    public let code: Code
    /// What was found and what was expected, in English.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    static let budgetExceeded = EvaluationError(.budgetExceeded, "the cost budget of the evaluation is used up")
    static let tooDeep = EvaluationError(.tooDeep, "values are nested too deeply")
}

extension EvaluationError: Equatable, CustomStringConvertible {
    public static func == (left: EvaluationError, right: EvaluationError) -> Bool { left.code == right.code }

    public var description: String { "\(code.rawValue): \(message)" }
}

extension Value {
    /// An error value.
    public static func failure(_ code: EvaluationError.Code, _ message: String) -> Value {
        .error(EvaluationError(code, message))
    }

    static func noSuchOverload(_ function: String, _ arguments: Value...) -> Value {
        noSuchOverload(function, of: arguments)
    }

    @inline(never)
    static func noSuchOverload(_ function: String, of arguments: [Value]) -> Value {
        for argument in arguments { if case .error = argument { return argument } }
        let types = arguments.map(\.type.name).joined(separator: ", ")
        return .failure(.noSuchOverload, "no overload of '\(function)' for (\(types))")
    }
}
