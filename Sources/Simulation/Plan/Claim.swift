public import SupervisionModel

/// What must be alerted: at least one alert of the rule and subject dated within the range, both ends included.
public struct Claim: Hashable, Sendable {
    public let rule: String
    /// The text of the reference, as in the events.
    public let subject: String
    public let from: Timestamp
    public let to: Timestamp

    public init(rule: String, subject: String, from: Timestamp, to: Timestamp) {
        self.rule = rule
        self.subject = subject
        self.from = from
        self.to = to
    }

    /// The line of a truth file, without its line feed (COMMANDS.md, `participant simulate`).
    public var line: [UInt8] {
        let object: JSONObject = [
            "from": .string(from.rfc3339), "rule": .string(rule), "subject": .string(subject),
            "to": .string(to.rfc3339),
        ]
        return object.encode()
    }
}
