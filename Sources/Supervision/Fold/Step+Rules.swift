import RuleEngine
import SupervisionModel

/// Fold (a): events become matches. It knows no decision, no mode, no order of arrival.
extension Step {
    /// Judges the events of a block and notes in its row what they touched.
    ///
    /// - Parameter row: as it is stored, after ``absorb(_:with:)`` of the same events.
    mutating func judge(_ events: [Event], with evaluator: Evaluator, into row: inout BlockRow) throws {
        let outcomes = judge(events, with: evaluator)
        let isLate = row.ruleTime < watermark
        var grouped = KeyedEntries()
        for outcome in outcomes {
            switch outcome {
            case .match(let match):
                let id = try publish(match, evaluator, marks: isLate ? .late : [])
                if !row.alerts.contains(id) { row.alerts.append(id) }
            case .entry(let rule, let key, let entry):
                grouped.add(entry, of: rule, under: ruleKey(rule, key, evaluator))
            }
        }
        row.touch(grouped.keys)
        try fold(grouped, evaluator)
    }

    private func judge(_ events: [Event], with evaluator: Evaluator) -> [Evaluator.Outcome] {
        var outcomes: [Evaluator.Outcome] = []
        for event in events {
            evaluator.judge(event, into: &outcomes)
            let reads = evaluator.takeReads()
            if !reads.isEmpty { supervisor.events?.note(event, reads) }
        }
        return outcomes
    }

    /// Judges events of the node itself: they belong to no block and are never taken back.
    mutating func judgeNodeEvents(_ events: [Event], with evaluator: Evaluator) throws {
        var grouped = KeyedEntries()
        for outcome in judge(events, with: evaluator) {
            switch outcome {
            case .match(let match): _ = try publish(match, evaluator)
            case .entry(let rule, let key, let entry):
                grouped.add(entry, of: rule, under: ruleKey(rule, key, evaluator))
            }
        }
        try fold(grouped, evaluator)
    }

    func ruleKey(_ rule: Int, _ key: [UInt8], _ evaluator: Evaluator) -> StateKey {
        .ruleKey(prefix: supervisor.keyPrefixes[rule], key)
    }

    // MARK: Keys

    mutating func fold(_ grouped: KeyedEntries, _ evaluator: Evaluator) throws {
        if !supervisor.keys.isVolatile { try state.prefetch(grouped.keys) }
        for (key, group) in zip(grouped.keys, grouped.groups) {
            let (rule, entries) = group
            guard let live = try supervisor.take(key, rule: rule, &state) else { continue }
            var inserted: [TailEntry] = []
            var isAppend = true
            for entry in entries {
                switch live.insert(entry, limit: Int(clamping: configuration.eventsPerKey)) {
                case .appended: inserted.append(entry)
                case .inserted:
                    inserted.append(entry)
                    isAppend = false
                case .known: break
                // What is refused is remembered in the state, and said on its alerts.
                case .refused: isAppend = false
                }
            }
            write(inserted, of: key, rule, evaluator)
            try conclude(
                key, live, evaluator, inserted: inserted, removed: [], isAppend: isAppend,
                retraction: ["why": "evidence.changed"])
        }
    }

    /// Takes entries out of a key and concludes anew.
    mutating func remove(
        from key: StateKey, _ evaluator: Evaluator, retraction: JSONValue, where isGone: (TailEntry) -> Bool
    ) throws {
        let (name, _) = try key.ruleAndKey()
        guard let rule = evaluator.rules.index(stateName: name),
            let live = try supervisor.take(key, rule: rule, &state, make: false)
        else { return try drop(from: key, name, where: isGone) }
        let removed = live.remove(where: isGone)
        try erase(removed, of: key)
        try conclude(
            key, live, evaluator, inserted: [], removed: removed, isAppend: false, retraction: retraction)
    }

    /// The pack in force has no such rule: nothing to judge, but what left the tail has left it.
    private mutating func drop(from key: StateKey, _ rule: String, where isGone: (TailEntry) -> Bool) throws {
        let range = StateKey.entries(of: key)
        for entry in try state.entries(from: range.from, to: range.to, limit: .max >> 1)
        where isGone(try TailEntry(decoding: entry.value)) {
            try state.set(entry.key, to: nil)
        }
    }

    /// Looks at a key again although none of its events has changed.
    mutating func rerun(_ key: StateKey, _ evaluator: Evaluator) throws {
        let (name, _) = try key.ruleAndKey()
        guard let rule = evaluator.rules.index(stateName: name),
            let live = try supervisor.take(key, rule: rule, &state, make: false)
        else { return }
        live.forgetRun()
        try conclude(
            key, live, evaluator, inserted: [], removed: [], isAppend: false,
            retraction: ["why": "evidence.changed"])
    }

