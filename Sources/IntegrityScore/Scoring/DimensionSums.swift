import SupervisionModel

/// Positive and negative evidence of one dimension, decayed and limited, in 2^-30 milli-units.
struct DimensionSums: Sendable, Hashable {
    let positive: Int128
    let negative: Int128

    /// 0 ... 1000.
    func score(_ model: ScoreModel) -> Int64 {
        Int64((positive * 1000 + prior(model) * Int128(model.baseRate)) / (positive + negative + prior(model)))
    }

    /// Per mille.
    func uncertainty(_ model: ScoreModel) -> Int64 {
        Int64(prior(model) * 1000 / (positive + negative + prior(model)))
    }

    /// In milli-units, rounded down.
    var amount: Int128 { (positive + negative) >> 30 }

    private func prior(_ model: ScoreModel) -> Int128 { Int128(model.prior) << 30 }
}

/// Which evidence a sum leaves out.
enum Omission: Hashable, Sendable {
    case nothing
    /// All of a rule in one dimension, by the number of the rule.
    case rule(Int32, Dimension)
    /// Findings that the subject contests.
    case disputed

    func omits(_ finding: PreparedEvidence.Finding) -> Bool {
        switch self {
        case .nothing: false
        case .rule(let rule, let dimension): finding.rule == rule && finding.dimension == dimension
        case .disputed: finding.isDisputed
        }
    }

    func omits(_ obligation: PreparedEvidence.Obligation) -> Bool {
        switch self {
        case .nothing, .disputed: false
        case .rule(let rule, let dimension): obligation.rule == rule && obligation.dimension == dimension
        }
    }
}

extension PreparedEvidence {
    func sums(of dimension: Dimension, without omission: Omission = .nothing, model: ScoreModel) -> DimensionSums {
        DimensionSums(
            positive: positiveSum(dimension, without: omission, limits: model.positiveLimits),
            negative: negativeSum(dimension, without: omission))
    }

    /// An incident counts once: with the finding that weighs most on that day. That is the gravest one, unless it has
    /// faded or is so unsure that a lesser one weighs more; so another finding never lowers the sum (scoring.md D8).
    func negativeSum(_ dimension: Dimension, without omission: Omission) -> Int128 {
        var sum: Int128 = 0
        var heaviest: Int64 = 0
        var incident: Int32?
        for finding in findings(of: dimension) where !omission.omits(finding) {
            if finding.incident != incident {
                sum += Int128(heaviest)
                heaviest = 0
                incident = finding.incident
            }
            heaviest = max(heaviest, finding.contribution)
        }
        return sum + Int128(heaviest)
    }

    /// The limits in the order of the model: so many items of an obligation and day, the first by id; so much of a
    /// cluster, in the order of ids; nothing for related counterparties and a part for young ones; so much in all.
    func positiveSum(_ dimension: Dimension, without omission: Omission, limits: ScoreModel.PositiveLimits) -> Int128 {
        let obligations = obligations(of: dimension)
        guard !obligations.isEmpty else { return 0 }
        var itemsOfSlot = [Int64](repeating: 0, count: slots)
        var ofCluster = [Int128](repeating: 0, count: clusters)
        let most = Int128(limits.perCluster) << 30
        var sum: Int128 = 0
        for obligation in obligations where !omission.omits(obligation) {
            let (slot, cluster) = (Int(obligation.slot), Int(obligation.cluster))
            guard itemsOfSlot[slot] < limits.itemsPerDay else { continue }
            itemsOfSlot[slot] += 1
            let allowed = min(Int128(obligation.contribution), most - ofCluster[cluster])
            ofCluster[cluster] += allowed
            if obligation.divisor > 0 { sum += allowed / Int128(obligation.divisor) }
        }
        return min(sum, Int128(limits.perDimension) << 30)
    }
}
