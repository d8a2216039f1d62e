/// A rule that says something its vocabulary, or this engine, does not understand. Found when a pack is loaded.
public struct PlanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Stable name of a reason; conditions carry the codes of the `CEL` library (`CEL2004`).
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let unknownEventType = Code(rawValue: "rule.unknownEventType")
        public static let wrongType = Code(rawValue: "rule.wrongType")
        public static let missing = Code(rawValue: "rule.missing")
        public static let unsupported = Code(rawValue: "rule.unsupported")
    }

    public let code: Code
    public let rule: String
    public let message: String
    public let location: SourceLocation
    public let suggestion: String?
    /// The expression that is wrong, where it is one; `location` counts lines and columns of its text then.
    public let expression: RuleExpression?

    public init(
        code: Code, rule: String, message: String, location: SourceLocation, suggestion: String? = nil,
        expression: RuleExpression? = nil
    ) {
        self.code = code
        self.rule = rule
        self.message = message
        self.location = location
        self.suggestion = suggestion
        self.expression = expression
    }

    public var description: String {
        let hint = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
        return "\(code.rawValue) \(location) \(rule): \(message)\(hint)"
    }
}

/// Every problem of every rule, in the order of their places.
public struct PlanErrors: Error, Sendable, CustomStringConvertible {
    public let errors: [PlanError]

    public init(_ errors: [PlanError]) {
        self.errors = errors.sorted { $0.location < $1.location }
    }

    public var description: String { errors.map(\.description).joined(separator: "\n") }
}
