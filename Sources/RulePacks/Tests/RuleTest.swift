public import RuleEngine
public import SupervisionModel

/// A test in a rule file: events and the alerts of the rule that must stand at their end.
public struct RuleTest: Sendable {
    public let rule: String
    public let name: String
    public let steps: [EventStep]
    /// Every alert of the rule that stands, in any order. Retracted alerts need not be named; one that is named with
    /// `state: retracted` must be there.
    public let expected: [RuleExpectation]
    public let location: SourceLocation

    /// Whether a part of the chain is taken away in between.
    public var hasRemoval: Bool {
        steps.contains { if case .remove = $0 { true } else { false } }
    }

    public init(
        rule: String, name: String, steps: [EventStep], expected: [RuleExpectation], location: SourceLocation
    ) {
        self.rule = rule
        self.name = name
        self.steps = steps
        self.expected = expected
        self.location = location
    }
}

/// One alert that a test expects. What is `nil` or not named may be anything.
public struct RuleExpectation: Sendable {
    public let at: Timestamp?
    public let subject: EntityRef?
    public let severity: Severity?
    /// `nil` means any state but retracted.
    public let state: TestAlert.State?
    public let isMuted: Bool?
    /// Values of `let` by name.
    public let values: [(name: String, value: ExpectedValue)]
    public let location: SourceLocation

    public init(
        at: Timestamp?, subject: EntityRef?, severity: Severity?, state: TestAlert.State?,
        isMuted: Bool? = nil, values: [(name: String, value: ExpectedValue)], location: SourceLocation
    ) {
        self.at = at
        self.subject = subject
        self.severity = severity
        self.state = state
        self.isMuted = isMuted
        self.values = values
        self.location = location
    }

    public func matches(_ alert: TestAlert) -> Bool {
        if let at, alert.at != at { return false }
        if let subject, alert.subject != subject { return false }
        if let isMuted, alert.isMuted != isMuted { return false }
        if let severity, alert.severity != severity { return false }
        if let state {
            guard alert.state == state else { return false }
        } else if alert.state == .retracted {
            return false
        }
        return values.allSatisfy { name, value in
            alert.values.contains { $0.name.utf8.elementsEqual(name.utf8) && value.matches($0.value) }
        }
    }
}
