public import SupervisionModel

/// An as-of table: values by key, each valid from a moment until the next one (RULES.md, logic class J).
///
/// Rows come with the pack, and from events. Conditions ask `asOf(tables.<id>, key, time)`.
public struct TableDefinition: Hashable, Sendable {
    public enum ValueType: String, Hashable, Sendable, CaseIterable {
        case int, amount, string, bool, timestamp, entity
    }

    /// A row that the pack brings.
    public struct Entry: Hashable, Sendable {
        public let key: String
        public let from: Timestamp
        public let value: Scalar

        public init(key: String, from: Timestamp, value: Scalar) {
            self.key = key
            self.from = from
            self.value = value
        }
    }

    /// Events that make rows.
    public struct Source: Hashable, Sendable {
        public let trigger: Trigger
        public let filter: RuleExpression?
        /// Text or reference.
        public let key: RuleExpression
        public let value: RuleExpression
        /// `nil` for the event's rule time.
        public let validFrom: RuleExpression?

        public init(
            trigger: Trigger, filter: RuleExpression?, key: RuleExpression, value: RuleExpression,
            validFrom: RuleExpression?
        ) {
            self.trigger = trigger
            self.filter = filter
            self.key = key
            self.value = value
            self.validFrom = validFrom
        }
    }

    public let id: String
    public let valueType: ValueType
    public let entries: [Entry]
    public let sources: [Source]
    public let location: SourceLocation

    public init(id: String, valueType: ValueType, entries: [Entry], sources: [Source], location: SourceLocation) {
        self.id = id
        self.valueType = valueType
        self.entries = entries
        self.sources = sources
        self.location = location
    }
}
