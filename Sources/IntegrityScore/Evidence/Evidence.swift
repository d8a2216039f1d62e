public import SupervisionModel

/// One fact that a score is made from: a finding of people, or an obligation met. The alert of a machine is neither.
public struct Evidence: Sendable, Hashable {
    /// Which way it counts.
    public enum Polarity: Sendable, Hashable {
        /// An obligation met on time: one unit.
        case positive
        /// A formal finding (正式认定).
        case negative(Severity)
    }

    /// Who the obligation was met towards, as far as it limits what positive evidence is worth.
    public struct Counterparty: Sendable, Hashable {
        /// The group of counterparties that act as one; its positives are capped together. Absent: the counterparty
        /// itself is the group.
        public let cluster: String?
        /// How long it has been known, in days; nil for long enough.
        public let ageDays: Int64?
        /// Whether its identity has been checked.
        public let hasIdentityCheck: Bool

        public init(cluster: String?, ageDays: Int64? = nil, hasIdentityCheck: Bool = true) {
            self.cluster = cluster
            self.ageDays = ageDays
            self.hasIdentityCheck = hasIdentityCheck
        }
    }

    /// Unique among the evidence of a subject, ascending in the order of recording: order decides which positives
    /// count when there are too many in a day, and ties.
    public let id: String
    public let dimension: Dimension
    public let polarity: Polarity
    /// How sure it is, in millionths, 0 ... 1,000,000.
    public let confidence: Int64
    /// The day of the event in Asia/Shanghai, by rule time.
    public let day: Day
    /// The id of the rule, without its version.
    public let rule: String
    /// Findings of one act share it and count once in each dimension. Absent: an act of its own.
    public let incident: String?
    /// The kind of obligation met. Absent: all without one count as one kind.
    public let obligation: String?
    public let counterparty: Counterparty
    /// The counterparty is related to the subject, or part of a ring: such positives are worth nothing.
    public let isRelated: Bool
    /// The last day on which the finding was to be remedied; absent when there is no deadline or it has been met.
    public let remedyDue: Day?
    /// It concerns a natural person, and is not used for longer than the model says.
    public let isNaturalPerson: Bool
    public let status: EvidenceStatus

    /// - Parameter confidence: clamped to 0 ... 1,000,000.
    public init(
        id: String, dimension: Dimension, polarity: Polarity, confidence: Int64 = 1_000_000, day: Day, rule: String,
        incident: String? = nil, obligation: String? = nil, counterparty: Counterparty = Counterparty(cluster: nil),
        isRelated: Bool = false, remedyDue: Day? = nil, isNaturalPerson: Bool = false,
        status: EvidenceStatus = .active
    ) {
        self.id = id
        self.dimension = dimension
        self.polarity = polarity
        self.confidence = min(max(confidence, 0), 1_000_000)
        self.day = day
        self.rule = rule
        self.incident = incident
        self.obligation = obligation
        self.counterparty = counterparty
        self.isRelated = isRelated
        self.remedyDue = remedyDue
        self.isNaturalPerson = isNaturalPerson
        self.status = status
    }

    /// Whether it counts on that day.
    func counts(on asOf: Day, model: ScoreModel) -> Bool {
        guard day <= asOf else { return false }
        if isNaturalPerson, day.adding(months: model.naturalPersonYears * 12) <= asOf { return false }
        switch (status, polarity) {
        case (.active, _), (.disputed, .negative): return true
        default: return false
        }
    }

    /// Days from the event to the day of the score.
    func age(on asOf: Day) -> Int64 {
        Int64(asOf.number) - Int64(day.number)
    }

    /// Whether it is a finding that the subject contests.
    var isDisputedFinding: Bool { status == .disputed && polarity != .positive }
}

extension Day {
    /// The same day of a later month, or the last day of that month where it has no such day (民法典, article 202).
    func adding(months: Int64) -> Day {
        let date = CivilDate(daysSinceEpoch: Int64(number))
        let month = date.year * 12 + date.month - 1 + months
        for day in stride(from: date.day, through: max(1, date.day - 3), by: -1) {
            if let found = CivilDate(year: month / 12, month: month % 12 + 1, day: day) {
                return Day(number: Int32(clamping: found.daysSinceEpoch))
            }
        }
        // Beyond the calendar: never.
        return Day(number: .max)
    }
}
