/// Why an input cannot be applied. The state is unchanged; the input must not be recorded.
public struct SupervisionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Stable name of a reason.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        init(_ description: String) { self.description = description }

        /// The input speaks of a chain that is not anchored or not configured.
        public static let unknownChain = Code("core.unknownChain")
        /// The block does not extend the tip, or is not the tip that is to be taken off.
        public static let notLinked = Code("core.notLinked")
        /// The caller did not hand in what the input needs.
        public static let missingContent = Code("core.missingContent")
        /// A recorded content does not read.
        public static let badContent = Code("core.badContent")
        /// Time ran backwards.
        public static let timeReversed = Code("core.timeReversed")
        /// Already done: a chain that is anchored, a day that is closed.
        public static let repeated = Code("core.repeated")
        /// This release does not know the engine semantics that a record asks for.
        public static let unknownSemantics = Code("core.unknownSemantics")
        public static let unknownAlert = Code("core.unknownAlert")
        /// A decision that does not follow the rules of four eyes, or whose signature does not verify.
        public static let refusedDecision = Code("core.refusedDecision")
    }

    public let code: Code
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public static func == (left: SupervisionError, right: SupervisionError) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    public var description: String { "\(code): \(message)" }
}
