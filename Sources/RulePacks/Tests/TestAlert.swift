public import RuleEngine
public import SupervisionModel

/// An alert as a test sees it: what the evaluation says at the end of the steps.
public struct TestAlert: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        case provisional, final, retracted
    }

    public struct NamedValue: Hashable, Sendable {
        public let name: String
        public let value: TestValue

        public init(name: String, value: TestValue) {
            self.name = name
            self.value = value
        }
    }

    public let at: Timestamp
    public let subject: EntityRef
    public let severity: Severity
    public let state: State
    /// Whether an exception mutes it.
    public let isMuted: Bool
    public let values: [NamedValue]

    public init(
        at: Timestamp, subject: EntityRef, severity: Severity, state: State, isMuted: Bool = false, values: [NamedValue]
    ) {
        self.at = at
        self.subject = subject
        self.severity = severity
        self.state = state
        self.isMuted = isMuted
        self.values = values
    }
}

/// The value of a `let`.
public enum TestValue: Hashable, Sendable {
    case absent
    case bool(Bool)
    /// Numbers, and amounts in minor units.
    case int(Int128)
    case text(String)
    case entity(EntityRef)
    case time(Timestamp)
    case span(Interval)
}
