import IntegrityScore
import RulePacks

/// Reads a model from the nodes of its file; reports whatever does not fit together.
struct ScoreModelReader {
    let diagnostics: Diagnostics

    /// The most that anything may weigh, in milli-units: sums of a hundred million items stay within 127 bits.
    private static let weights: ClosedRange<Int64> = 1...1_000_000
    private static let days: ClosedRange<Int64> = 1...36_500
    private static let scores: ClosedRange<Int64> = 0...1000
    private static let points: ClosedRange<Int64> = 0...999

    /// `nil` after an error was reported.
    func model(_ root: YAMLNode) -> ScoreModel? {
        guard var mapping = YAMLMapping(root, "a model", diagnostics) else { return nil }
        let id = mapping.required("model").flatMap { diagnostics.identifier($0, "a model") }
        let weights = mapping.required("weights").flatMap { self.weights($0) }
        let positive = mapping.required("positive").flatMap { weighing($0, "positive") }
        let negative = mapping.required("negative").flatMap { findings($0) }
        let decay = mapping.required("decay").flatMap { diagnostics.word($0, "decay", DecayTable.self) }
        let prior = mapping.required("prior").flatMap {
            numbers($0, "prior", [("weight", Self.weights), ("baseRate", Self.scores)])
        }
        let limits = mapping.required("limits").flatMap { self.limits($0) }
        let weakest = mapping.required("weakestLink").flatMap {
            numbers($0, "weakestLink", [("below", Self.scores), ("divisor", 1...1000)])
        }
        let network = mapping.required("network").flatMap {
            numbers($0, "network", [("below", Self.scores), ("divisor", 1...1_000_000), ("maximum", Self.points)])
        }
        let caps = mapping.required("caps").flatMap { self.caps($0) }
        let grades = mapping.required("grades").flatMap { self.grades($0) }
        let intensity = mapping.required("intensity").flatMap { self.intensity($0) }
        let years = mapping.required("naturalPersonYears").flatMap {
            diagnostics.integer($0, "naturalPersonYears", in: 1...5)
        }
        let repair = mapping.required("repairMonths").flatMap { bySeverity($0, "repairMonths", 0...120) }
        let reasons = mapping.required("reasons").flatMap { diagnostics.integer($0, "reasons", in: 1...16) }
        mapping.finish()
        guard let id, let weights, let positive, let negative, decay != nil, let prior, let limits, let weakest,
            let network,
            let caps, let grades, let intensity, let years, let repair, let reasons
        else { return nil }
        return ScoreModel(
            id: id, weights: weights, positive: positive, negative: negative, prior: prior[0], baseRate: prior[1],
            positiveLimits: limits, ruleCaps: caps.rules, recentCaps: caps.recent,
            weakestLink: ScoreModel.WeakestLink(below: weakest[0], divisor: weakest[1]),
            network: ScoreModel.Network(below: network[0], divisor: network[1], maximum: network[2]), grades: grades,
            intensity: intensity, naturalPersonYears: years, repairMonths: repair, reasons: reasons)
    }

    // MARK: Weights

    private func weights(_ node: YAMLNode) -> ScoreModel.Weights? {
        guard var mapping = YAMLMapping(node, "weights", diagnostics) else { return nil }
        let platform = mapping.required("platform").flatMap { percentages($0, "weights.platform") }
        let enterprise = mapping.required("enterprise").flatMap { percentages($0, "weights.enterprise") }
        mapping.finish()
        guard let platform, let enterprise else { return nil }
        return ScoreModel.Weights(platform: platform, enterprise: enterprise)
    }

    private func percentages(_ node: YAMLNode, _ name: String) -> [Int64]? {
        guard let values = numbers(node, name, Dimension.allCases.map { ($0.code, 0...100) }) else { return nil }
        let sum = values.reduce(0, +)
        guard sum == 100 else {
            diagnostics.report(.modelSum, at: node.location, [name, "\(sum)", "100"])
            return nil
        }
        return values
    }

    private func weighing(_ node: YAMLNode, _ name: String) -> ScoreModel.Weighing? {
        numbers(node, name, [("weight", Self.weights), ("halfLife", Self.days)]).map {
            ScoreModel.Weighing(weight: $0[0], halfLife: $0[1])
        }
    }

