import RuleEngine
import SupervisionModel

/// An engine takes over: the first one of a ledger, a release of the same semantics, or one that means something else
/// by the same inputs (DESIGN.md section 4, engine epochs).
extension Step {
    mutating func activate(_ input: EngineActivation) throws {
        if supervisor.isDeriving { return core.semantics = supervisor.semantics }
        guard input.semantics == supervisor.semantics else {
            throw SupervisionError(
                .unknownSemantics,
                "engine semantics \(input.semantics) need release \(input.release); this one has \(supervisor.semantics)"
            )
        }
        guard let carried = input.carried else {
            guard core.semantics == 0 || core.semantics == input.semantics else {
                throw SupervisionError(
                    .missingContent,
                    "semantics \(input.semantics) follow \(core.semantics) and nothing is said about what that published"
                )
            }
            return core.semantics = input.semantics
        }
        guard core.semantics < input.semantics else {
            throw SupervisionError(.repeated, "semantics \(core.semantics) are in force already")
        }
        try takeOver(try CarriedState(try supervisor.content.content(carried)), input)
    }

    /// Derives the state anew from all inputs, and publishes how it differs from what was published.
    private mutating func takeOver(_ carried: CarriedState, _ input: EngineActivation) throws {
        let derived = try derivedState()
        let published = try carried.alerts()
        try clear()
        for row in carried.rows where !row.key.isAlert { state.insert(row.key, row.value) }
        var derivedAlerts: [Digest32: AlertState] = [:]
        for namespace in StateKey.Namespace.allCases where namespace != .core {
            let range = StateKey.range(of: namespace)
            for row in try derived.entries(from: range.from, to: range.to, limit: .max) {
                if namespace == .alert {
                    let alert = try AlertState(row: row.value)
                    derivedAlerts[alert.id] = alert
                } else {
                    state.insert(row.key, row.value)
                }
            }
        }
        try adopt(try derived.values(for: [.core])[0].map { try CoreState(decoding: $0) } ?? CoreState(), input)
        // order-free: sorted below.
        for id in Set(published.keys).union(derivedAlerts.keys).sorted() {
            try publishDifference(published[id], derivedAlerts[id])
        }
    }

    private func derivedState() throws -> MemoryStateStore {
        guard let inputs = supervisor.inputs else {
            throw SupervisionError(.missingContent, "an engine takes over and the inputs before it are not at hand")
        }
        let engine = supervisor.deriving()
        let derived = MemoryStateStore()
        try inputs.forEachInput(before: admitted.sequence) { input in
            derived.apply(try engine.apply(input, to: derived).changes)
        }
        return derived
    }

    private mutating func clear() throws {
        for namespace in StateKey.Namespace.allCases where namespace != .core {
            for row in try state.all(of: namespace) { try state.set(row.key, to: nil) }
        }
        supervisor.forget()
    }

    private mutating func adopt(_ derived: CoreState, _ input: EngineActivation) throws {
        let digest = core.digest
        core = derived
        core.semantics = input.semantics
        core.records = admitted.sequence
        // Of the rows that were there; those that replace them are added when the step ends.
        core.digest = digest
        try reload()
    }

    /// What the engine before published, and what this one concludes from the same inputs.
    private mutating func publishDifference(_ before: AlertState?, _ now: AlertState?) throws {
        let cause: JSONObject = ["cause": "engine"]
        guard var alert = before else {
            guard let now, now.finality != .retracted else { return }
            let alert = now.raised(at: admitted.sequence)
            try store(alert, item: "alert.raised", extra: cause)
            return recordMute(of: alert)
        }
        guard let now, now.finality != .retracted else {
            guard alert.finality != .retracted else { return keep(alert) }
            alert.finality = .retracted
            alert.revision += 1
            alert.changed = admitted.sequence
            var extra = cause
            extra.set("reason", to: ["why": "engine.activated"])
            return try store(alert, item: "alert.retracted", extra: extra)
        }
        let isRevised = now.content != alert.content || alert.finality == .retracted
        let isChanged = isRevised || now.finality != alert.finality
        alert.last = now.last
        alert.heights = now.heights
        guard isChanged else { return keep(alert) }
        alert.content = now.content
        alert.finality = now.finality
        alert.changed = admitted.sequence
        if isRevised || now.finality == .provisional {
            alert.revision += 1
            try store(alert, item: "alert.revised", extra: cause)
        } else {
            try store(alert, item: "alert.finalised", extra: cause)
        }
    }

    private mutating func keep(_ alert: AlertState) {
        state.insert(.alert(alert.id), alert.json.encode())
    }
}

extension AlertState {
    /// The same alert, found by the record with that index.
    fileprivate func raised(at sequence: UInt64) -> AlertState {
        AlertState(
            id: id, incident: incident, rule: rule, version: version, mode: mode, dimension: dimension,
            confidencePpm: confidencePpm, subject: subject, raised: sequence, changed: sequence, revision: 1,
            finality: finality, content: content, last: last, heights: heights, proposal: nil, decision: nil)
    }
}
