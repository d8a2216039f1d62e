import SupervisionModel

/// The evidence of one subject on one day, ready to be summed: what counts, weighed, with numbers for texts.
///
/// What an item contributes does not depend on the other items; which items count does. So a score without some of them
/// (a reason, a dispute) needs no second look at the evidence.
struct PreparedEvidence {
    struct Finding {
        /// The place of the item in ``items``.
        let item: Int32
        /// Findings of one act have one number, in all dimensions.
        let incident: Int32
        let rule: Int32
        let severity: Severity
        let dimension: Dimension
        let ageDays: Int64
        let isOverdue: Bool
        let isDisputed: Bool
        /// In 2^-30 milli-units. At most 4.3e13 in CIS-1.
        let contribution: Int64
    }

    struct Obligation {
        let item: Int32
        let rule: Int32
        let dimension: Dimension
        /// One number for each obligation and day of a dimension.
        let slot: Int32
        /// One number for each cluster of counterparties.
        let cluster: Int32
        /// 1, or what a young or unidentified counterparty is divided by; 0 when it is worth nothing.
        let divisor: Int64
        let contribution: Int64
    }

    /// What counts, in the order given.
    let items: [Evidence]
    /// By dimension, then by incident.
    private(set) var findings: [Finding] = []
    /// By dimension, then by id.
    private(set) var obligations: [Obligation] = []
    private(set) var rules = TextNumbering()
    private(set) var slots = 0
    private(set) var clusters = 0
    private var findingRanges: [Range<Int>] = []
    private var obligationRanges: [Range<Int>] = []

    init(_ evidence: [Evidence], model: ScoreModel, asOf: Day) {
        items = evidence.filter { $0.counts(on: asOf, model: model) }
        prepareFindings(model: model, asOf: asOf)
        prepareObligations(model: model, asOf: asOf)
    }

    func findings(of dimension: Dimension) -> ArraySlice<Finding> { findings[findingRanges[dimension.rawValue]] }
    func obligations(of dimension: Dimension) -> ArraySlice<Obligation> {
        obligations[obligationRanges[dimension.rawValue]]
    }

    private mutating func prepareFindings(model: ScoreModel, asOf: Day) {
        var named = TextNumbering()
        // Findings without an incident are acts of their own: numbers from the other end.
        var alone: Int32 = -1
        for (index, item) in items.enumerated() {
            guard case .negative(let severity) = item.polarity else { continue }
            let incident: Int32
            if let text = item.incident {
                incident = named.number(of: text)
            } else {
                incident = alone
                alone -= 1
            }
            findings.append(
                Finding(
                    item: Int32(truncatingIfNeeded: index), incident: incident, rule: rules.number(of: item.rule),
                    severity: severity, dimension: item.dimension, ageDays: item.age(on: asOf),
                    isOverdue: item.remedyDue.map { $0 < asOf } ?? false, isDisputed: item.isDisputedFinding,
                    contribution: Self.contribution(item, model.weighing(of: severity), asOf: asOf)))
        }
        findings.sort { ($0.dimension.rawValue, $0.incident) < ($1.dimension.rawValue, $1.incident) }
        findingRanges = Self.ranges(findings.map(\.dimension))
    }

    private mutating func prepareObligations(model: ScoreModel, asOf: Day) {
        struct Slot: Hashable {
            let dimension: Dimension
            let obligation: Int32
            let day: Int32
        }
        var names = TextNumbering()
        var clusterNames = TextNumbering()
        var slotNumbers: [Slot: Int32] = [:]
        let ordered = items.indices.filter { items[$0].polarity == .positive }.sorted {
            let (left, right) = (items[$0], items[$1])
            if left.dimension != right.dimension { return left.dimension < right.dimension }
            return left.id.precedesByBytes(right.id)
        }
        obligations.reserveCapacity(ordered.count)
        for index in ordered {
            let item = items[index]
            let slot = Slot(
                dimension: item.dimension, obligation: item.obligation.map { names.number(of: $0) } ?? -1,
                day: item.day.number)
            let number = slotNumbers[slot] ?? Int32(truncatingIfNeeded: slotNumbers.count)
            slotNumbers[slot] = number
            obligations.append(
                Obligation(
                    item: Int32(truncatingIfNeeded: index), rule: rules.number(of: item.rule),
                    dimension: item.dimension, slot: number,
                    // Counterparties that nobody named are one cluster, number 0.
                    cluster: item.counterparty.cluster.map { clusterNames.number(of: $0) + 1 } ?? 0,
                    divisor: Self.divisor(item, model.positiveLimits),
                    contribution: Self.contribution(item, model.positive, asOf: asOf)))
        }
        slots = slotNumbers.count
        clusters = clusterNames.count + 1
        obligationRanges = Self.ranges(obligations.map(\.dimension))
    }

    private static func ranges(_ dimensions: [Dimension]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for dimension in Dimension.allCases {
            var end = start
            while end < dimensions.count, dimensions[end] == dimension { end += 1 }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    /// Weight in milli-units times confidence, rounded down, times decay in 2^-30.
    private static func contribution(_ item: Evidence, _ weighing: ScoreModel.Weighing, asOf: Day) -> Int64 {
        (weighing.weight * item.confidence / 1_000_000)
            * Decay.factor(age: item.age(on: asOf), halfLife: weighing.halfLife)
    }

    private static func divisor(_ item: Evidence, _ limits: ScoreModel.PositiveLimits) -> Int64 {
        if item.isRelated { return 0 }
        let isYoung = item.counterparty.ageDays.map { $0 < limits.youngCounterpartyDays } ?? false
        return isYoung || !item.counterparty.hasIdentityCheck ? limits.youngDivisor : 1
    }
}
