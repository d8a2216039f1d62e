public import SupervisionModel

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

    /// What one group of evidence costs: the score without it less the score. The costs of several reasons do not add
    /// up to what is missing, since they act on each other.
    public struct Reason: Sendable, Hashable {
        /// What costs.
        public enum Source: Sendable, Hashable {
            /// What a rule has found in a dimension.
            case rule(String, Dimension)
            /// Exposure to others who score low.
            case network

            /// `CIS-CRD-CRD-05`, `CIS-NET`.
            public var code: String {
                switch self {
                case .rule(let rule, let dimension): "CIS-\(dimension.code)-\(rule)"
                case .network: "CIS-NET"
                }
            }
        }

        public let source: Source
        /// Points.
        public let cost: Int64
        /// The findings, by id: the first ``maximumNamedEvidence``.
        public let evidence: [String]
        /// How many findings there are.
        public let count: Int
        /// The first day on which all of them may be repaired; nil where nothing can be.
        public let repairableFrom: Day?

        /// - Parameter evidence: all findings, in any order.
        public init(source: Source, cost: Int64, evidence: [String], repairableFrom: Day?) {
            self.source = source
            self.cost = cost
            self.evidence = ScoreCard.firstNamed(evidence)
            count = evidence.count
            self.repairableFrom = repairableFrom
        }

        public var code: String { source.code }
    }

    /// The score as it would be if every contested finding fell.
    public struct WithoutDisputed: Sendable, Hashable {
        public let score: Int64
        public let grade: Grade
        /// The contested findings, by id: the first ``maximumNamedEvidence``.
        public let evidence: [String]
        /// How many there are.
        public let count: Int

        /// - Parameter evidence: all contested findings, in any order.
        public init(score: Int64, grade: Grade, evidence: [String]) {
            self.score = score
            self.grade = grade
            self.evidence = ScoreCard.firstNamed(evidence)
            count = evidence.count
        }
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
    /// After the penalty of the weakest dimension, before network and caps (S1): what others' network penalties use.
    public let beforeNetwork: Int64
    /// Points taken off for exposure to others.
    public let networkPenalty: Int64
    /// At most four, dearest first, then by code.
    public let reasons: [Reason]
    /// The dearest of all rules whose findings could be repaired by now; nil when there is none.
    public let improvement: Reason?
    /// All that hold, lowest first.
    public let caps: [Cap]
    /// nil when nothing is contested.
    public let withoutDisputed: WithoutDisputed?

    private static func firstNamed(_ ids: [String]) -> [String] {
        if ids.count < 2 { return ids }
        return Array(ids.sorted { $0.precedesByBytes($1) }.prefix(maximumNamedEvidence))
    }
}
