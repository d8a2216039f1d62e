import CEL
import SupervisionModel

/// Finds, for every event that can be the last step of a sequence, the steps before it. Pure: a function of the anchor and
/// of what came before it, so that a late event or a removal changes only what it can.
struct SequenceRun {
    let evaluator: Evaluator
    let plan: PlannedRule
    let sequence: PlannedSequence
    let key: [UInt8]

    /// Events that one search may look at.
    static let maximumVisits = 20_000

    /// Every match of the anchors that are not settled.
    func matches(_ state: KeyState) -> [Match] {
        let anchors = state.entries[state.settledCount...].filter { Int($0.role) == sequence.anchor }
        return matches(of: anchors, state)
    }

    func matches(of anchors: [TailEntry], _ state: KeyState) -> [Match] {
        anchors.compactMap { anchor in
            guard Int(anchor.role) == sequence.anchor else { return nil }
            let oldest = anchor.position.ruleTime.advanced(by: -sequence.horizon)
            let first = state.count(through: oldest.advanced(by: Interval(milliseconds: -1)))
            var search = SequenceSearch(run: self, entries: state.entries[first...], anchor: anchor)
            return search.match(isIncomplete: state.isIncomplete)
        }
    }

    /// Drops what no later anchor can reach. What was found up to there stands.
    func settle(_ state: inout KeyState, through moment: Timestamp) -> [TailEntry] {
        state.settledThrough = moment
        let oldest = moment.advanced(by: -sequence.horizon)
        if state.incompleteThrough < oldest { state.incompleteThrough = .distantPast }
        return state.drop { _, entry in entry.position.ruleTime < oldest }
    }
}

/// The search for one anchor: from the first step on, earliest events first.
private struct SequenceSearch {
    let run: SequenceRun
    /// Everything from the horizon on.
    let entries: ArraySlice<TailEntry>
    let anchor: TailEntry
    /// Of the steps that happened, by role.
    var chosen: [TailEntry?]
    var visits = 0
    /// Whether a condition could not be judged.
    var isOpen = false

    init(run: SequenceRun, entries: ArraySlice<TailEntry>, anchor: TailEntry) {
        self.run = run
        self.entries = entries
        self.anchor = anchor
        chosen = Array(repeating: nil, count: run.sequence.steps.count)
    }

    mutating func match(isIncomplete: Bool) -> Match? {
        let run = run
        run.evaluator.trail.begin(at: anchor.position.ruleTime)
        for role in run.plan.roles.indices { run.evaluator.hide(role, run.plan) }
        var found: Match?
        _ = extend(from: 0, after: nil) { search in
            found = run.evaluator.match(
                search.chosen.compactMap(\.self), run.plan, key: run.key,
                marks: isIncomplete || search.isOpen ? .inconclusive : [])
            return found != nil
        }
        if found == nil, visits > SequenceRun.maximumVisits {
            // Nothing was found in what could be looked at: that is no proof that there is nothing.
            found = run.evaluator.match([anchor], run.plan, key: run.key, marks: .inconclusive)
        }
        return found
    }

    /// Chooses an event for the step and those after it.
    /// - Parameter found: whether what was chosen is a match.
    /// - Returns: whether the search is over.
    private mutating func extend(
        from role: Int, after previous: TailEntry?, _ found: (inout SequenceSearch) -> Bool
    ) -> Bool {
        guard role < run.sequence.steps.count else { return found(&self) }
        let step = run.sequence.steps[role]
        // What must not happen is judged when the step after it is there.
        if step.isAbsent { return extend(from: role + 1, after: previous, found) }
        for entry in candidates(role, after: previous, within: step.within) {
            visits += 1
            guard visits <= SequenceRun.maximumVisits else { return true }
            choose(entry, role)
            let known = isOpen
            if holds(step.filter), areAbsent(before: role, entry, previous) {
                if extend(from: role + 1, after: entry, found) { return true }
            }
            isOpen = known
            choose(nil, role)
        }
        return false
    }

    /// Events that can be the step, earliest first.
    private func candidates(_ role: Int, after previous: TailEntry?, within: Interval?) -> [TailEntry] {
        let latest = previous.flatMap { previous in within.map { previous.position.ruleTime.advanced(by: $0) } }
        func fits(_ entry: TailEntry) -> Bool {
            if let previous, entry.position <= previous.position { return false }
            if let latest, entry.position.ruleTime > latest { return false }
            return true
        }
        if role == run.sequence.anchor { return fits(anchor) ? [anchor] : [] }
        return entries.filter {
            Int($0.role) == role && $0.position < anchor.position && fits($0)
        }
    }

    /// Whether none of the absent steps between the step and the one before it that happened has happened.
    private mutating func areAbsent(before role: Int, _ entry: TailEntry, _ previous: TailEntry?) -> Bool {
        var absent = role - 1
        while absent >= 0, run.sequence.steps[absent].isAbsent {
            if hasHappened(absent, between: previous, and: entry) { return false }
            absent -= 1
        }
        return true
    }

    private mutating func hasHappened(_ role: Int, between previous: TailEntry?, and next: TailEntry) -> Bool {
        let step = run.sequence.steps[role]
        for entry in entries where Int(entry.role) == role && entry.position < next.position {
            let moment = entry.position.ruleTime
            if let previous {
                guard previous.position < entry.position else { continue }
                if let within = step.within, moment > previous.position.ruleTime.advanced(by: within) { continue }
            } else if let within = step.within, moment < next.position.ruleTime.advanced(by: -within) {
                continue
            }
            visits += 1
            guard let filter = step.filter else { return true }
            run.evaluator.showBeside(entry, run.plan)
            defer { run.evaluator.hide(role, run.plan) }
            switch run.evaluator.verdict(of: filter) {
            case .holds: return true
            case .fails: break
            case .inconclusive: isOpen = true
            }
        }
        return false
    }

    private mutating func choose(_ entry: TailEntry?, _ role: Int) {
        chosen[role] = entry
        if let entry { run.evaluator.showBeside(entry, run.plan) } else { run.evaluator.hide(role, run.plan) }
    }

    private mutating func holds(_ filter: Program?) -> Bool {
        guard let filter else { return true }
        switch run.evaluator.verdict(of: filter) {
        case .holds: return true
        case .fails: return false
        case .inconclusive:
            isOpen = true
            return true
        }
    }
}

extension Evaluator {
    /// The match of the events of a sequence, the anchor last, which are shown; `nil` when the condition fails.
    fileprivate func match(_ chosen: [TailEntry], _ plan: PlannedRule, key: [UInt8], marks: Marks) -> Match? {
        guard let anchor = chosen.last else { return nil }
        var marks = marks
        let values = evaluateNames(plan.names)
        if let condition = plan.condition {
            switch verdict(of: condition) {
            case .fails: return nil
            case .inconclusive: marks.insert(.inconclusive)
            case .holds: break
            }
        }
        if isExempt(plan.subject) { return nil }
        return Match(
            rule: plan.index, key: key, subject: entity(of: plan.subject.program) ?? unknownSubject,
            episode: anchor.identity, at: anchor.position.ruleTime, last: anchor.position, severity: severity(plan),
            values: values, evidence: chosen.map(\.evidence), evidenceCount: Int64(chosen.count),
            hits: chosen.flatMap(\.hits) + trail.hits, marks: marks)
    }
}
