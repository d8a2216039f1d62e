import SupervisionModel

/// "A, and no B in time": finds every A of a key whose time has run out without a B. Pure.
struct AbsenceRun {
    /// A duty that one A brings about.
    struct Duty {
        let entry: TailEntry
        let deadline: Timestamp
        /// Number of the period, for duties that come back.
        let period: Int64?
        let start: Timestamp
        let end: Timestamp
    }

    let evaluator: Evaluator
    let plan: PlannedRule
    let absence: PlannedAbsence
    let key: [UInt8]

    /// Periods of one duty that are looked at: a duty of centuries is a mistake in the data.
    private static let maximumPeriods: Int64 = 1_200

    /// Periods before the event whose terms may still have been running when it came.
    private static let periodsBack: Int64 = 8

    /// - Parameter watermark: nothing earlier than this can still arrive.
    func matches(_ state: KeyState, watermark: Timestamp) -> [Match] {
        let answers = state.entries.filter { $0.role == absence.awaited }
        return duties(state, until: watermark).compactMap { duty in
            guard duty.deadline < watermark, !isAnswered(duty, answers) else { return nil }
            return evaluator.match(duty, plan, key: key, isIncomplete: state.isIncomplete)
        }
    }

    /// The earliest deadline that is still open, for the caller's timer.
    func nextDeadline(_ state: KeyState, after watermark: Timestamp) -> Timestamp? {
        let answers = state.entries.filter { $0.role == absence.awaited }
        var next: Timestamp?
        for duty in duties(state, until: watermark)
        where duty.deadline >= watermark && (absence.each != nil || !isAnswered(duty, answers)) {
            next = next.map { min($0, duty.deadline) } ?? duty.deadline
        }
        return next
    }

    /// Drops what lies so far back that its deadline has passed. What was found up to there stands.
    func settle(_ state: inout KeyState, through moment: Timestamp) -> [TailEntry] {
        guard moment > state.settledThrough else { return [] }
        // A duty that comes back lasts; its answers count as long as a period and its term.
        guard absence.each == nil else { return [] }
        let open = duties(state, until: moment).filter { $0.deadline >= moment }.map(\.entry)
        let firstOpen = open.map(\.position.ruleTime).min() ?? moment
        let oldest = firstOpen.advanced(by: -absence.since)
        let settled = min(moment, oldest).advanced(by: Interval(milliseconds: -1))
        guard settled > state.settledThrough else { return [] }
        state.settledThrough = settled
        if state.incompleteThrough < oldest { state.incompleteThrough = .distantPast }
        return state.drop { _, entry in
            guard entry.position.ruleTime <= settled else { return false }
            return entry.role == absence.awaited || !open.contains { $0.isSame(as: entry) }
        }
    }

    // MARK: Duties

    private func duties(_ state: KeyState, until watermark: Timestamp) -> [Duty] {
        var duties: [Duty] = []
        for entry in state.entries where entry.role != absence.awaited {
            if let each = absence.each {
                duties += recurring(entry, each, until: watermark)
            } else if let deadline = evaluator.deadline(of: entry, plan, absence, period: nil) {
                let moment = entry.position.ruleTime
                duties.append(Duty(entry: entry, deadline: deadline, period: nil, start: moment, end: moment))
            }
        }
        return duties
    }

    /// One duty for every period whose term ends after the event, up to the first one whose term is still running.
    private func recurring(_ entry: TailEntry, _ each: CalendarUnit, until watermark: Timestamp) -> [Duty] {
        var duties: [Duty] = []
        let first = each.number(of: entry.position.ruleTime) - AbsenceRun.periodsBack
        for number in first..<(first + AbsenceRun.maximumPeriods) {
            let (start, end) = (each.start(number), each.start(number + 1))
            guard let deadline = evaluator.deadline(of: entry, plan, absence, period: (start, end)),
                deadline >= entry.position.ruleTime
            else { continue }
            duties.append(Duty(entry: entry, deadline: deadline, period: number, start: start, end: end))
            if deadline >= watermark { break }
        }
        return duties
    }

    private func isAnswered(_ duty: Duty, _ answers: [TailEntry]) -> Bool {
        let from = duty.period == nil ? duty.entry.position.ruleTime.advanced(by: -absence.since) : duty.start
        var low = 0
        var high = answers.count
        while low < high {
            let middle = (low + high) / 2
            if answers[middle].position.ruleTime < from { low = middle + 1 } else { high = middle }
        }
        for answer in answers[low...] {
            if answer.position.ruleTime > duty.deadline { return false }
            if evaluator.answers(answer, duty, plan, absence) { return true }
        }
        return false
    }
}
