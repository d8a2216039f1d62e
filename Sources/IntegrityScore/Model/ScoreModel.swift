/// All parameters of a score. Integers only; a model in force is recorded and never changed.
///
/// Amounts of evidence are in milli-units: 1,000 is one obligation met. Halves of them decay in ``Decay``.
public struct ScoreModel: Sendable, Hashable {
    /// The weights of the seven dimensions in percent, in the order of ``Dimension``.
    public struct Weights: Sendable, Hashable {
        public let platform: [Int64]
        public let enterprise: [Int64]

        public init(platform: [Int64], enterprise: [Int64]) {
            self.platform = platform
            self.enterprise = enterprise
        }

        public func of(_ type: SubjectType) -> [Int64] {
            switch type {
            case .platform: platform
            case .enterprise: enterprise
            }
        }
    }

    /// What one kind of evidence weighs and how fast that fades.
    public struct Weighing: Sendable, Hashable {
        /// Milli-units.
        public let weight: Int64
        /// Days in which half of it is lost.
        public let halfLife: Int64

        public init(weight: Int64, halfLife: Int64) {
            self.weight = weight
            self.halfLife = halfLife
        }
    }

    /// A finding of this rule, at least this grave, caps the score for as long as it is active.
    public struct RuleCap: Sendable, Hashable {
        public let rule: String
        public let minimumSeverity: Severity
        public let score: Int64

        public init(rule: String, minimumSeverity: Severity, score: Int64) {
            self.rule = rule
            self.minimumSeverity = minimumSeverity
            self.score = score
        }
    }

    /// Bounds of what positive evidence can be worth.
    public struct PositiveLimits: Sendable, Hashable {
        /// Items counted for one dimension, obligation and day.
        public let itemsPerDay: Int64
        /// Milli-units for one dimension and cluster of counterparties.
        public let perCluster: Int64
        /// Milli-units for one dimension.
        public let perDimension: Int64
        /// A counterparty known for fewer days, or without identity check, …
        public let youngCounterpartyDays: Int64
        /// … has its evidence divided by this.
        public let youngDivisor: Int64

        public init(
            itemsPerDay: Int64, perCluster: Int64, perDimension: Int64, youngCounterpartyDays: Int64,
            youngDivisor: Int64
        ) {
            self.itemsPerDay = itemsPerDay
            self.perCluster = perCluster
            self.perDimension = perDimension
            self.youngCounterpartyDays = youngCounterpartyDays
            self.youngDivisor = youngDivisor
        }
    }

    /// Caps that follow from grave findings of the last ``recentDays`` days.
    public struct RecentCaps: Sendable, Hashable {
        public let recentDays: Int64
        /// One critical finding that no rule cap answers.
        public let oneCritical: Int64
        /// Three or more incidents that are high or critical.
        public let threeGrave: Int64
        /// Six or more.
        public let sixGrave: Int64
        /// A high or critical finding that is not remedied by its deadline, however old.
        public let overdueRemedy: Int64

        public init(recentDays: Int64, oneCritical: Int64, threeGrave: Int64, sixGrave: Int64, overdueRemedy: Int64) {
            self.recentDays = recentDays
            self.oneCritical = oneCritical
            self.threeGrave = threeGrave
            self.sixGrave = sixGrave
            self.overdueRemedy = overdueRemedy
        }
    }

    /// A dimension below ``below`` lowers the whole by what is missing, divided.
    public struct WeakestLink: Sendable, Hashable {
        public let below: Int64
        public let divisor: Int64

        public init(below: Int64, divisor: Int64) {
            self.below = below
            self.divisor = divisor
        }
    }

    /// What is taken off for exposure to others who score low (``NetworkPenalty``).
    public struct Network: Sendable, Hashable {
        /// A neighbour scoring below this passes on what it is short of.
        public let below: Int64
        /// What a neighbour is short of, times the exposure per mille, is divided by this.
        public let divisor: Int64
        /// The most that is taken off.
        public let maximum: Int64

        public init(below: Int64, divisor: Int64, maximum: Int64) {
            self.below = below
            self.divisor = divisor
            self.maximum = maximum
        }
    }

    /// `CIS-1`.
    public let id: String
    public let weights: Weights
    /// An obligation met.
    public let positive: Weighing
    /// A finding: low, medium, high, critical.
    public let negative: [Weighing]
    /// The weight of what is assumed of everybody, in milli-units.
    public let prior: Int64
    /// What is assumed of everybody, per mille.
    public let baseRate: Int64
    public let positiveLimits: PositiveLimits
    public let ruleCaps: [RuleCap]
    public let recentCaps: RecentCaps
    public let weakestLink: WeakestLink
    public let network: Network
    public let grades: GradeScale
    public let intensity: SupervisionIntensity
    /// Years after which an item that concerns a natural person is no longer used (征信业管理条例, article 16).
    public let naturalPersonYears: Int64
    /// Calendar months from a finding until it may be repaired: low, medium, high, critical (信用修复管理办法).
    public let repairMonths: [Int64]
    /// At most so many reasons are given.
    public let reasons: Int64

    public init(
        id: String, weights: Weights, positive: Weighing, negative: [Weighing], prior: Int64, baseRate: Int64,
        positiveLimits: PositiveLimits, ruleCaps: [RuleCap], recentCaps: RecentCaps, weakestLink: WeakestLink,
        network: Network, grades: GradeScale, intensity: SupervisionIntensity, naturalPersonYears: Int64,
        repairMonths: [Int64], reasons: Int64
    ) {
        self.id = id
        self.weights = weights
        self.positive = positive
        self.negative = negative
        self.prior = prior
        self.baseRate = baseRate
        self.positiveLimits = positiveLimits
        self.ruleCaps = ruleCaps
        self.recentCaps = recentCaps
        self.weakestLink = weakestLink
        self.network = network
        self.grades = grades
        self.intensity = intensity
        self.naturalPersonYears = naturalPersonYears
        self.repairMonths = repairMonths
        self.reasons = reasons
    }

    func weighing(of severity: Severity) -> Weighing { negative[severity.rawValue - 1] }
}
