import RuleEngine
import SupervisionModel

/// Fold (b): matches become alerts, in the order of the ledger.
extension Step {
    /// id = SHA-256(domain ‖ rule with its variant, major version, subject, key, episode): stable under new evidence, reorganisations
    /// and new minor versions (DESIGN.md section 6).
    func alertID(_ match: Match, _ evaluator: Evaluator) -> Digest32 {
        let rule = evaluator.rules.rule(match.rule)
        var writer = ByteWriter()
        writer.writeRaw("yushi alert v1\n".utf8)
        writer.write(rule.name)
        writer.write(rule.version.major)
        writer.write(match.subject.canonicalBytes)
        writer.write(match.key)
        match.episode.write(to: &writer)
        return supervisor.digest(writer.bytes)
    }

    /// Alerts about one act by one subject share an incident.
    private func incidentID(_ match: Match) -> Digest32 {
        var writer = ByteWriter()
        writer.writeRaw("yushi incident v1\n".utf8)
        writer.write(match.subject.canonicalBytes)
        match.episode.write(to: &writer)
        return supervisor.digest(writer.bytes)
    }

    /// Raises the alert of a match, or revises it where the match has changed.
    mutating func publish(_ match: Match, _ evaluator: Evaluator, marks: Marks = []) throws -> Digest32 {
        let id = alertID(match, evaluator)
        let rule = evaluator.rules.rule(match.rule)
        matches[id] = match
        guard var alert = try alert(id) else {
            try raise(id, match, rule, evaluator, marks: marks)
            return id
        }
        // A mark says how the match was first found: it stays on the alert through its revisions.
        let keptMarks = Marks.sticky(alert.content["marks"])
        let content = alertContent(match, rule, evaluator, marks: marks.union(keptMarks))
        guard content != alert.content || alert.finality == .retracted else { return id }
        try unschedule(alert)
        alert.revision += 1
        alert.changed = admitted.sequence
        alert.last = match.last.ruleTime
        alert.heights = heights(of: match, evaluator)
        alert.finality = alert.heights.isEmpty ? .final : .provisional
        let wasMuted = alert.muted != nil
        alert.content = content
        try store(alert, item: "alert.revised")
        if !wasMuted { recordMute(of: alert) }
        return id
    }

    private mutating func raise(
        _ id: Digest32, _ match: Match, _ rule: Rule, _ evaluator: Evaluator, marks: Marks
    ) throws {
        let heights = heights(of: match, evaluator)
        let alert = AlertState(
            id: id, incident: incidentID(match), rule: rule.id, version: rule.version.description,
            mode: rule.mode.rawValue, dimension: rule.scoreDimension ?? "", confidencePpm: rule.confidencePpm,
            subject: match.subject, raised: admitted.sequence, changed: admitted.sequence, revision: 1,
            finality: heights.isEmpty ? .final : .provisional,
            content: alertContent(match, rule, evaluator, marks: marks),
            last: match.last.ruleTime, heights: heights, proposal: nil, decision: nil)
        try store(alert, item: "alert.raised")
        recordMute(of: alert)
    }

    /// An alert that an exception mutes is there like any other; that it was muted, and by whom, is recorded too.
    mutating func recordMute(of alert: AlertState) {
        guard let muted = alert.muted else { return }
        items.append(
            ResultItem(
                scope: .subject(alert.subject),
                payload: ["alert": .string(alert.id.hex), "by": .object(muted), "type": "alert.muted"]))
    }

    /// Takes an alert back: what it rested on is gone. Its case, if any, keeps it.
    mutating func retract(_ id: Digest32, reason: JSONValue) throws {
        guard var alert = try alert(id), alert.finality != .retracted else { return }
        try unschedule(alert)
        alert.finality = .retracted
        alert.revision += 1
        alert.changed = admitted.sequence
        try store(alert, item: "alert.retracted", extra: ["reason": reason])
    }

    /// Final on the chain: the evidence is final and nothing earlier can still arrive.
    mutating func finalise(_ id: Digest32, pending: StateKey) throws {
        guard var alert = try alert(id), alert.finality == .provisional else {
            try state.set(pending, to: nil)
            return
        }
        guard isFinal(alert.heights) else { return }
        try state.set(pending, to: nil)
        alert.finality = .final
        alert.changed = admitted.sequence
        try store(alert, item: "alert.finalised")
    }

    // MARK: Storing

    mutating func alert(_ id: Digest32) throws -> AlertState? {
        if let alert = alerts[id] { return alert }
        guard let bytes = try state[.alert(id)] else { return nil }
        let alert = try AlertState(row: bytes)
        alerts[id] = alert
        return alert
    }

    mutating func store(_ alert: AlertState, item type: String, extra: JSONObject = [:]) throws {
        if alert.finality == .provisional {
            try state.set(.pending(alert.last, alert.id), to: [])
            core.pendingFloor = min(core.pendingFloor, alert.last)
        }
        alerts[alert.id] = alert
        if !changedAlerts.contains(alert.id) { changedAlerts.append(alert.id) }
        items.append(ResultItem(scope: .subject(alert.subject), payload: payload(alert, type, extra)))
    }

