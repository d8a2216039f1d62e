public import SupervisionModel

/// Computes scores: a pure function of the evidence as a multiset, the model and the day.
public struct Scorer: Sendable {
    public let model: ScoreModel

    public init(model: ScoreModel = .cis1) {
        self.model = model
    }

    /// The score of one subject.
    ///
    /// The order of the evidence does not matter; evidence after the day, and evidence whose status takes it out of
    /// use, is as if it were not there.
    ///
    /// - Parameters:
    ///   - evidence: all of the subject, ids unique.
    ///   - asOf: the day of the score.
    ///   - knownSince: the first day on which the subject was known; the day of its first evidence when absent.
    ///   - networkPenalty: points taken off for exposure to others (``NetworkPenalty``); clamped to what the model
    ///     allows.
    public func score(
        _ evidence: [Evidence], subjectType: SubjectType, asOf: Day, knownSince: Day? = nil, networkPenalty: Int64 = 0
    ) -> ScoreCard {
        let prepared = PreparedEvidence(evidence, model: model, asOf: asOf)
        let sums = Dimension.allCases.map { prepared.sums(of: $0, model: model) }
        let weights = model.weights.of(subjectType)
        let penalty = min(max(networkPenalty, 0), model.network.maximum)
        let caps = prepared.caps(model: model)
        let scores = sums.map { $0.score(model) }
        let uncertainties = sums.map { $0.uncertainty(model) }
        let whole = Whole(scores: scores, weights: weights, model: model)
        let score = whole.capped(penalty: penalty, caps: caps)

        let firstDay = prepared.items.map(\.day).min() ?? asOf
        let age = Int64(asOf.number) - Int64((knownSince ?? firstDay).number)
        let amount = sums.reduce(0) { $0 + $1.amount }
        let reasons = Reasons(
            prepared: prepared, scores: scores, weights: weights, penalty: penalty, score: score, caps: caps,
            model: model, asOf: asOf)
        return ScoreCard(
            model: model.id,
            score: score,
            grade: Grade(score: score, evidence: amount, age: age, scale: model.grades),
            uncertainty: weightedMean(uncertainties, weights: weights),
            dimensions: Dimension.allCases.map { dimension in
                let place = dimension.rawValue
                return ScoreCard.DimensionScore(
                    dimension: dimension, score: scores[place], uncertainty: uncertainties[place],
                    evidence: Int64(clamping: sums[place].amount), weight: weights[place])
            },
            beforeNetwork: whole.afterWeakest,
            networkPenalty: penalty,
            reasons: reasons.first,
            improvement: reasons.improvement,
            caps: caps.map { cap in
                ScoreCard.Cap(kind: cap.kind, score: cap.score, evidence: prepared.ids(of: cap.findings))
            },
            withoutDisputed: withoutDisputed(prepared, weights: weights, penalty: penalty, age: age))
    }

    /// What the score would be if every contested finding fell; nil when none is contested.
    private func withoutDisputed(
        _ prepared: PreparedEvidence, weights: [Int64], penalty: Int64, age: Int64
    ) -> ScoreCard.WithoutDisputed? {
        let disputed = prepared.findings.filter(\.isDisputed)
        guard !disputed.isEmpty else { return nil }
        let sums = Dimension.allCases.map { prepared.sums(of: $0, without: .disputed, model: model) }
        let score = Whole(scores: sums.map { $0.score(model) }, weights: weights, model: model)
            .capped(penalty: penalty, caps: prepared.caps(without: .disputed, model: model))
        let amount = sums.reduce(0) { $0 + $1.amount }
        return ScoreCard.WithoutDisputed(
            score: score, grade: Grade(score: score, evidence: amount, age: age, scale: model.grades),
            evidence: prepared.ids(of: disputed))
    }
}

/// From the scores of the dimensions to the whole: mean, weakest dimension, network, caps.
struct Whole {
    /// S1: after the penalty of the weakest dimension.
    let afterWeakest: Int64

    init(scores: [Int64], weights: [Int64], model: ScoreModel) {
        let link = model.weakestLink
        let missing = max(0, link.below - (scores.min() ?? 0))
        afterWeakest = weightedMean(scores, weights: weights) - missing / link.divisor
    }

    func capped(penalty: Int64, caps: [HardCap]) -> Int64 {
        let lowest = caps.first?.score ?? 1000
        return min(max(min(afterWeakest - penalty, lowest), 0), 1000)
    }
}

/// Rounded down.
func weightedMean(_ values: [Int64], weights: [Int64]) -> Int64 {
    let whole = weights.reduce(0, +)
    guard whole > 0 else { return 0 }
    return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / whole
}

extension PreparedEvidence {
    func ids(of findings: [Finding]) -> [String] { findings.map { items[Int($0.item)].id } }
}