    /// A graver finding neither weighs less nor fades faster.
    private func findings(_ node: YAMLNode) -> [ScoreModel.Weighing]? {
        guard var mapping = YAMLMapping(node, "negative", diagnostics) else { return nil }
        var found: [(ScoreModel.Weighing, YAMLNode)] = []
        for severity in Severity.allCases {
            guard let node = mapping.required(severity.name) else { continue }
            if let weighing = weighing(node, "negative.\(severity.name)") { found.append((weighing, node)) }
        }
        mapping.finish()
        guard found.count == Severity.allCases.count else { return nil }
        for (index, (weighing, node)) in found.enumerated().dropFirst() {
            let lesser = found[index - 1].0
            let names = (Severity.allCases[index].name, Severity.allCases[index - 1].name)
            guard weighing.weight >= lesser.weight, weighing.halfLife >= lesser.halfLife else {
                diagnostics.report(
                    .modelOrder, at: node.location,
                    ["negative.\(names.0)", "weight and halfLife of at least those of negative.\(names.1)"])
                return nil
            }
        }
        return found.map(\.0)
    }

    private func limits(_ node: YAMLNode) -> ScoreModel.PositiveLimits? {
        numbers(
            node, "limits",
            [
                ("itemsPerDay", 1...1000), ("perCluster", 1...1_000_000_000), ("youngCounterpartyDays", 0...36_500),
                ("youngDivisor", 1...1000), ("perDimension", 1...1_000_000_000),
            ]
        ).map {
            ScoreModel.PositiveLimits(
                itemsPerDay: $0[0], perCluster: $0[1], perDimension: $0[4], youngCounterpartyDays: $0[2],
                youngDivisor: $0[3])
        }
    }

    // MARK: Caps

    private func caps(_ node: YAMLNode) -> (rules: [ScoreModel.RuleCap], recent: ScoreModel.RecentCaps)? {
        guard var mapping = YAMLMapping(node, "caps", diagnostics) else { return nil }
        let rules = mapping.required("rules").flatMap { ruleCaps($0) }
        let names = ["oneCritical", "threeGrave", "sixGrave", "overdueRemedy"]
        let days = mapping.required("recentDays").flatMap { diagnostics.integer($0, "recentDays", in: Self.days) }
        let nodes = names.map { mapping.required($0) }
        mapping.finish()
        let values = zip(names, nodes).map { name, node in
            node.flatMap { diagnostics.integer($0, name, in: Self.points) }
        }
        guard let rules, let days, let critical = values[0], let three = values[1], let six = values[2],
            let overdue = values[3], let sixNode = nodes[2]
        else { return nil }
        guard six <= three else {
            diagnostics.report(
                .modelOrder, at: sixNode.location, ["sixGrave", "a score of at most threeGrave, \(three)"])
            return nil
        }
        return (
            rules,
            ScoreModel.RecentCaps(
                recentDays: days, oneCritical: critical, threeGrave: three, sixGrave: six, overdueRemedy: overdue)
        )
    }

    private func ruleCaps(_ node: YAMLNode) -> [ScoreModel.RuleCap]? {
        guard let nodes = diagnostics.sequence(node, "rules") else { return nil }
        guard nodes.count <= 64 else {
            diagnostics.report(.outOfRange, at: node.location, ["rules", "\(nodes.count)", "0...64"])
            return nil
        }
        var caps: [ScoreModel.RuleCap] = []
        for node in nodes {
            guard var mapping = YAMLMapping(node, "a cap", diagnostics) else { continue }
            let rule = mapping.required("rule").flatMap { diagnostics.identifier($0, "a rule") }
            let severity = mapping.required("severity").flatMap { diagnostics.word($0, "severity", SeverityName.self) }
            let score = mapping.required("score").flatMap { diagnostics.integer($0, "score", in: Self.points) }
            mapping.finish()
            guard let rule, let severity, let score else { continue }
            if caps.contains(where: { $0.rule.utf8.elementsEqual(rule.utf8) }) {
                diagnostics.report(.duplicateKey, at: node.location, [rule])
                continue
            }
            caps.append(ScoreModel.RuleCap(rule: rule, minimumSeverity: severity.severity, score: score))
        }
        return caps.count == nodes.count ? caps : nil
    }

    // MARK: Grades

