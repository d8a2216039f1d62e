import SupervisionModel

/// Runs a windowed rule over the tail of one key: from the carry over every event in order. Pure: carry and tail alone
/// decide.
///
/// A run that is kept goes on with the next event in O(1) amortised; a late event or a removal begins anew from the
/// carry.
struct KeyRun {
    let evaluator: Evaluator
    let plan: PlannedRule
    let window: PlannedWindow
    let key: [UInt8]
    private(set) var machine: MachineState
    private var contents: WindowContents
    /// Matches that ended after the carry, in order.
    private(set) var ended: [OpenMatch] = []

    /// Begins at the carry: what is settled fills the window, and is not judged again.
    init(_ evaluator: Evaluator, _ plan: PlannedRule, _ window: PlannedWindow, key: [UInt8], from state: KeyState) {
        self.evaluator = evaluator
        self.plan = plan
        self.window = window
        self.key = key
        machine = state.machine
        contents = WindowContents(window)
        for entry in state.entries {
            guard entry.position.ruleTime <= state.settledThrough else { break }
            contents.evict(for: entry)
            contents.add(evaluator.member(entry, plan, window))
        }
    }

    /// Every match after the carry, in order: those that ended, then the one that goes on.
    var matches: [OpenMatch] { ended + (machine.open.map { [$0] } ?? []) }

    /// Goes on with events in order.
    /// - Returns: matches that began, changed or ended by them.
    mutating func advance(_ entries: some Sequence<TailEntry>) -> [OpenMatch] {
        var changed: [OpenMatch] = []
        for entry in entries {
            let before = machine.open
            let endedBefore = ended.count
            step(entry)
            changed += ended[endedBefore...].filter { $0 != before }
            if let open = machine.open, open != before { changed.append(open) }
        }
        return changed
    }

    /// Forgets the first matches that ended: they have been settled.
    mutating func forget(ended count: Int) {
        ended.removeFirst(min(count, ended.count))
    }

    private var rearm: Rearm { plan.rule.rearm }

    private mutating func step(_ entry: TailEntry) {
        contents.evict(for: entry)
        let judges = plan.roles[Int(entry.role)].judges
        if rearm == .whenFalse, !plan.readsNewest, let open = machine.open {
            if contents.isEmpty || evaluator.judge(contents, plan, window, newest: nil, at: entry).verdict == .fails {
                end(open)
            }
        }
        contents.add(evaluator.member(entry, plan, window))
        guard judges else { return }
        let judgement = evaluator.judge(contents, plan, window, newest: entry, at: entry)
        guard judgement.verdict != .fails else {
            if rearm == .whenFalse, let open = machine.open { end(open) }
            return
        }
        fire(entry, judgement)
    }

    private mutating func fire(_ entry: TailEntry, _ judgement: KeyedJudgement) {
        let moment = entry.position.ruleTime
        switch rearm {
        case .whenFalse, .never: break
        case .always: return ended.append(begin(entry, judgement))
        case .after(let pause):
            if let open = machine.open, let lastFired = machine.lastFired, moment.interval(since: lastFired) >= pause {
                end(open)
            }
        }
        if machine.open == nil {
            if rearm == .never, machine.lastFired != nil { return }
            machine.open = begin(entry, judgement)
            machine.lastFired = moment
        } else {
            extend(entry, judgement)
        }
    }

    private mutating func end(_ open: OpenMatch) {
        ended.append(open)
        machine.open = nil
        machine.lastEnded = open.last
    }

    /// The match is named after its first event that no match before it had, so that no two have one name.
    private func begin(_ entry: TailEntry, _ judgement: KeyedJudgement) -> OpenMatch {
        let lastEnded = machine.lastEnded
        let live = contents.live
        let first =
            rearm == .always
            ? entry : live.first { member in lastEnded.map { $0 < member.entry.position } ?? true }?.entry ?? entry
        var hits = judgement.hits
        for member in live { for hit in member.entry.hits where !hits.contains(hit) { hits.append(hit) } }
        var evidence = live.prefix(Match.inlineEvidence).map(\.entry.evidence)
        var count = Int64(live.count)
        // What closes an item is no member of its window.
        if live.last.map({ !$0.entry.isSame(as: entry) }) ?? true {
            count += 1
            if evidence.count < Match.inlineEvidence { evidence.append(entry.evidence) }
        }
        return OpenMatch(
            episode: first.identity, at: entry.position.ruleTime, subject: judgement.subject ?? unknownSubject,
            last: entry.position, severity: judgement.severity, values: judgement.values, evidence: evidence,
            evidenceCount: count, hits: hits, marks: judgement.verdict == .inconclusive ? .inconclusive : [])
    }

