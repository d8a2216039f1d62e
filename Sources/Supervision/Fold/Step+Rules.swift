import RuleEngine
import SupervisionModel

/// Fold (a): events become matches. It knows no decision, no mode, no order of arrival.
extension Step {
    /// Judges the events of a block and notes in its row what they touched.
    mutating func judge(_ events: [Event], with evaluator: Evaluator, into row: inout BlockRow) throws {
        var outcomes: [Evaluator.Outcome] = []
        for event in events { evaluator.judge(event, into: &outcomes) }
        let isLate = row.ruleTime < watermark
        var grouped = KeyedEntries()
        for outcome in outcomes {
            switch outcome {
            case .match(let match):
                let id = try publish(match, evaluator, marks: isLate ? .late : [])
                if !row.alerts.contains(id) { row.alerts.append(id) }
            case .entry(let rule, let key, let entry):
                grouped.add(entry, under: ruleKey(rule, key, evaluator))
            }
        }
        row.touch(grouped.keys)
        try fold(grouped, evaluator)
    }

    /// Judges events of the node itself: they belong to no block and are never taken back.
    mutating func judgeNodeEvents(_ events: [Event], with evaluator: Evaluator) throws {
        var outcomes: [Evaluator.Outcome] = []
        for event in events { evaluator.judge(event, into: &outcomes) }
        var grouped = KeyedEntries()
        for outcome in outcomes {
            switch outcome {
            case .match(let match): _ = try publish(match, evaluator)
            case .entry(let rule, let key, let entry): grouped.add(entry, under: ruleKey(rule, key, evaluator))
            }
        }
        try fold(grouped, evaluator)
    }

    func ruleKey(_ rule: Int, _ key: [UInt8], _ evaluator: Evaluator) -> StateKey {
        .ruleKey(evaluator.rules.stateName(of: rule), key)
    }

    private mutating func fold(_ grouped: KeyedEntries, _ evaluator: Evaluator) throws {
        try state.prefetch(grouped.keys)
        for key in grouped.keys {
            var keyState = try state[key].map { try KeyState(decoding: $0) } ?? KeyState()
            for entry in grouped.entries(under: key) {
                // What is refused is remembered in the state, and said on its alerts.
                _ = keyState.insert(entry, limit: Int(clamping: configuration.eventsPerKey))
            }
            try rerun(key, &keyState, evaluator, retraction: ["why": "evidence.changed"])
        }
    }

    /// Recomputes a key's tail, publishes the difference, settles what can no longer change, and stores the state.
    mutating func rerun(
        _ key: StateKey, _ keyState: inout KeyState, _ evaluator: Evaluator, retraction: JSONValue
    ) throws {
        let (name, keyBytes) = try key.ruleAndKey()
        guard let rule = evaluator.rules.index(stateName: name) else {
            // The pack in force has no such rule: nothing to judge, but what left the tail has left it.
            return try state.set(key, to: keyState.isEmpty ? nil : keyState.encode())
        }
        let isNodeTime = evaluator.rules.timeSource(of: rule) == .node
        let clock = isNodeTime ? time : watermark
        let matches = evaluator.matches(rule: rule, key: keyBytes, state: keyState, watermark: clock)
        var live: [Digest32] = []
        for match in matches {
            let unproven: Marks = evaluator.rules.awaitsAbsence(rule) && !isNodeTime && hasOpenGap ? .unproven : []
            live.append(try publish(match, evaluator, marks: unproven))
        }
        for id in keyState.liveAlerts where !live.contains(id) { try retract(id, reason: retraction) }
        keyState.liveAlerts = live
        // What stands exactly at the moment can still get company.
        let settled = (isNodeTime ? time : settlementTime).advanced(by: Interval(milliseconds: -1))
        try settle(rule, keyBytes, &keyState, evaluator, through: settled, clock: clock)
        try setTimer(key, rule, &keyState, evaluator, isNodeTime: isNodeTime, clock: clock)
        try state.set(key, to: keyState.isEmpty ? nil : keyState.encode())
    }

