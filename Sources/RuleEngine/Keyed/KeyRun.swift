import SupervisionModel

/// Runs a windowed rule over the tail of one key: from the carry over every event in order. Carry and tail alone decide.
///
/// A run that is kept goes on with the next event in O(1) amortised. Before a late event or a removal it goes back to
/// where that stands and then judges again what comes after it.
final class KeyRun {
    private let rule: WindowedRule
    private(set) var machine: MachineState
    private(set) var contents: WindowContents
    /// Matches that ended after the carry, in order, with the entry by which they did.
    private var ended: [(match: OpenMatch, at: Int)] = []
    /// What the machine was before an entry changed it, for every entry after the carry that did.
    private var changes: [(at: Int, before: MachineState)] = []
    /// Whether it has gone back since it was asked last.
    private var hasGoneBack = false

    /// Begins at the carry: what is settled fills the window, and is not judged again.
    init(_ rule: WindowedRule, from state: KeyState) {
        self.rule = rule
        machine = state.machine
        contents = WindowContents(rule.window)
        let settled = state.settledCount
        while contents.end < settled {
            contents.evict(for: state.entries)
            takeIn(state.entries)
        }
    }

    /// Every match after the carry, in order: those that ended, then the one that goes on.
    var matches: [OpenMatch] { ended.map(\.match) + (machine.open.map { [$0] } ?? []) }

    private var evaluator: Evaluator { rule.evaluator }
    private var plan: PlannedRule { rule.plan }
    private var window: PlannedWindow { rule.window }

    // MARK: Going on

    /// Goes on to the end of the tail, or to where the first `last` entries have been taken in.
    /// - Returns: matches that began or changed by the entries; `nil` after it has gone back: whatever `matches` says.
    func advance(_ entries: [TailEntry], through last: Int? = nil) -> [OpenMatch]? {
        var changed: [OpenMatch] = []
        let last = last ?? entries.count
        while contents.end < last {
            if let match = step(entries) { changed.append(match) }
        }
        defer { hasGoneBack = false }
        return hasGoneBack ? nil : changed
    }

    private func takeIn(_ entries: [TailEntry]) {
        contents.takeIn(entries) { evaluator.append($0, plan, window, to: &$1) }
    }

    private var rearm: Rearm { plan.rule.rearm }

    /// Takes in the next entry.
    /// - Returns: the match that it began or changed.
    private func step(_ entries: [TailEntry]) -> OpenMatch? {
        let index = contents.end
        let entry = entries[index]
        contents.evict(for: entries)
        if rearm == .whenFalse, !plan.readsNewest, machine.isOpen {
            if contents.isEmpty || judge(entries, newest: nil, at: entry).verdict == .fails { end(at: index) }
        }
        takeIn(entries)
        guard plan.roles[Int(entry.role)].judges else { return nil }
        let judgement = judge(entries, newest: entry, at: entry)
        guard judgement.verdict != .fails else {
            if rearm == .whenFalse, machine.isOpen { end(at: index) }
            return nil
        }
        return fire(entry, judgement, entries, at: index)
    }

    private func judge(_ entries: [TailEntry], newest: TailEntry?, at entry: TailEntry) -> KeyedJudgement {
        evaluator.judge(contents, entries, plan, window, newest: newest, at: entry)
    }

    private func fire(
        _ entry: TailEntry, _ judgement: KeyedJudgement, _ entries: [TailEntry], at index: Int
    ) -> OpenMatch? {
        let moment = entry.position.ruleTime
        switch rearm {
        case .whenFalse, .never: break
        case .always:
            let match = begin(entry, judgement, entries)
            ended.append((match, index))
            return match
        case .after(let pause):
            if machine.isOpen, let lastFired = machine.lastFired, moment.interval(since: lastFired) >= pause {
                end(at: index)
            }
        }
        if !machine.isOpen, rearm == .never, machine.lastFired != nil { return nil }
        remember(index)
        if !machine.isOpen {
            machine.open = begin(entry, judgement, entries)
            machine.lastFired = moment
        } else {
            extend(entry, judgement)
        }
        return machine.open
    }

    private func remember(_ index: Int) {
        if changes.last?.at != index { changes.append((index, machine)) }
    }

    private func end(at index: Int) {
        guard let open = machine.open else { return }
        remember(index)
        ended.append((open, index))
        machine.open = nil
        machine.lastEnded = open.last
    }

    /// The match is named after its first event that no match before it had, so that no two have one name.
    private func begin(_ entry: TailEntry, _ judgement: KeyedJudgement, _ entries: [TailEntry]) -> OpenMatch {
        let lastEnded = machine.lastEnded
        let live = contents.live
        let first =
            rearm == .always
            ? entry
            : live.first { index in lastEnded.map { $0 < entries[index].position } ?? true }.map { entries[$0] }
                ?? entry
        var hits = judgement.hits
        for index in live { for hit in entries[index].hits where !hits.contains(hit) { hits.append(hit) } }
        var evidence: [EvidenceRef] = live.prefix(Match.inlineEvidence).map { entries[$0].evidence }
        var count = Int64(contents.count)
        // What closes an item is no member of its window.
        if live.last.map({ !entries[$0].isSame(as: entry) }) ?? true {
            count += 1
            if evidence.count < Match.inlineEvidence { evidence.append(entry.evidence) }
        }
        return OpenMatch(
            episode: first.identity, at: entry.position.ruleTime, subject: judgement.subject ?? unknownSubject,
            last: entry.position, severity: judgement.severity, values: judgement.values, evidence: evidence,
            evidenceCount: count, hits: hits, marks: judgement.verdict == .inconclusive ? .inconclusive : [])
    }