    private mutating func unschedule(_ alert: AlertState) throws {
        try state.set(.pending(alert.last, alert.id), to: nil)
    }

    private func payload(_ alert: AlertState, _ type: String, _ extra: JSONObject) -> JSONValue {
        var object = extra
        object.set("alert", to: .string(alert.id.hex))
        object.set("finality", to: .string(alert.finality.rawValue))
        object.set("incident", to: .string(alert.incident.hex))
        object.set("mode", to: .string(alert.mode))
        object.set("revision", to: .integer(alert.revision))
        object.set("rule", to: .string(alert.rule))
        object.set("type", to: .string(type))
        object.set("version", to: .string(alert.version))
        if type == "alert.raised" || type == "alert.revised" { object.set("content", to: .object(alert.content)) }
        return ItemBound.shorten(.object(object))
    }

    // MARK: What an alert says

    private func alertContent(_ match: Match, _ rule: Rule, _ evaluator: Evaluator, marks: Marks) -> JSONObject {
        let naming = supervisor.naming
        var values = JSONObject()
        for named in match.values {
            if let value = named.value.json(naming: naming) { values.set(named.name, to: value) }
        }
        let template = MessageTemplate(rule: rule, match: match, naming: naming)
        var content: JSONObject = [
            "assurance": .string(assurance(of: match)), "at": .integer(match.at.milliseconds),
            "episode": .string(match.episode.text), "evidence": .array(match.evidence.map(\.json)),
            "evidenceCount": .integer(match.evidenceCount), "last": .integer(match.last.ruleTime.milliseconds),
            "message": ["en": .string(template.fill(rule.message.en)), "zh": .string(template.fill(rule.message.zh))],
            "severity": .string(match.severity.name), "subject": .string(naming.text(of: match.subject)),
            "title": ["en": .string(rule.title.en), "zh": .string(rule.title.zh)], "values": .object(values),
        ]
        if !match.hits.isEmpty { content.set("hits", to: .array(match.hits.prefix(64).map { hit($0, naming) })) }
        if let exception = evaluator.rules.exception(for: match) {
            content.set("muted", to: .object(AlertState.muted(by: exception)))
        }
        let markNames = match.marks.union(marks).names + suspendedChains.map { "incomplete: without \($0.text)" }
        if !markNames.isEmpty { content.set("marks", to: .array(markNames.map { .string($0) })) }
        return content
    }

    private func hit(_ hit: ListHit, _ naming: any EntityNaming) -> JSONValue {
        [
            "entry": .string(hit.entry), "list": .string(hit.list), "subject": .string(naming.text(of: hit.subject)),
            "version": .string(hit.version),
        ]
    }

    /// The weakest assurance among the chains that the match rests on.
    private func assurance(of match: Match) -> String {
        let all = ChainConfiguration.Assurance.allCases
        let levels = match.evidence.compactMap { configuration[$0.position.chain]?.assurance }
        return all.first { levels.contains($0) }?.rawValue ?? all[0].rawValue
    }

    /// Facts that the node itself recorded are final at once: they rest on no block.
    private func heights(of match: Match, _ evaluator: Evaluator) -> [ChainHeight] {
        guard evaluator.rules.timeSource(of: match.rule) == .chain else { return [] }
        var heights: [ChainHeight] = []
        for position in match.evidence.map(\.position) + [match.last] {
            if let index = heights.firstIndex(where: { $0.chain == position.chain }) {
                if heights[index].height < position.height {
                    heights[index] = ChainHeight(chain: position.chain, height: position.height)
                }
            } else {
                heights.append(ChainHeight(chain: position.chain, height: position.height))
            }
        }
        return heights.sorted { $0.chain < $1.chain }
    }
}

extension Marks {
    /// Marks that stay on an alert once they are there.
    static func sticky(_ marks: JSONValue?) -> Marks {
        var sticky: Marks = []
        for case .string(let name) in marks?.array ?? [] {
            if name == "rescreened" { sticky.insert(.rescreened) }
            if name == "late" { sticky.insert(.late) }
        }
        return sticky
    }
}

/// Keeps items within 16 KiB: evidence and list rows beyond it are counted, not shown.
enum ItemBound {
    static func shorten(_ payload: JSONValue) -> JSONValue {
        var payload = payload
        while payload.encode().count > ResultItem.maximumBytes {
            guard var object = payload.object, var content = object["content"]?.object else { return payload }
            if let evidence = content["evidence"]?.array, evidence.count > 1 {
                content.set("evidence", to: .array(Array(evidence.prefix(evidence.count / 2))))
            } else if let hits = content["hits"]?.array, hits.count > 1 {
                content.set("hits", to: .array(Array(hits.prefix(hits.count / 2))))
            } else if content["values"] != nil {
                content["values"] = nil
            } else {
                content["message"] = nil
                content["title"] = nil
                object.set("content", to: .object(content))
                return .object(object)
            }
            object.set("content", to: .object(content))
            payload = .object(object)
        }
        return payload
    }
}
