public import SupervisionModel

/// Why a rule fired on an event, or why it did not: every step of the way with the values it saw.
public struct RuleExplanation: Sendable {
    /// Where the way ended.
    public enum Verdict: String, Sendable {
        /// The rule is not in force at the event's time.
        case notInForce
        /// The event belongs to another jurisdiction.
        case elsewhere
        /// `where` does not hold.
        case filtered
        /// The event has no key.
        case noKey
        /// `when` does not hold.
        case conditionFails
        /// `when` holds, and the subject is on a list of those whom the rule leaves alone.
        case exempt
        /// The event counts, and is none on which the rule is judged.
        case counted
        /// What was due came in time.
        case answered
        /// What is due may still come.
        case waiting
        /// No pattern was found.
        case nothingFound
        /// `when` holds, in a match that began earlier.
        case continues
        /// A match begins.
        case matches
        /// A budget was used up, or a number left its range.
        case inconclusive
    }

    /// A value on the way.
    public struct Step: Sendable {
        /// `where`, `key`, `let lenders`, `when`, `deadline` …
        public let what: String
        /// The expression, or a part of it.
        public let text: String
        public let value: JSONValue
    }

    /// What the rule calls the event.
    public let trigger: String
    public var verdict: Verdict
    public var steps: [Step] = []
    /// Events that count together with it, for keyed rules.
    public var evidence: [EvidenceRef] = []
    public var match: Match?
}