    /// A deadline of a key has passed.
    mutating func timerRan(out key: StateKey, _ evaluator: Evaluator) throws {
        let (name, _) = try key.ruleAndKey()
        guard let rule = evaluator.rules.index(stateName: name),
            let live = try supervisor.take(key, rule: rule, &state, make: false)
        else { return }
        live.state.timer = nil
        try conclude(
            key, live, evaluator, inserted: [], removed: [], isAppend: false,
            retraction: ["why": "evidence.changed"])
    }

    /// Publishes what a change of a key means, settles what can no longer change, and stores the state.
    private mutating func conclude(
        _ key: StateKey, _ live: LiveKey, _ evaluator: Evaluator, inserted: [TailEntry], removed: [TailEntry],
        isAppend: Bool, retraction: JSONValue
    ) throws {
        let rule = live.rule
        let isNodeTime = evaluator.rules.timeSource(of: rule) == .node
        let clock = isNodeTime ? time : watermark
        let update = evaluator.update(
            live, inserted: inserted, removed: removed, isAppend: isAppend, watermark: clock)
        try noteReads(of: key, evaluator)
        var alerts: [Digest32] = []
        for match in update.matches {
            let unproven: Marks = evaluator.rules.restsOnAbsence(rule) && !isNodeTime && hasOpenGap ? .unproven : []
            alerts.append(try publish(match, evaluator, marks: unproven))
        }
        if update.isWhole {
            for id in live.state.liveAlerts where !alerts.contains(id) { try retract(id, reason: retraction) }
            live.state.liveAlerts = alerts
        } else {
            for match in update.gone {
                let id = alertID(match, evaluator)
                try retract(id, reason: retraction)
                live.state.liveAlerts.removeAll { $0 == id }
            }
            for id in alerts where !live.state.liveAlerts.contains(id) { live.state.liveAlerts.append(id) }
        }
        // What stands exactly at the moment can still get company.
        let settled = (isNodeTime ? time : settlementTime).advanced(by: Interval(milliseconds: -1))
        try settle(key, live, evaluator, through: settled, clock: clock)
        try setTimer(key, live, evaluator, isNodeTime: isNodeTime, clock: clock)
        try supervisor.keys.put(key, live, &state)
    }

    private mutating func settle(
        _ key: StateKey, _ live: LiveKey, _ evaluator: Evaluator, through moment: Timestamp, clock: Timestamp
    ) throws {
        // A quarter at a time: settling looks at the whole window, and is to cost O(1) for each event.
        guard live.state.isQuarterReady(toSettleThrough: moment) else { return }
        let dropped = evaluator.settle(live, through: moment)
        try erase(dropped, of: key)
        // Alerts whose match ended within the settled part stand for good; the rest goes on being compared.
        live.state.liveAlerts = evaluator.matches(live, watermark: clock).map { alertID($0, evaluator) }
        _ = evaluator.takeReads()
    }

    private mutating func setTimer(
        _ key: StateKey, _ live: LiveKey, _ evaluator: Evaluator, isNodeTime: Bool, clock: Timestamp
    ) throws {
        guard evaluator.rules.awaitsAbsence(live.rule) else { return }
        let next = evaluator.nextDeadline(live, watermark: clock)
        guard live.state.timer != next else { return }
        if let old = live.state.timer { try state.set(.timer(isNodeTime: isNodeTime, old, key), to: nil) }
        if let next { try state.set(.timer(isNodeTime: isNodeTime, next, key), to: []) }
        live.state.timer = next
    }

    private var hasOpenGap: Bool { chains.contains { !$0.state.gaps.isEmpty } }

    // MARK: Rows of entries

    private mutating func write(_ entries: [TailEntry], of key: StateKey, _ rule: Int, _ evaluator: Evaluator) {
        guard !supervisor.keys.isVolatile else { return }
        for entry in entries {
            let slots = evaluator.rules.keptSlots(of: rule, role: entry.role)
            state.insert(.entry(key, entry.sortKey), entry.encode(slots: slots))
        }
    }

    private mutating func erase(_ entries: [TailEntry], of key: StateKey) throws {
        guard !supervisor.keys.isVolatile else { return }
        for entry in entries { try state.set(.entry(key, entry.sortKey), to: nil) }
    }
}

/// Entries of one input by the key they belong to; keys in the order in which they first came.
struct KeyedEntries {
    private(set) var keys: [StateKey] = []
    private(set) var groups: [(rule: Int, entries: [TailEntry])] = []
    private var places: [StateKey: Int] = [:]

    mutating func add(_ entry: TailEntry, of rule: Int, under key: StateKey) {
        let next = groups.count
        let place = { (place: inout Int?) -> Int in
            if let place { return place }
            place = next
            return next
        }(&places[key])
        if place == next {
            keys.append(key)
            groups.append((rule, [entry]))
        } else {
            groups[place].entries.append(entry)
        }
    }
}
