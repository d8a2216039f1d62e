import SupervisionModel

/// The caps that follow from findings, whatever else is known.
enum HardCaps {
    /// All that hold, lowest first.
    ///
    /// - Parameter evidence: what counts on that day, of all dimensions.
    static func caps(_ evidence: [Evidence], model: ScoreModel, asOf: Day) -> [ScoreCard.Cap] {
        let findings = evidence.compactMap { item -> (item: Evidence, severity: Severity)? in
            if case .negative(let severity) = item.polarity { (item, severity) } else { nil }
        }
        var caps: [ScoreCard.Cap] = []
        func add(_ kind: ScoreCard.Cap.Kind, _ score: Int64, _ items: [Evidence]) {
            caps.append(ScoreCard.Cap(kind: kind, score: score, evidence: items.map(\.id)))
        }
        for rule in model.ruleCaps {
            let hits = findings.filter {
                $0.item.rule.utf8.elementsEqual(rule.rule.utf8) && $0.severity >= rule.minimumSeverity
            }
            if !hits.isEmpty { add(.rule(rule.rule), rule.score, hits.map(\.item)) }
        }
        let limits = model.recentCaps
        let recent = findings.filter { $0.severity >= .high && $0.item.age(on: asOf) < limits.recentDays }
        let critical = recent.filter { $0.severity == .critical }
        if !critical.isEmpty { add(.criticalFinding, limits.oneCritical, critical.map(\.item)) }
        let incidents = Set(recent.map { Incident($0.item) }).count
        if incidents >= 3 { add(.threeGraveIncidents, limits.threeGrave, recent.map(\.item)) }
        if incidents >= 6 { add(.sixGraveIncidents, limits.sixGrave, recent.map(\.item)) }
        let overdue = findings.filter { finding in
            finding.severity >= .high && finding.item.remedyDue.map { $0 < asOf } ?? false
        }
        if !overdue.isEmpty { add(.overdueRemedy, limits.overdueRemedy, overdue.map(\.item)) }
        return caps.sorted {
            $0.score != $1.score ? $0.score < $1.score : $0.kind.code.utf8.lexicographicallyPrecedes($1.kind.code.utf8)
        }
    }
}
