public import SupervisionModel

/// A rule's pattern holds (命中). What fold (a) produces: it knows no decision, no mode and no order of arrival.
public struct Match: Hashable, Sendable {
    /// Index of the rule in its `RuleSet`.
    public let rule: Int
    /// Canonical bytes of the key the rule was evaluated for; empty for rules without a key.
    public let key: [UInt8]
    public let subject: EntityRef
    /// First event of the match: part of the alert's identity.
    public let episode: EventIdentity
    /// Rule time at which the rule first matched.
    public let at: Timestamp
    /// Latest event that belongs to the match.
    public let last: Position
    /// Severity after escalation.
    public let severity: Severity
    /// The value of every `let`, in the order of the rule.
    public let values: [NamedScalar]
    /// The first `Match.inlineEvidence` events, in order.
    public let evidence: [EvidenceRef]
    /// How many events there are in all.
    public let evidenceCount: Int64
    public let hits: [ListHit]
    public let marks: Marks

    /// More than 64 references are given by count and root (DESIGN.md section 4).
    public static let inlineEvidence = 64

    public init(
        rule: Int, key: [UInt8], subject: EntityRef, episode: EventIdentity, at: Timestamp, last: Position,
        severity: Severity, values: [NamedScalar], evidence: [EvidenceRef], evidenceCount: Int64, hits: [ListHit],
        marks: Marks
    ) {
        self.rule = rule
        self.key = key
        self.subject = subject
        self.episode = episode
        self.at = at
        self.last = last
        self.severity = severity
        self.values = values
        self.evidence = evidence
        self.evidenceCount = evidenceCount
        self.hits = hits
        self.marks = marks
    }
}

public struct NamedScalar: Hashable, Sendable {
    public let name: String
    public let value: Scalar

    public init(name: String, value: Scalar) {
        self.name = name
        self.value = value
    }
}

/// What was not as it should be when a match was found. Printed on the alert.
public struct Marks: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A budget or a cap was hit: the match is neither proven nor excluded.
    public static let inconclusive = Marks(rawValue: 1)
    /// An absence inside an open gap: nobody can say that it did not happen.
    public static let unproven = Marks(rawValue: 2)
    /// The event came after the watermark had passed its time.
    public static let late = Marks(rawValue: 4)
    /// Found again by screening the archive, after a list had changed.
    public static let rescreened = Marks(rawValue: 8)

    public var names: [String] {
        var names: [String] = []
        if contains(.inconclusive) { names.append("inconclusive") }
        if contains(.late) { names.append("late") }
        if contains(.rescreened) { names.append("rescreened") }
        if contains(.unproven) { names.append("unproven") }
        return names
    }
}
