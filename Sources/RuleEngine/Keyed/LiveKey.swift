public import SupervisionModel

/// The state of a rule for one key as it is worked on: what is stored, and the run that follows from it.
///
/// The run is a cache: it goes on with the next event in O(1) amortised, and is made anew from the state when it is
/// gone. Belongs to one thread.
public final class LiveKey {
    enum Run {
        case window(KeyRun)
        case graph(GraphRun)
    }

    public let rule: Int
    private let bytes: [UInt8]
    private let prefix: Int
    public var state: KeyState
    var run: Run?

    /// - Parameters:
    ///   - bytes: end with the key.
    ///   - prefix: how many bytes stand before it.
    public init(rule: Int, bytes: [UInt8], prefix: Int, state: KeyState) {
        self.rule = rule
        self.bytes = bytes
        self.prefix = prefix
        self.state = state
    }

    public convenience init(rule: Int, key: [UInt8], state: KeyState) {
        self.init(rule: rule, bytes: key, prefix: 0, state: state)
    }

    /// Canonical bytes of what the rule's `key` says.
    public var key: [UInt8] { prefix == 0 ? bytes : Array(bytes[prefix...]) }

    /// Forgets the run, because something that it rests on has changed.
    public func forgetRun() { run = nil }

    // MARK: Changes of the tail

    /// Puts an event in its place.
    public func insert(_ entry: TailEntry, limit: Int) -> KeyState.Insertion {
        let insertion = state.insert(entry, limit: limit)
        if case .inserted(let place) = insertion, case .window(let run)? = run {
            run.insert(at: place, in: state.entries)
        }
        return insertion
    }

    /// Takes out the events that `isGone` names.
    /// - Returns: what was taken out.
    public func remove(where isGone: (TailEntry) -> Bool) -> [TailEntry] {
        let places = state.places(where: isGone)
        if case .window(let run)? = run {
            // What is settled is not judged again: the run begins at a carry that knows of it.
            if let first = places.first, first < state.settledCount {
                self.run = nil
            } else {
                run.remove(places, from: state.entries)
            }
        }
        return state.remove(places)
    }
}

/// What a change of a key's events means for its matches.
public struct KeyUpdate: Sendable {
    /// Matches to publish; publishing one that has not changed changes nothing.
    public let matches: [Match]
    /// Matches that are no more. With `isWhole`, so is whatever is not among `matches`.
    public let gone: [Match]
    /// Whether `matches` are all that the key's tail supports.
    public let isWhole: Bool
}

extension Evaluator {
    /// Takes over a change of the key's events, which has been made in `live.state`.
    ///
    /// - Parameters:
    ///   - inserted: in order.
    ///   - isAppend: whether all of them are newer than what was there, and nothing else has changed.
    ///   - watermark: nothing earlier than this can still arrive; only absences look at it.
    public func update(
        _ live: LiveKey, inserted: [TailEntry], removed: [TailEntry], isAppend: Bool, watermark: Timestamp
    ) -> KeyUpdate {
        let plan = rules.planned[live.rule]
        switch plan.form {
        case .stateless: return KeyUpdate(matches: [], gone: [], isWhole: true)
        case .absence(let absence):
            let matches = AbsenceRun(evaluator: self, plan: plan, absence: absence, key: live.key)
                .matches(live.state, watermark: watermark)
            return KeyUpdate(matches: matches, gone: [], isWhole: true)
        case .sequence(let sequence):
            let run = SequenceRun(evaluator: self, plan: plan, sequence: sequence, key: live.key)
            let matches = isAppend ? run.matches(of: inserted, live.state) : run.matches(live.state)
            return KeyUpdate(matches: matches, gone: [], isWhole: !isAppend)
        case .windowed(let window):
            let run = windowRun(live, window, before: isAppend ? inserted.count : 0)
            guard let changed = run.advance(live.state.entries), isAppend else {
                return KeyUpdate(matches: run.matches.map { match($0, plan, live) }, gone: [], isWhole: true)
            }
            return KeyUpdate(matches: changed.map { match($0, plan, live) }, gone: [], isWhole: false)
        case .graph(let graph):
            if !inserted.isEmpty || !removed.isEmpty {
                var run =
                    if case .graph(let kept)? = live.run {
                        kept
                    } else {
                        GraphRun(
                            self, plan, graph, key: live.key,
                            from: live.state.before(inserted: inserted, removed: removed))
                    }
                live.run = nil
                let (changed, gone) = run.change(inserted: inserted, removed: removed)
                live.run = .graph(run)
                return KeyUpdate(matches: changed, gone: gone, isWhole: false)
            }
            let run = GraphRun(self, plan, graph, key: live.key, from: live.state)
            live.run = .graph(run)
            return KeyUpdate(matches: run.all, gone: [], isWhole: true)
        }
    }

