/// The caps that follow from findings, whatever else is known.
extension PreparedEvidence {
    /// All that hold, lowest first, then by code.
    func caps(without omission: Omission = .nothing, model: ScoreModel) -> [HardCap] {
        let counted = findings.filter { !omission.omits($0) }
        guard !counted.isEmpty else { return [] }
        var caps: [HardCap] = []
        func add(_ kind: ScoreCard.Cap.Kind, _ score: Int64, _ findings: [Finding]) {
            caps.append(HardCap(kind: kind, score: score, findings: findings))
        }
        var isAnswered = [Bool](repeating: false, count: counted.count)
        for cap in model.ruleCaps {
            let hits = counted.indices.filter {
                counted[$0].severity >= cap.minimumSeverity
                    && items[Int(counted[$0].item)].rule.hasBytes(of: cap.rule)
            }
            guard !hits.isEmpty else { continue }
            for index in hits { isAnswered[index] = true }
            add(.rule(cap.rule), cap.score, hits.map { counted[$0] })
        }
        let limits = model.recentCaps
        let recent = counted.indices.filter {
            counted[$0].severity >= .high && counted[$0].ageDays < limits.recentDays
        }
        let critical = recent.filter { counted[$0].severity == .critical && !isAnswered[$0] }
        if !critical.isEmpty { add(.criticalFinding, limits.oneCritical, critical.map { counted[$0] }) }
        let grave = recent.map { counted[$0] }
        // Incidents, not items, whatever the dimension.
        let incidents = Set(grave.map(\.incident)).count
        if incidents >= 3 { add(.threeGraveIncidents, limits.threeGrave, grave) }
        if incidents >= 6 { add(.sixGraveIncidents, limits.sixGrave, grave) }
        let overdue = counted.filter { $0.severity >= .high && $0.isOverdue }
        if !overdue.isEmpty { add(.overdueRemedy, limits.overdueRemedy, overdue) }
        return caps.sorted {
            $0.score != $1.score ? $0.score < $1.score : ByteText($0.kind.code) < ByteText($1.kind.code)
        }
    }
}

/// A cap and the findings it follows from.
struct HardCap {
    let kind: ScoreCard.Cap.Kind
    let score: Int64
    let findings: [PreparedEvidence.Finding]
}
