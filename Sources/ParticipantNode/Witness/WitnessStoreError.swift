/// Why the state of a witness cannot be used. Equality looks at the code alone.
public struct WitnessStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The stable name of a reason. New ones may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String

        private init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        public var description: String { rawValue }

        /// The system reported an error. After a failed fsync nobody knows what is on the disk: nothing is tried again.
        public static let io = Code("witness.io")
        /// Another process uses the state.
        public static let locked = Code("witness.locked")
        /// The key has been used before and its state is not there.
        public static let lost = Code("witness.stateLost")
        /// The state belongs to another key, or to another state of this key.
        public static let otherState = Code("witness.otherState")
        /// A file does not hold what was written to it.
        public static let damaged = Code("witness.damaged")
    }

    public let code: Code
    /// What was found and what to do, in English and Chinese.
    public let detail: String

    init(_ code: Code, english: String, chinese: String) {
        self.code = code
        detail = "\(english) \(chinese)"
    }

    public static func == (lhs: WitnessStoreError, rhs: WitnessStoreError) -> Bool {
        lhs.code == rhs.code
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    public var description: String { "\(code): \(detail)" }
}
