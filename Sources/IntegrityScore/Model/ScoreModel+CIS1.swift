extension ScoreModel {
    /// The model CIS-1, as in `Config/models/cis-1.yaml`; a test holds the two together.
    public static let cis1 = ScoreModel(
        id: "CIS-1",
        weights: Weights(platform: [15, 20, 25, 10, 15, 10, 5], enterprise: [5, 15, 35, 20, 15, 5, 5]),
        positive: Weighing(weight: 1_000, halfLife: 90),
        negative: [
            Weighing(weight: 1_000, halfLife: 90), Weighing(weight: 4_000, halfLife: 180),
            Weighing(weight: 12_000, halfLife: 365), Weighing(weight: 40_000, halfLife: 730),
        ],
        prior: 10_000,
        baseRate: 800,
        positiveLimits: PositiveLimits(
            itemsPerDay: 3, perCluster: 10_000, perDimension: 60_000, youngCounterpartyDays: 30, youngDivisor: 10),
        ruleCaps: [
            // A confirmed direct hit on a sanctions list; indirect ones are high, not critical.
            RuleCap(rule: "AML-06", minimumSeverity: .critical, score: 299),
            // Equivocation: two signed blocks at one height.
            RuleCap(rule: "CHN-02", minimumSeverity: .critical, score: 399),
            // A ledger that is not what its commitments say.
            RuleCap(rule: "CHN-12", minimumSeverity: .critical, score: 399),
            // Reserve shortfall.
            RuleCap(rule: "MKT-05", minimumSeverity: .critical, score: 499),
        ],
        recentCaps: RecentCaps(recentDays: 365, oneCritical: 599, threeGrave: 749, sixGrave: 599, overdueRemedy: 699),
        weakestLink: WeakestLink(below: 600, divisor: 4),
        network: Network(below: 600, divisor: 6_000, maximum: 100),
        grades: GradeScale(
            lowerBounds: [850, 750, 600], ratedEvidence: 10_000, ratedDays: 90, seasonedEvidence: 50_000,
            seasonedDays: 180, upgradeMargin: 15, upgradeDays: 30, downgradeMargin: 10, downgradeDays: 7,
            replyWorkingDays: 5),
        intensity: SupervisionIntensity(ofGrade: [1, 5, 20, 100], unrated: 20, unratedWithAlerts: 100),
        naturalPersonYears: 5,
        repairMonths: [0, 3, 12, 12],
        reasons: 4
    )
}
