import SupervisionModel

/// Positive and negative evidence of one dimension, decayed and limited, in 2^-30 milli-units.
struct DimensionSums: Sendable, Hashable {
    let positive: Int128
    let negative: Int128

    init(_ evidence: [Evidence], model: ScoreModel, asOf: Day) {
        negative = Self.negativeSum(evidence, model: model, asOf: asOf)
        positive = Self.positiveSum(evidence, model: model, asOf: asOf)
    }

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

    /// An incident counts once: with the weight and half-life of its gravest finding, and the confidence and day of
    /// the one that weighs most so. Adding a finding can therefore never lower the sum.
    private static func negativeSum(_ evidence: [Evidence], model: ScoreModel, asOf: Day) -> Int128 {
        var gravest: [Incident: Severity] = [:]
        for item in evidence {
            guard case .negative(let severity) = item.polarity else { continue }
            let incident = Incident(item)
            gravest[incident] = max(gravest[incident] ?? .low, severity)
        }
        var heaviest: [Incident: Int64] = [:]
        for item in evidence {
            guard case .negative = item.polarity else { continue }
            let incident = Incident(item)
            guard let severity = gravest[incident] else { continue }
            let contribution = contribution(
                weight: model.weight(of: severity), confidence: item.confidence,
                age: item.age(on: asOf), halfLife: model.halfLife(of: severity))
            heaviest[incident] = max(heaviest[incident] ?? 0, contribution)
        }
        // order-free: a sum of integers does not depend on the order of the dictionary.
        return heaviest.values.reduce(0) { $0 + Int128($1) }
    }

    private static func positiveSum(_ evidence: [Evidence], model: ScoreModel, asOf: Day) -> Int128 {
        let limits = model.positiveLimits
        var counted: [(item: Evidence, contribution: Int64)] = []
        var countOfDay: [DayKey: Int] = [:]
        let ordered = evidence.filter { $0.polarity == .positive }
            .map { (key: ByteText($0.id), item: $0) }
            .sorted { $0.key < $1.key }
        for (_, item) in ordered {
            let key = DayKey(obligation: item.obligation.map(ByteText.init), day: item.day.number)
            guard countOfDay[key, default: 0] < limits.itemsPerDay else { continue }
            countOfDay[key, default: 0] += 1
            counted.append(
                (
                    item,
                    contribution(
                        weight: model.positiveWeight, confidence: item.confidence, age: item.age(on: asOf),
                        halfLife: model.positiveHalfLife)
                ))
        }
        // The allowance of a cluster goes to what counts in full first, so that worthless items cannot use it up.
        var used: [ByteText?: Int128] = [:]
        var sum: Int128 = 0
        for divisor: Int64? in [1, 10, nil] {
            for (item, contribution) in counted where item.divisor(limits) == divisor {
                let cluster = item.counterparty.cluster.map(ByteText.init)
                let left = (Int128(limits.perCluster) << 30) - used[cluster, default: 0]
                let allowed = min(Int128(contribution), left)
                used[cluster, default: 0] += allowed
                if let divisor { sum += allowed / Int128(divisor) }
            }
        }
        return min(sum, Int128(limits.perDimension) << 30)
    }

    /// Weight in milli-units times confidence, times decay in 2^-30. At most 4.3e13 in CIS-1.
    private static func contribution(weight: Int64, confidence: Int64, age: Int64, halfLife: Int64) -> Int64 {
        (weight * confidence / 1_000_000) * Decay.factor(age: age, halfLife: halfLife)
    }

    private struct DayKey: Hashable {
        let obligation: ByteText?
        let day: Int32
    }
}

/// Findings of one act, or one finding alone.
enum Incident: Hashable, Sendable {
    case named(ByteText)
    case alone(ByteText)

    init(_ item: Evidence) {
        if let incident = item.incident {
            self = .named(ByteText(incident))
        } else {
            self = .alone(ByteText(item.id))
        }
    }
}

extension Evidence {
    /// Days from the event to the day of the score.
    func age(on asOf: Day) -> Int64 {
        Int64(asOf.number) - Int64(day.number)
    }

    /// What a positive is divided by; nil when it is worth nothing.
    fileprivate func divisor(_ limits: ScoreModel.PositiveLimits) -> Int64? {
        if isRelated { return nil }
        let isYoung = counterparty.ageDays.map { $0 < limits.youngCounterpartyDays } ?? false
        return isYoung || !counterparty.hasIdentityCheck ? 10 : 1
    }
}