    private func settle(
        _ rule: Int, _ key: [UInt8], _ keyState: inout KeyState, _ evaluator: Evaluator, through moment: Timestamp,
        clock: Timestamp
    ) throws {
        guard let oldest = keyState.entries.first(where: { $0.position.ruleTime > keyState.settledThrough }),
            oldest.position.ruleTime <= moment
        else { return }
        evaluator.settle(rule: rule, key: key, state: &keyState, through: moment)
        // Alerts whose match ended within the settled part stand for good; the rest goes on being compared.
        keyState.liveAlerts = evaluator.matches(rule: rule, key: key, state: keyState, watermark: clock)
            .map { alertID($0, evaluator) }
    }

    private mutating func setTimer(
        _ key: StateKey, _ rule: Int, _ keyState: inout KeyState, _ evaluator: Evaluator, isNodeTime: Bool,
        clock: Timestamp
    ) throws {
        guard evaluator.rules.awaitsAbsence(rule) else { return }
        let next = evaluator.nextDeadline(rule: rule, state: keyState, watermark: clock)
        if let old = keyState.timer, old != next { try state.set(.timer(isNodeTime: isNodeTime, old, key), to: nil) }
        if let next { try state.set(.timer(isNodeTime: isNodeTime, next, key), to: []) }
        keyState.timer = next
    }

    private var hasOpenGap: Bool { chains.contains { !$0.state.gaps.isEmpty } }

    // MARK: Looking again

    /// A list names somebody new: screens every recorded block for the references that were added.
    mutating func rescreen(for subjects: Set<EntityRef>) throws {
        guard let evaluator = try evaluator() else { return }
        for (id, chain) in chains {
            let first = max(chain.anchorHeight, 0)
            guard chain.hash != .zero, first <= chain.height else { continue }
            for height in first...chain.height {
                guard let bytes = try state[.block(id, height)] else { continue }
                var row = try BlockRow(decoding: bytes)
                try rescreen(&row, id, height, subjects, evaluator)
            }
        }
    }

    private mutating func rescreen(
        _ row: inout BlockRow, _ chain: ChainID, _ height: UInt64, _ subjects: Set<EntityRef>, _ evaluator: Evaluator
    ) throws {
        let block = try supervisor.history.block(chain: chain, height: height, hash: row.hash)
        let events = block.transfers(
            chain: chain, height: height, ruleTime: row.ruleTime,
            includeInputs: evaluator.rules.readsTransferInputs
        ).filter { names(subjects, in: $0) }
        guard !events.isEmpty else { return }
        var outcomes: [Evaluator.Outcome] = []
        for event in events { evaluator.judge(event, into: &outcomes) }
        let before = row.alerts.count
        for case .match(let match) in outcomes where !match.hits.isEmpty {
            let isKnown = try alert(alertID(match, evaluator)).map { $0.finality != .retracted } ?? false
            let id = try publish(match, evaluator, marks: isKnown ? [] : .rescreened)
            if !row.alerts.contains(id) { row.alerts.append(id) }
        }
        if row.alerts.count != before { try state.set(.block(chain, height), to: row.encode()) }
    }

    private func names(_ subjects: Set<EntityRef>, in event: Event) -> Bool {
        event.fields.contains { field in
            switch field {
            case .entity(let entity): subjects.contains(entity)
            case .list(let elements):
                elements.contains { if case .entity(let entity) = $0 { subjects.contains(entity) } else { false } }
            default: false
            }
        }
    }
}

/// Entries of one input by the key they belong to; keys in the order in which they first came.
struct KeyedEntries {
    private(set) var keys: [StateKey] = []
    private var byKey: [StateKey: [TailEntry]] = [:]

    mutating func add(_ entry: TailEntry, under key: StateKey) {
        if byKey[key] == nil { keys.append(key) }
        byKey[key, default: []].append(entry)
    }

    func entries(under key: StateKey) -> [TailEntry] { byKey[key] ?? [] }
}
