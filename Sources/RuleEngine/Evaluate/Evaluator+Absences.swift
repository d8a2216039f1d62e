import CEL
import SupervisionModel

/// Duties: when they are due, what fulfils them, and what is said of one that was not fulfilled.
extension Evaluator {
    /// - Parameter period: for duties that come back.
    func deadline(
        of entry: TailEntry, _ plan: PlannedRule, _ absence: PlannedAbsence, period: (Timestamp, Timestamp)?
    ) -> Timestamp? {
        switch absence.deadline {
        case .within(let length): return (period?.1 ?? entry.position.ruleTime).advanced(by: length)
        case .until(let program):
            trail.begin(at: entry.position.ruleTime)
            showOnly(entry, plan)
            show(period)
            guard case .time(let moment) = scalar(program) else { return nil }
            return moment
        }
    }

    func answers(
        _ answer: TailEntry, _ duty: AbsenceRun.Duty, _ plan: PlannedRule, _ absence: PlannedAbsence
    ) -> Bool {
        guard let filter = absence.filter else { return true }
        trail.begin(at: answer.position.ruleTime)
        showOnly(duty.entry, plan)
        showBeside(answer, plan)
        if duty.period != nil { show((duty.start, duty.end)) }
        return verdict(of: filter) == .holds
    }

    func match(_ duty: AbsenceRun.Duty, _ plan: PlannedRule, key: [UInt8], isIncomplete: Bool) -> Match? {
        trail.begin(at: duty.deadline)
        showOnly(duty.entry, plan)
        if duty.period != nil { show((duty.start, duty.end)) }
        let values = evaluateNames(plan.names)
        var marks: Marks = isIncomplete ? .inconclusive : []
        if let condition = plan.condition {
            switch verdict(of: condition) {
            case .fails: return nil
            case .inconclusive: marks.insert(.inconclusive)
            case .holds: break
            }
        }
        if isExempt(plan.subject) { return nil }
        let identity = duty.entry.identity
        let episode = EventIdentity(
            type: identity.type, origin: identity.origin,
            index: duty.period.map { UInt32(truncatingIfNeeded: $0) } ?? identity.index)
        return Match(
            rule: plan.index, key: key, subject: entity(of: plan.subject.program) ?? unknownSubject, episode: episode,
            at: duty.deadline, last: duty.entry.position, severity: severity(plan), values: values,
            evidence: [duty.entry.evidence], evidenceCount: 1, hits: duty.entry.hits + trail.hits, marks: marks)
    }

    private func show(_ period: (Timestamp, Timestamp)?) {
        guard let period else { return }
        activation[rules.layout.periodStart] = FieldBridge.value(of: period.0)
        activation[rules.layout.periodEnd] = FieldBridge.value(of: period.1)
    }
}