    /// The run at hand, or one made anew: over the tail without its newest events, so that a restart changes nothing.
    private func windowRun(_ live: LiveKey, _ window: PlannedWindow, before newest: Int) -> KeyRun {
        if case .window(let run)? = live.run { return run }
        let run = KeyRun(windowedRule(live.rule, window), from: live.state)
        _ = run.advance(live.state.entries, through: live.state.entries.count - newest)
        live.run = .window(run)
        return run
    }

    /// Folds what is older than `moment` into the carry. The matches that end before it are not found again.
    /// - Returns: entries that no later event can reach.
    public func settle(_ live: LiveKey, through moment: Timestamp) -> [TailEntry] {
        guard moment > live.state.settledThrough else { return [] }
        let plan = rules.planned[live.rule]
        switch plan.form {
        case .stateless: return []
        case .absence(let absence):
            return AbsenceRun(evaluator: self, plan: plan, absence: absence, key: live.key)
                .settle(&live.state, through: moment)
        case .sequence(let sequence):
            return SequenceRun(evaluator: self, plan: plan, sequence: sequence, key: live.key)
                .settle(&live.state, through: moment)
        case .windowed(let window):
            return windowRun(live, window, before: 0).settle(&live.state, through: moment)
        case .graph(let graph):
            live.state.settledThrough = moment
            live.state.incompleteThrough = .distantPast
            guard let horizon = graph.pattern.horizon, graph.pattern.open == nil else { return [] }
            let oldest = moment.advanced(by: -horizon)
            let dropped = live.state.drop { _, entry in entry.position.ruleTime <= oldest }
            if case .graph(var run)? = live.run {
                live.run = nil
                run.forget(through: moment, dropped: dropped)
                live.run = .graph(run)
            }
            return dropped
        }
    }

    /// Every match that a key's tail supports, from its state alone.
    public func matches(_ live: LiveKey, watermark: Timestamp) -> [Match] {
        let plan = rules.planned[live.rule]
        switch (plan.form, live.run) {
        case (.windowed, .window(let run)?): return run.matches.map { match($0, plan, live) }
        case (.graph, .graph(let run)?): return run.all
        default: return update(live, inserted: [], removed: [], isAppend: false, watermark: watermark).matches
        }
    }

    /// When an absence of this key may next become a match; `nil` for other rules.
    public func nextDeadline(_ live: LiveKey, watermark: Timestamp) -> Timestamp? {
        let plan = rules.planned[live.rule]
        guard case .absence(let absence) = plan.form else { return nil }
        return AbsenceRun(evaluator: self, plan: plan, absence: absence, key: live.key)
            .nextDeadline(live.state, after: watermark)
    }

    private func match(_ open: OpenMatch, _ plan: PlannedRule, _ live: LiveKey) -> Match {
        Match(
            rule: live.rule, key: live.key, subject: open.subject, episode: open.episode, at: open.at,
            last: open.last, severity: open.severity,
            values: zip(plan.names, open.values).map { NamedScalar(name: $0.name, value: $1) },
            evidence: open.evidence, evidenceCount: open.evidenceCount, hits: open.hits,
            marks: live.state.isIncomplete ? open.marks.union(.inconclusive) : open.marks)
    }
}
