public import SupervisionModel

/// A compliance rule as a value: what its file says, checked for shape but not yet for meaning (RULES.md).
///
/// `RulePlan` checks its expressions against the vocabulary and makes it runnable.
public struct Rule: Sendable {
    public let id: String
    /// Tells rules apart that share an id, because one clause of law needs several forms; empty for the only one.
    public let variant: String
    public let version: RuleVersion
    public let title: LocalizedText
    public let basis: [Basis]
    public let risk: String
    public let severity: Severity
    /// Conditions over the same names as `condition` that raise the severity; the highest that holds counts.
    public let escalations: [Escalation]
    public let mode: Mode
    /// In force for rule times in [from, until).
    public let effectiveFrom: Timestamp
    public let effectiveUntil: Timestamp?
    public let audience: Audience
    /// Dimension of the integrity score that a finding counts in, `nil` when it counts nowhere.
    public let scoreDimension: String?
    /// Rules whose alerts about the same act join the incident of this rule's alert.
    public let absorbs: [String]
    public let parameters: [Parameter]
    public let triggers: [Trigger]
    public let key: RuleExpression?
    public let filter: RuleExpression?
    public let window: Window?
    /// Names of the triggers on whose events the condition is judged; empty for all.
    public let judgedOn: [String]
    public let series: [Series]
    public let graph: GraphPattern?
    public let sequence: SequencePattern?
    /// Conditions over the subject; where one holds, the rule says nothing of it.
    public let exemptions: [RuleExpression]
    public let bindings: [Binding]
    public let condition: RuleExpression?
    public let absence: Absence?
    public let rearm: Rearm
    public let subject: RuleExpression
    public let confidencePpm: Int64
    public let message: LocalizedText
    public let guidance: LocalizedText
    /// What people and other programs need to know of the rule; matching does not read it.
    public let profile: RuleProfile
    /// Where the rule stands, for messages.
    public let location: SourceLocation

    public init(
        id: String, version: RuleVersion, title: LocalizedText, basis: [Basis], risk: String, severity: Severity,
        mode: Mode, effectiveFrom: Timestamp, effectiveUntil: Timestamp?, audience: Audience,
        scoreDimension: String?, absorbs: [String], parameters: [Parameter], triggers: [Trigger],
        key: RuleExpression?, filter: RuleExpression?, window: Window?, bindings: [Binding],
        condition: RuleExpression?, absence: Absence?, rearm: Rearm, subject: RuleExpression, confidencePpm: Int64,
        message: LocalizedText, guidance: LocalizedText, location: SourceLocation,
        escalations: [Escalation] = [], profile: RuleProfile = RuleProfile(), judgedOn: [String] = [],
        series: [Series] = [], graph: GraphPattern? = nil, variant: String = "",
        exemptions: [RuleExpression] = [], sequence: SequencePattern? = nil
    ) {
        self.id = id
        self.variant = variant
        self.version = version
        self.title = title
        self.basis = basis
        self.risk = risk
        self.severity = severity
        self.mode = mode
        self.effectiveFrom = effectiveFrom
        self.effectiveUntil = effectiveUntil
        self.audience = audience
        self.scoreDimension = scoreDimension
        self.absorbs = absorbs
        self.parameters = parameters
        self.triggers = triggers
        self.key = key
        self.filter = filter
        self.window = window
        self.bindings = bindings
        self.condition = condition
        self.absence = absence
        self.rearm = rearm
        self.subject = subject
        self.confidencePpm = confidencePpm
        self.message = message
        self.guidance = guidance
        self.location = location
        self.escalations = escalations
        self.profile = profile
        self.judgedOn = judgedOn
        self.series = series
        self.graph = graph
        self.exemptions = exemptions
        self.sequence = sequence
    }

    /// `CHN-11`, or `CHN-11/silence` for a variant: unique in a pack.
    public var name: String { variant.utf8.isEmpty ? id : "\(id)/\(variant)" }
}

/// "Critical from six blocks on": a condition that raises the severity of a match.
public struct Escalation: Hashable, Sendable {
    public let condition: RuleExpression
    public let severity: Severity

    public init(condition: RuleExpression, severity: Severity) {
        self.condition = condition
        self.severity = severity
    }
}

/// A text that exists in both languages.
public struct LocalizedText: Hashable, Sendable {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// `major.minor`: another major version means something else and has other alert ids; a minor one means the same.
public struct RuleVersion: Hashable, Sendable, CustomStringConvertible {
    public let major: Int64
    public let minor: Int64

    public init(major: Int64, minor: Int64) {
        self.major = major
        self.minor = minor
    }

    public var description: String { "\(major).\(minor)" }
}

/// Why the rule exists: a text of law, a standard, or a heuristic that says it is one.
public struct Basis: Hashable, Sendable {
    public enum Level: String, Hashable, Sendable, CaseIterable {
        case law, regulation, standard, association, `internal`, heuristic
    }

    public enum Status: String, Hashable, Sendable, CaseIterable {
        case confirmed, unconfirmed, advisory
    }

    public let text: String
    public let level: Level
    public let status: Status

    public init(text: String, level: Level, status: Status) {
        self.text = text
        self.level = level
        self.status = status
    }
}

/// 1 low, 2 medium, 3 high, 4 critical.
public enum Severity: Int64, Hashable, Comparable, Sendable, CaseIterable {
    case low = 1
    case medium = 2
    case high = 3
    case critical = 4

    public var name: String {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .critical: "critical"
        }
    }

    public init?(name: String) {
        guard let severity = Severity.allCases.first(where: { $0.name == name }) else { return nil }
        self = severity
    }

    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// What happens with a match. Shadow alerts never leave the node.
public enum Mode: String, Hashable, Sendable, CaseIterable {
    case shadow, advisory, live
}

/// Who may ever know of an alert, and from which stage on; hidden is the default.
public struct Audience: Hashable, Sendable {
    public enum Visibility: String, Hashable, Sendable, CaseIterable {
        case hidden, visible
    }

    public let obliged: Visibility
    public let subject: Visibility
    /// `finding`, `verified` or `lead`.
    public let untilStage: String

    public init(obliged: Visibility = .hidden, subject: Visibility = .hidden, untilStage: String = "finding") {
        self.obliged = obliged
        self.subject = subject
        self.untilStage = untilStage
    }
}

/// A named constant of a rule that a deployment may set within its bounds.
public struct Parameter: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case bool(Bool)
        case int(Int64)
        case string(String)
        case duration(Interval)
        /// Minor units, as CEL `amount`.
        case amount(Int128)
    }

    public let name: String
    public let value: Value

    public init(name: String, value: Value) {
        self.name = name
        self.value = value
    }
}

/// A CEL expression and the place of its first character.
public struct RuleExpression: Hashable, Sendable {
    public let text: String
    public let location: SourceLocation

    public init(text: String, location: SourceLocation) {
        self.text = text
        self.location = location
    }
}

public struct SourceLocation: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, in characters.
    public let column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        if !left.file.utf8.elementsEqual(right.file.utf8) {
            return left.file.utf8.lexicographicallyPrecedes(right.file.utf8)
        }
        return (left.line, left.column) < (right.line, right.column)
    }

    public var description: String { "\(file):\(line):\(column)" }
}
