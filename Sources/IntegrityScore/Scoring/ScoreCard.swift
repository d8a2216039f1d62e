/// A score and all that explains it.
public struct ScoreCard: Sendable, Hashable {
    /// One dimension of a score.
    public struct DimensionScore: Sendable, Hashable {
        public let dimension: Dimension
        /// 0 ... 1000.
        public let score: Int64
        /// How little is known, per mille: 1000 when there is no evidence.
        public let uncertainty: Int64
        /// Evidence that counts, in milli-units: 1,000 is one obligation met today.
        public let evidence: Int64
        /// The weight in percent.
        public let weight: Int64

        public init(dimension: Dimension, score: Int64, uncertainty: Int64, evidence: Int64, weight: Int64) {
            self.dimension = dimension
            self.score = score
            self.uncertainty = uncertainty
            self.evidence = evidence
            self.weight = weight
        }
    }

    /// At most so many findings are named in a cap or reason, the first by id; their number is always given.
    public static let maximumNamedEvidence = 64

    /// Why the score cannot be higher than it is.
    public struct Cap: Sendable, Hashable {
        /// What caps.
        public enum Kind: Sendable, Hashable {
            /// A finding of this rule.
            case rule(String)
            case criticalFinding
            case threeGraveIncidents
            case sixGraveIncidents
            case overdueRemedy

            /// A stable code: `rule.AML-06`, `critical`, `grave.3`, `grave.6`, `overdue`.
            public var code: String {
                switch self {
                case .rule(let rule): "rule.\(rule)"
                case .criticalFinding: "critical"
                case .threeGraveIncidents: "grave.3"
                case .sixGraveIncidents: "grave.6"
                case .overdueRemedy: "overdue"
                }
            }
        }

        public let kind: Kind
        /// The highest score possible.
        public let score: Int64
        /// The findings, by id: the first ``maximumNamedEvidence``.
        public let evidence: [String]
        /// How many findings there are.
        public let count: Int

        /// - Parameter evidence: all findings, in any order.
        public init(kind: Kind, score: Int64, evidence: [String]) {
            self.kind = kind
            self.score = score
            self.evidence = ScoreCard.firstNamed(evidence)
            count = evidence.count
        }
    }

    /// What one rule in one dimension costs: the score without its evidence less the score. The costs of several
    /// reasons do not add up to what is missing, since they act on each other.
    public struct Reason: Sendable, Hashable {
        public let dimension: Dimension
        public let rule: String
        /// Points.
        public let cost: Int64
        /// The findings, by id: the first ``maximumNamedEvidence``.
        public let evidence: [String]
        /// How many findings there are.
        public let count: Int

        /// - Parameter evidence: all findings, in any order.
        public init(dimension: Dimension, rule: String, cost: Int64, evidence: [String]) {
            self.dimension = dimension
            self.rule = rule
            self.cost = cost
            self.evidence = ScoreCard.firstNamed(evidence)
            count = evidence.count
        }

        /// `CIS-CRD-CRD-05`.
        public var code: String { "CIS-\(dimension.code)-\(rule)" }
    }

    public let model: String
    /// 0 ... 1000.
    public let score: Int64
    /// As of the day, without the streaks of days that a published grade needs to change.
    public let grade: Grade
    /// Per mille.
    public let uncertainty: Int64
    /// All seven, in their order.
    public let dimensions: [DimensionScore]
    /// At most four, dearest first, then by code.
    public let reasons: [Reason]
    /// The dearest of all rules whose findings could be repaired by now; nil when there is none.
    public let improvement: Reason?
    /// All that hold, lowest first.
    public let caps: [Cap]

    private static func firstNamed(_ ids: [String]) -> [String] {
        Array(ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(maximumNamedEvidence))
    }
}
