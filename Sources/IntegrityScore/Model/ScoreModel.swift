/// All parameters of a score. Integers only; a model in force is recorded and never changed.
///
/// Amounts of evidence are in milli-units: 1,000 is one obligation met. Halves of them decay in ``Decay``.
public struct ScoreModel: Sendable, Hashable {
    /// The weights of the seven dimensions in percent, in the order of ``Dimension``.
    public struct Weights: Sendable, Hashable {
        public let platform: [Int64]
        public let enterprise: [Int64]

        public func of(_ type: SubjectType) -> [Int64] {
            switch type {
            case .platform: platform
            case .enterprise: enterprise
            }
        }
    }

    /// A finding of this rule, at least this grave, caps the score for as long as it is active.
    public struct RuleCap: Sendable, Hashable {
        public let rule: String
        public let minimumSeverity: Severity
        public let score: Int64
    }

    /// Bounds of what positive evidence can be worth.
    public struct PositiveLimits: Sendable, Hashable {
        /// Items counted for one dimension, obligation and day.
        public let itemsPerDay: Int
        /// Milli-units for one dimension and cluster of counterparties.
        public let perCluster: Int64
        /// Milli-units for one dimension.
        public let perDimension: Int64
        /// A counterparty known for fewer days, or without identity check, counts a tenth.
        public let youngCounterpartyDays: Int64
    }

    /// Caps that follow from grave findings of the last ``recentDays`` days.
    public struct RecentCaps: Sendable, Hashable {
        public let recentDays: Int64
        /// One critical finding.
        public let oneCritical: Int64
        /// Three or more incidents that are high or critical.
        public let threeGrave: Int64
        /// Six or more.
        public let sixGrave: Int64
        /// A high or critical finding that is not remedied by its deadline, however old.
        public let overdueRemedy: Int64
    }

    public let id: String
    public let weights: Weights
    /// Milli-units of one obligation met.
    public let positiveWeight: Int64
    /// Milli-units of a finding: low, medium, high, critical.
    public let negativeWeights: [Int64]
    /// Days in which an obligation met loses half its weight.
    public let positiveHalfLife: Int64
    /// Days in which a finding loses half its weight: low, medium, high, critical.
    public let negativeHalfLives: [Int64]
    /// The weight of what is assumed of everybody, in milli-units.
    public let prior: Int64
    /// What is assumed of everybody, per mille.
    public let baseRate: Int64
    public let positiveLimits: PositiveLimits
    public let ruleCaps: [RuleCap]
    public let recentCaps: RecentCaps
    /// A dimension below this lowers the whole by a quarter of what is missing.
    public let weakDimension: Int64

    /// The model CIS-1.
    public static let cis1 = ScoreModel(
        id: "CIS-1",
        weights: Weights(platform: [15, 20, 25, 10, 15, 10, 5], enterprise: [5, 15, 35, 20, 15, 5, 5]),
        positiveWeight: 1_000,
        negativeWeights: [1_000, 4_000, 12_000, 40_000],
        positiveHalfLife: 90,
        negativeHalfLives: [90, 180, 365, 730],
        prior: 10_000,
        baseRate: 800,
        positiveLimits: PositiveLimits(
            itemsPerDay: 3, perCluster: 10_000, perDimension: 60_000, youngCounterpartyDays: 30),
        ruleCaps: [
            // A confirmed direct hit on a sanctions list; indirect ones are high, not critical.
            RuleCap(rule: "AML-06", minimumSeverity: .critical, score: 299),
            // Equivocation: two signed blocks at one height.
            RuleCap(rule: "CHN-02", minimumSeverity: .critical, score: 399),
            // Reserve shortfall.
            RuleCap(rule: "MKT-05", minimumSeverity: .critical, score: 499),
        ],
        recentCaps: RecentCaps(recentDays: 365, oneCritical: 599, threeGrave: 749, sixGrave: 599, overdueRemedy: 699),
        weakDimension: 600
    )

    func weight(of severity: Severity) -> Int64 { negativeWeights[severity.rawValue - 1] }
    func halfLife(of severity: Severity) -> Int64 { negativeHalfLives[severity.rawValue - 1] }
}
