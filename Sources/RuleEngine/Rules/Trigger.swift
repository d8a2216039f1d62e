/// An event type that the rule looks at; with several, each has the name that its expressions use for it.
public struct Trigger: Hashable, Sendable {
    /// `event` unless the rule gives several.
    public let name: String
    public let eventType: String
    public let location: SourceLocation
    /// The key of these events; `nil` for the rule's own `key`.
    public let key: RuleExpression?
    /// Which of these events count; `nil` for the rule's own `where`.
    public let filter: RuleExpression?

    public init(
        name: String, eventType: String, location: SourceLocation, key: RuleExpression? = nil,
        filter: RuleExpression? = nil
    ) {
        self.name = name
        self.eventType = eventType
        self.location = location
        self.key = key
        self.filter = filter
    }
}