    private mutating func extend(_ entry: TailEntry, _ judgement: KeyedJudgement) {
        guard var open = machine.open else { return }
        machine.open = nil
        open.last = entry.position
        open.values = judgement.values
        open.severity = max(open.severity, judgement.severity)
        if open.evidence.count < Match.inlineEvidence { open.evidence.append(entry.evidence) }
        open.evidenceCount += 1
        for hit in entry.hits + judgement.hits where !open.hits.contains(hit) { open.hits.append(hit) }
        if judgement.verdict == .inconclusive { open.marks.insert(.inconclusive) }
        machine.open = open
    }

    /// What the condition says when an event comes, without taking it in. The evaluator's activation holds what it saw.
    func judgement(of entry: TailEntry) -> KeyedJudgement {
        var contents = contents
        contents.evict(for: entry)
        contents.add(evaluator.member(entry, plan, window))
        return evaluator.judge(contents, plan, window, newest: entry, at: entry)
    }

    // MARK: Settling

    /// Moves the carry forward over every event up to `moment`. The run stands at the carry, before and after.
    /// - Returns: how many matches ended on the way, and what no later window can reach.
    mutating func settle(
        _ state: inout KeyState, through moment: Timestamp
    ) -> (ended: Int, dropped: [TailEntry]) {
        let settling = state.entries.filter {
            $0.position.ruleTime > state.settledThrough && $0.position.ruleTime <= moment
        }
        _ = advance(settling)
        state.machine = machine
        state.settledThrough = moment
        if state.machine.open == nil, !KeyRun.reaches(state.incompleteThrough, state, window.window) {
            state.incompleteThrough = .distantPast
        }
        let dropped = drop(&state)
        if state.entries.isEmpty { forgetIdleMachine(&state) }
        machine = state.machine
        let count = ended.count
        ended = []
        return (count, dropped)
    }

    /// Whether a window of an event that is not settled yet reaches back to `missing`.
    private static func reaches(_ missing: Timestamp, _ state: KeyState, _ window: Window) -> Bool {
        let later = state.settledThrough.advanced(by: Interval(milliseconds: 1))
        switch window {
        case .sliding(let length): return missing.advanced(by: length) > state.settledThrough
        case .last(let count):
            return Int64(state.entries.count { $0.position.ruleTime > missing }) < count
        case .calendar(let unit): return unit.number(of: missing) == unit.number(of: later)
        case .tumbling(let length):
            return missing.milliseconds / length.milliseconds == later.milliseconds / length.milliseconds
        case .session(let pause): return missing.advanced(by: pause) > state.settledThrough
        case .blocks: return false
        case .open, .ever: return true
        }
    }

    /// Drops settled events that no later window reaches.
    private func drop(_ state: inout KeyState) -> [TailEntry] {
        let moment = state.settledThrough
        switch window.window {
        case .sliding(let length):
            let oldest = moment.advanced(by: -length)
            return state.drop { _, entry in entry.position.ruleTime <= oldest }
        case .last(let count):
            let settled = state.entries.count { $0.position.ruleTime <= moment }
            let surplus = max(0, settled - Int(clamping: count))
            return state.drop { index, _ in index < surplus }
        default:
            // What the run still has in its window is what a later event would find, or a little more.
            let live = contents.live.map(\.entry)
            var next = 0
            return state.drop { _, entry in
                guard entry.position.ruleTime <= moment else { return false }
                if next < live.count, live[next].isSame(as: entry) {
                    next += 1
                    return false
                }
                return true
            }
        }
    }

    /// With an empty window the condition is false, so `whenFalse` has rearmed: nothing is left to carry.
    private func forgetIdleMachine(_ state: inout KeyState) {
        if case .last = window.window { return }
        guard plan.rule.rearm == .whenFalse else { return }
        state.machine = MachineState()
    }
}

/// The answer of a condition over a window.
struct KeyedJudgement {
    enum Verdict {
        case holds
        case fails
        /// A budget was used up or a number left its range: neither proven nor excluded.
        case inconclusive
    }

    var verdict: Verdict
    var severity: Severity
    /// In the order of the rule's `let`.
    var values: [Scalar] = []
    var subject: EntityRef?
    var hits: [ListHit] = []
}

/// Stands where a rule's `subject` has no value on the event that fired it.
let unknownSubject = EntityRef.identifier(.internal, "unknown")
