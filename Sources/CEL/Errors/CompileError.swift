/// One thing wrong with an expression, found before it runs.
public struct CompileError: Error, Sendable {
    /// The stable kind of a compile error.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let syntax = Code(rawValue: "CEL1001")
        public static let badLiteral = Code(rawValue: "CEL1002")
        /// Text too long, nesting too deep, too many nodes.
        public static let limit = Code(rawValue: "CEL1003")
        /// The macro does not take such arguments.
        public static let badMacro = Code(rawValue: "CEL1004")
        /// The text is not UTF-8.
        public static let encoding = Code(rawValue: "CEL1005")
        public static let unknownName = Code(rawValue: "CEL2001")
        public static let unknownFunction = Code(rawValue: "CEL2002")
        public static let noSuchOverload = Code(rawValue: "CEL2003")
        public static let unknownField = Code(rawValue: "CEL2004")
        public static let typeMismatch = Code(rawValue: "CEL2005")
        public static let unknownType = Code(rawValue: "CEL2006")
        /// A double in an environment without doubles.
        public static let doubleNotAllowed = Code(rawValue: "CEL2007")
        /// A constant regular expression that does not compile.
        public static let badPattern = Code(rawValue: "CEL3001")
    }

    public let code: Code
    /// What was found, what was expected.
    public let message: String
    /// Line in the source, from 1.
    public let line: Int
    /// Column in the line in code points, from 1.
    public let column: Int
    /// Offset in the source in UTF-8 bytes, from 0.
    public let offset: Int
    /// The line of the source in which the error is, cut to 120 code points around the error.
    public let snippet: String
    /// A name that was probably meant.
    public let suggestion: String?
}

extension CompileError: CustomStringConvertible {
    /// `1:5 CEL2001 unknown name 'borower'; did you mean 'borrower'?`
    public var description: String {
        let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
        return "\(line):\(column) \(code.rawValue) \(message)\(hint)"
    }
}

/// Everything wrong with an expression: sorted by place, at most `EnvironmentLimits.errors` entries (100).
public struct CompileErrors: Error, Sendable, CustomStringConvertible {
    /// Never empty.
    public let errors: [CompileError]
    /// How many further errors were left out.
    public let omitted: Int

    public var description: String { errors.map(\.description).joined(separator: "\n") }
}
