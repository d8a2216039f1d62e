import SupervisionModel

/// Runs a windowed rule over the tail of one key. Pure: carry and tail alone decide.
struct KeyRun<Condition: KeyedCondition> {
    let condition: Condition
    let rule: Int
    let key: [UInt8]
    let names: [String]

    /// Every match that the tail supports, in order. Matches that ended before the tail began are not repeated.
    func matches(_ state: KeyState) -> [Match] {
        var machine = state.machine
        var window = WindowContents(window: condition.window, aggregates: condition.aggregates)
        var ended: [OpenMatch] = []
        for entry in state.entries where entry.role == 0 {
            if entry.position.ruleTime <= state.settledThrough {
                window.evict(before: entry.position.ruleTime)
                window.add(entry)
            } else {
                step(entry, &machine, &window, &ended)
            }
        }
        if let open = machine.open { ended.append(open) }
        return ended.map { match($0, isIncomplete: state.isIncomplete) }
    }

    /// Moves the carry forward over every event up to `moment`, and drops what no later window can reach.
    func settle(_ state: inout KeyState, through moment: Timestamp) {
        guard moment > state.settledThrough else { return }
        var window = WindowContents(window: condition.window, aggregates: condition.aggregates)
        var ended: [OpenMatch] = []
        for entry in state.entries where entry.role == 0 {
            if entry.position.ruleTime <= state.settledThrough {
                window.evict(before: entry.position.ruleTime)
                window.add(entry)
            } else if entry.position.ruleTime <= moment {
                step(entry, &state.machine, &window, &ended)
            }
        }
        state.settledThrough = moment
        if condition.rearm == .always {
            // Every match stands for itself: no later event can extend or end the last one.
            state.machine = MachineState()
        }
        if state.machine.open == nil, !reaches(state.incompleteThrough, state) {
            state.incompleteThrough = .distantPast
        }
        state.dropFirst(unreachable(state.entries, after: moment))
        if state.entries.isEmpty { forgetIdleMachine(&state) }
    }

    /// Whether a window of an event that is not settled yet reaches back to `missing`.
    private func reaches(_ missing: Timestamp, _ state: KeyState) -> Bool {
        switch condition.window {
        case .sliding(let length): return missing.advanced(by: length) > state.settledThrough
        case .last(let count):
            let later = state.entries.count {
                $0.position.ruleTime > missing && $0.position.ruleTime <= state.settledThrough
            }
            return Int64(later) < count
        }
    }

    private func unreachable(_ entries: [TailEntry], after moment: Timestamp) -> Int {
        switch condition.window {
        case .sliding(let length):
            let oldest = moment.advanced(by: -length)
            return entries.prefix { $0.position.ruleTime <= oldest }.count
        case .last(let count):
            let settled = entries.prefix { $0.position.ruleTime <= moment }.count
            return max(0, settled - Int(clamping: count))
        }
    }

    /// With an empty sliding window the condition is false, so `whenFalse` has rearmed: nothing is left to carry.
    private func forgetIdleMachine(_ state: inout KeyState) {
        guard case .sliding = condition.window, condition.rearm == .whenFalse else { return }
        state.machine = MachineState()
    }

    private func step(
        _ entry: TailEntry, _ machine: inout MachineState, _ window: inout WindowContents, _ ended: inout [OpenMatch]
    ) {
        let moment = entry.position.ruleTime
        window.evict(before: moment)
        if condition.rearm == .whenFalse, let open = machine.open {
            if window.isEmpty || condition.judge(window, at: moment).verdict == .fails {
                end(open, &machine, &ended)
            }
        }
        window.add(entry)
        let judgement = condition.judge(window, at: moment)
        guard judgement.verdict != .fails else {
            if condition.rearm == .whenFalse, let open = machine.open {
                end(open, &machine, &ended)
            }
            return
        }
        fire(entry, judgement, &machine, window, &ended)
    }

    private func fire(
        _ entry: TailEntry, _ judgement: KeyedJudgement, _ machine: inout MachineState, _ window: WindowContents,
        _ ended: inout [OpenMatch]
    ) {
        let moment = entry.position.ruleTime
        switch condition.rearm {
        case .whenFalse: break
        case .always:
            if let open = machine.open { end(open, &machine, &ended) }
        case .never: break
        case .after(let pause):
            if machine.open != nil, let lastFired = machine.lastFired, moment.interval(since: lastFired) >= pause {
                if let open = machine.open { end(open, &machine, &ended) }
            }
        }
        if machine.open == nil {
            if condition.rearm == .never, machine.lastFired != nil { return }
            machine.open = begin(entry, judgement, window, after: machine.lastEnded)
            machine.lastFired = moment
        } else {
            extend(&machine, entry, judgement)
        }
    }

    private func end(_ open: OpenMatch, _ machine: inout MachineState, _ ended: inout [OpenMatch]) {
        ended.append(open)
        machine.open = nil
        machine.lastEnded = open.last
    }

    /// The match is named after its first event that no match before it had, so that no two have one name.
    private func begin(
        _ entry: TailEntry, _ judgement: KeyedJudgement, _ window: WindowContents, after ended: Position?
    ) -> OpenMatch {
        let isNew = { (member: TailEntry) in ended.map { $0 < member.position } ?? true }
        let first = condition.rearm == .always ? entry : window.live.first(where: isNew) ?? entry
        var hits: [ListHit] = []
        for member in window.live { for hit in member.hits where !hits.contains(hit) { hits.append(hit) } }
        return OpenMatch(
            episode: first.identity, at: entry.position.ruleTime, subject: entry.subject ?? unknownSubject,
            last: entry.position, severity: judgement.severity, values: judgement.values,
            evidence: Array(window.live.prefix(Match.inlineEvidence).map(\.evidence)),
            evidenceCount: Int64(window.live.count), hits: hits,
            marks: judgement.verdict == .inconclusive ? .inconclusive : [])
    }

    private func extend(_ machine: inout MachineState, _ entry: TailEntry, _ judgement: KeyedJudgement) {
        machine.open?.last = entry.position
        machine.open?.values = judgement.values
        if let severity = machine.open?.severity, severity < judgement.severity {
            machine.open?.severity = judgement.severity
        }
        if let count = machine.open?.evidence.count, count < Match.inlineEvidence {
            machine.open?.evidence.append(entry.evidence)
        }
        machine.open?.evidenceCount += 1
        for hit in entry.hits where machine.open?.hits.contains(hit) == false { machine.open?.hits.append(hit) }
        if judgement.verdict == .inconclusive { machine.open?.marks.insert(.inconclusive) }
    }

    private func match(_ open: OpenMatch, isIncomplete: Bool) -> Match {
        Match(
            rule: rule, key: key, subject: open.subject, episode: open.episode, at: open.at, last: open.last,
            severity: open.severity,
            values: zip(names, open.values).map { NamedScalar(name: $0, value: $1) }, evidence: open.evidence,
            evidenceCount: open.evidenceCount, hits: open.hits,
            marks: isIncomplete ? open.marks.union(.inconclusive) : open.marks)
    }
}

/// Stands where a rule's `subject` has no value on the event that fired it.
let unknownSubject = EntityRef.identifier(.internal, "unknown")
