import SupervisionModel

/// What each group of evidence costs: the score without it less the score (leave one group out). A group is what one
/// rule has found in one dimension, or the exposure to others.
struct Reasons {
    /// The dearest, then by code; as many as the model gives.
    let first: [ScoreCard.Reason]
    /// The dearest that can be repaired by now; nil when there is none.
    let improvement: ScoreCard.Reason?

    init(
        prepared: PreparedEvidence, scores: [Int64], weights: [Int64], penalty: Int64, score: Int64, caps: [HardCap],
        model: ScoreModel, asOf: Day
    ) {
        var costs: [Cost] = []
        for (group, findings) in Self.groups(prepared) {
            var without = scores
            let omission = Omission.rule(group.rule, group.dimension)
            without[group.dimension.rawValue] =
                prepared.sums(of: group.dimension, without: omission, model: model).score(model)
            let whole = Whole(scores: without, weights: weights, model: model)
            // Where nothing caps all evidence, nothing caps a part of it.
            let rest = caps.isEmpty ? [] : prepared.caps(without: omission, model: model)
            let cost = whole.capped(penalty: penalty, caps: rest) - score
            guard cost > 0 else { continue }
            let source = ScoreCard.Reason.Source.rule(prepared.rules.text(group.rule), group.dimension)
            costs.append(Cost(source: source, code: source.code, points: cost, findings: findings))
        }
        if penalty > 0 {
            let without = Whole(scores: scores, weights: weights, model: model).capped(penalty: 0, caps: caps)
            let source = ScoreCard.Reason.Source.network
            if without > score {
                costs.append(Cost(source: source, code: source.code, points: without - score, findings: []))
            }
        }
        costs.sort {
            $0.points != $1.points ? $0.points > $1.points : ByteText($0.code) < ByteText($1.code)
        }
        let reason = { (cost: Cost) in Self.reason(cost, prepared: prepared, model: model) }
        first = costs.prefix(Int(model.reasons)).map(reason)
        improvement = costs.lazy.map(reason).first { $0.repairableFrom.map { $0 <= asOf } ?? false }
    }

    private struct Cost {
        let source: ScoreCard.Reason.Source
        let code: String
        let points: Int64
        let findings: [PreparedEvidence.Finding]
    }

    private struct Group {
        let dimension: Dimension
        let rule: Int32
    }

    /// Every rule with findings in a dimension.
    private static func groups(_ prepared: PreparedEvidence) -> [(Group, [PreparedEvidence.Finding])] {
        let sorted = prepared.findings.sorted { ($0.dimension.rawValue, $0.rule) < ($1.dimension.rawValue, $1.rule) }
        var groups: [(Group, [PreparedEvidence.Finding])] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].dimension == sorted[start].dimension,
                sorted[end].rule == sorted[start].rule
            {
                end += 1
            }
            groups.append(
                (Group(dimension: sorted[start].dimension, rule: sorted[start].rule), Array(sorted[start..<end])))
            start = end
        }
        return groups
    }

    private static func reason(_ cost: Cost, prepared: PreparedEvidence, model: ScoreModel) -> ScoreCard.Reason {
        // All findings of the rule must be repaired before it costs nothing: the last day of them.
        let days = cost.findings.map { finding in
            prepared.items[Int(finding.item)].day.adding(months: model.repairMonths[finding.severity.rawValue - 1])
        }
        return ScoreCard.Reason(
            source: cost.source, cost: cost.points, evidence: prepared.ids(of: cost.findings),
            repairableFrom: days.max())
    }
}
