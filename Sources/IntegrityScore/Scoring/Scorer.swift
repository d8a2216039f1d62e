public import SupervisionModel

/// Computes scores: a pure function of the evidence as a multiset, the model and the day.
public struct Scorer: Sendable {
    public let model: ScoreModel

    public init(model: ScoreModel = .cis1) {
        self.model = model
    }

    /// The largest network penalty.
    public static let maximumNetworkPenalty: Int64 = 100

    /// The score of one subject.
    ///
    /// The order of the evidence does not matter; evidence after the day, and evidence whose status takes it out of
    /// use, is as if it were not there.
    ///
    /// - Parameters:
    ///   - evidence: all of the subject, ids unique.
    ///   - asOf: the day of the score.
    ///   - knownSince: the first day on which the subject was known; the day of its first evidence when absent.
    ///   - networkPenalty: points taken off for exposure to others, 0 ... 100.
    public func score(
        _ evidence: [Evidence], subjectType: SubjectType, asOf: Day, knownSince: Day? = nil, networkPenalty: Int64 = 0
    ) -> ScoreCard {
        let counted = evidence.filter { $0.counts(on: asOf) }
        let byDimension = Dimension.allCases.map { dimension in counted.filter { $0.dimension == dimension } }
        let sums = byDimension.map { DimensionSums($0, model: model, asOf: asOf) }
        let weights = model.weights.of(subjectType)
        let penalty = min(max(networkPenalty, 0), Self.maximumNetworkPenalty)
        let caps = HardCaps.caps(counted, model: model, asOf: asOf)
        let dimensionScores = sums.map { $0.score(model) }
        let score = total(dimensionScores, weights: weights, penalty: penalty, caps: caps)

        let reasons = costs(
            counted, byDimension: byDimension, dimensionScores: dimensionScores, weights: weights, penalty: penalty,
            score: score, asOf: asOf)
        let amount = sums.reduce(0) { $0 + $1.amount }
        let since = knownSince ?? counted.map(\.day).min() ?? asOf
        return ScoreCard(
            model: model.id,
            score: score,
            grade: Grade(score: score, evidence: amount, age: Int64(asOf.number) - Int64(since.number)),
            uncertainty: weightedMean(sums.map { $0.uncertainty(model) }, weights: weights),
            dimensions: Dimension.allCases.map { dimension in
                let place = dimension.rawValue
                return ScoreCard.DimensionScore(
                    dimension: dimension, score: dimensionScores[place], uncertainty: sums[place].uncertainty(model),
                    evidence: Int64(clamping: sums[place].amount), weight: weights[place])
            },
            reasons: reasons.prefix(4).map(\.self),
            improvement: reasons.first { isRepairable($0, in: byDimension, asOf: asOf) },
            caps: caps)
    }

    /// From the scores of the dimensions to the whole: mean, weakest dimension, network, caps.
    private func total(
        _ scores: [Int64], weights: [Int64], penalty: Int64, caps: [ScoreCard.Cap]
    ) -> Int64 {
        let weakest = scores.min() ?? 0
        let afterWeakest = weightedMean(scores, weights: weights) - max(0, model.weakDimension - weakest) / 4
        let afterNetwork = afterWeakest - penalty
        return min(max(caps.reduce(afterNetwork) { min($0, $1.score) }, 0), 1000)
    }

    private func weightedMean(_ values: [Int64], weights: [Int64]) -> Int64 {
        let whole = weights.reduce(0, +)
        guard whole > 0 else { return 0 }
        return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / whole
    }

    /// What each rule with findings costs, dearest first, then by code; only what costs something.
    private func costs(
        _ counted: [Evidence], byDimension: [[Evidence]], dimensionScores: [Int64], weights: [Int64], penalty: Int64,
        score: Int64, asOf: Day
    ) -> [ScoreCard.Reason] {
        var reasons: [(code: ByteText, reason: ScoreCard.Reason)] = []
        for dimension in Dimension.allCases {
            let items = byDimension[dimension.rawValue]
            let rules = Set(items.filter { $0.polarity != .positive }.map { ByteText($0.rule) }).sorted()
            for rule in rules {
                let isOfRule = { (item: Evidence) in item.rule.utf8.elementsEqual(rule.bytes) }
                var scores = dimensionScores
                scores[dimension.rawValue] =
                    DimensionSums(items.filter { !isOfRule($0) }, model: model, asOf: asOf).score(model)
                let rest = counted.filter { $0.dimension != dimension || !isOfRule($0) }
                let without = total(
                    scores, weights: weights, penalty: penalty, caps: HardCaps.caps(rest, model: model, asOf: asOf))
                guard without > score else { continue }
                let ids = items.filter { isOfRule($0) && $0.polarity != .positive }.map(\.id)
                let reason = ScoreCard.Reason(
                    dimension: dimension, rule: String(decoding: rule.bytes, as: UTF8.self), cost: without - score,
                    evidence: ids)
                reasons.append((ByteText(reason.code), reason))
            }
        }
        return reasons.sorted {
            $0.reason.cost != $1.reason.cost ? $0.reason.cost > $1.reason.cost : $0.code < $1.code
        }.map(\.reason)
    }

    /// Days after a finding from which it may be repaired: at once for low, three months for medium, a year for graver
    /// ones.
    static func repairWait(_ severity: Severity) -> Int64 {
        switch severity {
        case .low: 0
        case .medium: 90
        case .high, .critical: 365
        }
    }

    private func isRepairable(_ reason: ScoreCard.Reason, in byDimension: [[Evidence]], asOf: Day) -> Bool {
        byDimension[reason.dimension.rawValue].allSatisfy { item in
            guard item.rule.utf8.elementsEqual(reason.rule.utf8), case .negative(let severity) = item.polarity else {
                return true
            }
            return item.age(on: asOf) >= Self.repairWait(severity)
        }
    }
}
