/// What a rule says beside its meaning: for whom it is, who acts on it, by when it must be answered (RULES.md).
///
/// Of these, matching reads the jurisdictions only: a rule judges no event that says it belongs elsewhere.
public struct RuleProfile: Hashable, Sendable {
    /// Who may act on it, such as `local-finance`.
    public let authority: String?
    /// What the fault is technically; `nil` for none.
    public let technicalCause: String?
    /// ISO 3166-1 alpha-2.
    public let jurisdictions: [String]
    /// `enterprise`, `person`, `platform`, `chain` …
    public let subjectTypes: [String]
    /// How long whoever must answer has, such as `10 workdays`.
    public let answerWithin: String?

    public init(
        authority: String? = nil, technicalCause: String? = nil, jurisdictions: [String] = [],
        subjectTypes: [String] = [], answerWithin: String? = nil
    ) {
        self.authority = authority
        self.technicalCause = technicalCause
        self.jurisdictions = jurisdictions
        self.subjectTypes = subjectTypes
        self.answerWithin = answerWithin
    }

    /// Whether the rule applies in a place; a rule that names none applies everywhere.
    public func isIn(_ jurisdiction: String) -> Bool {
        jurisdictions.isEmpty || jurisdictions.contains { $0.utf8.elementsEqual(jurisdiction.utf8) }
    }
}
