/// Declarations of an environment that contradict each other, or a name that is not declared. Equality is on the code
/// alone.
public struct EnvironmentError: Error, Sendable {
    /// The stable kind of an environment error.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// A variable or type is declared twice.
        public static let duplicate = Code(rawValue: "CEL4001")
        /// A slot is negative or above `VariableDeclaration.maximumSlot`.
        public static let slotOutOfRange = Code(rawValue: "CEL4002")
        /// A value is given for a variable that is not declared.
        public static let unknownVariable = Code(rawValue: "CEL4003")
    }

    public let code: Code
    /// What the contradiction is and which name it is about.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension EnvironmentError: Equatable, CustomStringConvertible {
    public static func == (left: EnvironmentError, right: EnvironmentError) -> Bool { left.code == right.code }

    public var description: String { "\(code.rawValue) \(message)" }
}