    private func grades(_ node: YAMLNode) -> GradeScale? {
        guard var mapping = YAMLMapping(node, "grades", diagnostics) else { return nil }
        let bands = mapping.required("bands").flatMap { self.bands($0) }
        let amounts: [(String, ClosedRange<Int64>)] = [("evidence", 0...1_000_000_000), ("days", 0...36_500)]
        let rated = mapping.required("rated").flatMap { numbers($0, "rated", amounts) }
        let seasonedNode = mapping.required("seasoned")
        let seasoned = seasonedNode.flatMap { numbers($0, "seasoned", amounts) }
        let upgrade = mapping.required("upgrade").flatMap {
            numbers($0, "upgrade", [("margin", 0...100), ("days", 1...366)])
        }
        let downgrade = mapping.required("downgrade").flatMap {
            numbers($0, "downgrade", [("margin", 0...100), ("days", 1...366), ("replyWorkingDays", 0...60)])
        }
        mapping.finish()
        guard let bands, let rated, let seasonedNode, let seasoned, let upgrade, let downgrade else { return nil }
        guard seasoned[0] >= rated[0], seasoned[1] >= rated[1] else {
            diagnostics.report(
                .modelOrder, at: seasonedNode.location, ["seasoned", "evidence and days of at least those of rated"])
            return nil
        }
        return GradeScale(
            lowerBounds: bands, ratedEvidence: rated[0], ratedDays: rated[1], seasonedEvidence: seasoned[0],
            seasonedDays: seasoned[1], upgradeMargin: upgrade[0], upgradeDays: upgrade[1],
            downgradeMargin: downgrade[0], downgradeDays: downgrade[1], replyWorkingDays: downgrade[2])
    }

    private func bands(_ node: YAMLNode) -> [Int64]? {
        guard let values = numbers(node, "bands", [("A", 1...1000), ("B", 1...1000), ("C", 1...1000)]) else {
            return nil
        }
        // Three notches of at least one point each.
        guard values[0] - values[1] >= 3, values[1] - values[2] >= 3, values[2] >= 3 else {
            diagnostics.report(.modelOrder, at: node.location, ["bands", "A > B > C, at least 3 points apart"])
            return nil
        }
        return values
    }

    private func intensity(_ node: YAMLNode) -> SupervisionIntensity? {
        let names = ["A", "B", "C", "D", "M", "MWithAlerts"]
        guard let values = numbers(node, "intensity", names.map { ($0, 0...100) }) else { return nil }
        guard values[0] <= values[1], values[1] <= values[2], values[2] <= values[3], values[4] <= values[5] else {
            diagnostics.report(.modelOrder, at: node.location, ["intensity", "A ≤ B ≤ C ≤ D and M ≤ MWithAlerts"])
            return nil
        }
        return SupervisionIntensity(ofGrade: Array(values.prefix(4)), unrated: values[4], unratedWithAlerts: values[5])
    }

    // MARK: Values

    private func bySeverity(_ node: YAMLNode, _ name: String, _ range: ClosedRange<Int64>) -> [Int64]? {
        guard let values = numbers(node, name, Severity.allCases.map { ($0.name, range) }) else { return nil }
        guard zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            diagnostics.report(.modelOrder, at: node.location, [name, "low ≤ medium ≤ high ≤ critical"])
            return nil
        }
        return values
    }

    /// Whole numbers under the given keys, all of them required and no other key.
    private func numbers(
        _ node: YAMLNode, _ name: String, _ keys: [(String, ClosedRange<Int64>)]
    ) -> [Int64]? {
        guard var mapping = YAMLMapping(node, name, diagnostics) else { return nil }
        let nodes = keys.map { mapping.required($0.0) }
        mapping.finish()
        var values: [Int64] = []
        for ((key, range), node) in zip(keys, nodes) {
            guard let node, let value = diagnostics.integer(node, "\(name).\(key)", in: range) else { continue }
            values.append(value)
        }
        return values.count == keys.count ? values : nil
    }
}

/// The tables that evidence may decay by.
private enum DecayTable: String, CaseIterable {
    /// ``Decay/powers``.
    case halves = "exp2-64"
}

private enum SeverityName: String, CaseIterable {
    case low, medium, high, critical

    var severity: Severity {
        switch self {
        case .low: .low
        case .medium: .medium
        case .high: .high
        case .critical: .critical
        }
    }
}