    private func extend(_ entry: TailEntry, _ judgement: KeyedJudgement) {
        guard var open = machine.open else { return }
        open.last = entry.position
        open.values = judgement.values
        open.severity = max(open.severity, judgement.severity)
        if open.evidence.count < Match.inlineEvidence { open.evidence.append(entry.evidence) }
        open.evidenceCount += 1
        for hit in entry.hits + judgement.hits where !open.hits.contains(hit) { open.hits.append(hit) }
        if judgement.verdict == .inconclusive { open.marks.insert(.inconclusive) }
        machine.open = open
    }

    /// What the condition says when the next entry comes, whatever the machine does. The evaluator's activation holds what
    /// it saw. The run is of no use after it.
    func judgeNext(_ entries: [TailEntry]) -> KeyedJudgement {
        let entry = entries[contents.end]
        contents.evict(for: entries)
        takeIn(entries)
        return evaluator.judge(contents, entries, plan, window, newest: entry, at: entry, needsValues: true)
    }

    // MARK: Going back

    /// Goes back to before the entry at `index`.
    func goBack(to index: Int, in entries: [TailEntry]) {
        hasGoneBack = true
        while let last = changes.last, last.at >= index {
            machine = last.before
            changes.removeLast()
        }
        while let last = ended.last, last.at >= index { ended.removeLast() }
        contents.goBack(to: index, in: entries)
    }

    /// An entry has been put into the tail at `index`.
    func insert(at index: Int, in entries: [TailEntry]) {
        goBack(to: index, in: entries)
        guard index < contents.rows.count else { return }
        var row: [Scalar] = []
        evaluator.append(entries[index], plan, window, to: &row)
        contents.insertRow(row, at: index)
    }

    /// Entries are about to leave the tail.
    /// - Parameter indexes: ascending, none of them settled.
    func remove(_ indexes: [Int], from entries: [TailEntry]) {
        guard let first = indexes.first else { return }
        goBack(to: first, in: entries)
        contents.removeRows(indexes)
    }

    // MARK: Settling

    /// Moves the carry forward over every event up to `moment`; the run stands at the end of the tail.
    /// - Returns: what no later window can reach.
    func settle(_ state: inout KeyState, through moment: Timestamp) -> [TailEntry] {
        let settled = state.count(through: moment)
        state.machine = changes.first { $0.at >= settled }?.before ?? machine
        changes.removeAll { $0.at < settled }
        ended.removeAll { $0.at < settled }
        let reach = contents.reach(at: settled, in: state.entries)
        state.settledThrough = moment
        if !state.machine.isOpen, !KeyRun.reaches(state.incompleteThrough, state, window.window) {
            state.incompleteThrough = .distantPast
        }
        let dropped = (0..<settled).filter { isUnreachable($0, reach, settled, state, moment) }
        let entries = state.drop(dropped)
        contents.drop(dropped, state.entries)
        shift(dropped)
        if state.entries.isEmpty {
            forgetIdleMachine(&state)
            machine = state.machine
        }
        return entries
    }

    private func isUnreachable(
        _ index: Int, _ reach: (start: Int, isOut: [Bool]), _ settled: Int, _ state: KeyState, _ moment: Timestamp
    ) -> Bool {
        switch window.window {
        case .sliding(let length): state.entries[index].position.ruleTime <= moment.advanced(by: -length)
        case .last(let count): index < settled - Int(clamping: count)
        // What is in the window now is what a later event would find, or a little more.
        default: index < reach.start || (index < reach.isOut.count && reach.isOut[index])
        }
    }

    private func shift(_ dropped: [Int]) {
        guard !dropped.isEmpty else { return }
        func shifted(_ index: Int) -> Int {
            if let last = dropped.last, index > last { return index - dropped.count }
            return index - dropped.count { $0 < index }
        }
        changes = changes.map { (shifted($0.at), $0.before) }
        ended = ended.map { ($0.match, shifted($0.at)) }
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

    /// With an empty window the condition is false, so `whenFalse` has rearmed: nothing is left to carry.
    private func forgetIdleMachine(_ state: inout KeyState) {
        if case .last = window.window { return }
        guard plan.rule.rearm == .whenFalse else { return }
        state.machine = MachineState()
    }
}

/// A windowed rule with the evaluator that judges it.
final class WindowedRule {
    /// Runs are made anew when the evaluator changes: none outlives it.
    unowned let evaluator: Evaluator
    let plan: PlannedRule
    let window: PlannedWindow

    init(_ evaluator: Evaluator, _ plan: PlannedRule, _ window: PlannedWindow) {
        self.evaluator = evaluator
        self.plan = plan
        self.window = window
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
    /// Whether the condition holds and the rule leaves the subject alone; the verdict is `fails` then.
    var isExempt = false
}

/// Stands where a rule's `subject` has no value on the event that fired it.
let unknownSubject = EntityRef.identifier(.internal, "unknown")
