import RuleEngine
import SupervisionModel

/// Reads `on`, `sequence`, `key`, `where`, `judge`, `window` and `graph`.
struct RulePatternReader {
    let expressions: ExpressionReader
    let parameters: ParameterValues
    /// Names given to events.
    private(set) var names: [String] = []

    private var diagnostics: Diagnostics { expressions.diagnostics }

    init(expressions: ExpressionReader, parameters: ParameterValues) {
        self.expressions = expressions
        self.parameters = parameters
    }

    /// `nil` after an error was reported.
    mutating func read(_ rule: inout YAMLMapping) -> RulePattern? {
        let before = diagnostics.errors.count
        var pattern = RulePattern()
        let on = rule.optional("on")
        let sequence = rule.optional("sequence")
        let keyNode = rule.optional("key")
        let filterNode = rule.optional("where")
        let judgeNode = rule.optional("judge")
        let windowNode = rule.optional("window")
        let graphNode = rule.optional("graph")
        switch (on, sequence) {
        case (nil, nil): diagnostics.report(.missingKey, at: rule.location, [rule.name, "on"])
        case (let on?, nil): pattern.triggers = triggers(on, defaultName: "event")
        case (nil, let sequence?):
            readSequence(sequence, into: &pattern)
            for node in [filterNode, windowNode, graphNode].compactMap(\.self) {
                let what = "where, window and graph do not go with sequence; steps have a where of their own"
                diagnostics.report(.combination, at: node.location, [what])
            }
        case (.some, let sequence?):
            diagnostics.report(.combination, at: sequence.location, ["on and sequence exclude each other"])
        }
        if let keyNode { readKey(keyNode, into: &pattern) }
        if let filterNode, sequence == nil { readFilter(filterNode, into: &pattern) }
        if let judgeNode { pattern.judgedOn = triggerNames(judgeNode, "judge") }
        let windows = WindowReader(expressions: expressions, parameters: parameters, triggers: names)
        pattern.window = windowNode.flatMap(windows.read)
        let graphs = GraphReader(
            expressions: expressions, parameters: parameters, triggers: names, windows: windows)
        pattern.graph = graphNode.flatMap(graphs.read)
        return diagnostics.errors.count == before ? pattern : nil
    }

    // MARK: Events

    /// A type, or a mapping from names to types.
    private mutating func triggers(_ node: YAMLNode, defaultName: String) -> [Trigger] {
        guard case .mapping = node.content else {
            guard let type = diagnostics.text(node, "on") else { return [] }
            names.append(defaultName)
            return [Trigger(name: defaultName, eventType: type, location: node.textLocation)]
        }
        guard var mapping = YAMLMapping(node, "on", diagnostics) else { return [] }
        let entries = mapping.all()
        if entries.isEmpty { diagnostics.report(.emptyText, at: node.location, ["on"]) }
        return entries.compactMap { entry in
            guard ReservedNames.check(entry.key, "an event", at: entry.keyLocation, taken: names, diagnostics),
                let type = diagnostics.text(entry.value, "on.\(entry.key)")
            else { return nil }
            names.append(entry.key)
            return Trigger(name: entry.key, eventType: type, location: entry.value.textLocation)
        }
    }

    /// One key for all triggers, or one for each.
    private func readKey(_ node: YAMLNode, into pattern: inout RulePattern) {
        guard case .mapping = node.content else { return pattern.key = expression(node, "key") }
        let keys = byTrigger(node, "key")
        pattern.triggers = pattern.triggers.map { trigger in
            Trigger(
                name: trigger.name, eventType: trigger.eventType, location: trigger.location,
                key: keys[trigger.name] ?? trigger.key, filter: trigger.filter)
        }
        if let absence = pattern.absence {
            let trigger = absence.trigger
            pattern.absence = Absence(
                trigger: Trigger(
                    name: trigger.name, eventType: trigger.eventType, location: trigger.location,
                    key: keys[trigger.name], filter: trigger.filter),
                deadline: absence.deadline, since: absence.since, filter: absence.filter, each: absence.each)
        }
    }

    /// One condition for all triggers, or one for some of them.
    private func readFilter(_ node: YAMLNode, into pattern: inout RulePattern) {
        guard case .mapping = node.content else { return pattern.filter = expression(node, "where") }
        let filters = byTrigger(node, "where")
        pattern.triggers = pattern.triggers.map { trigger in
            Trigger(
                name: trigger.name, eventType: trigger.eventType, location: trigger.location, key: trigger.key,
                filter: filters[trigger.name] ?? trigger.filter)
        }
    }

    /// Expressions by the name of the trigger.
    private func byTrigger(_ node: YAMLNode, _ name: String) -> [String: RuleExpression] {
        var found: [String: RuleExpression] = [:]
        guard var mapping = YAMLMapping(node, name, diagnostics) else { return found }
        for entry in mapping.all() {
            guard isTrigger(entry.key, at: entry.keyLocation) else { continue }
            found[entry.key] = expression(entry.value, "\(name).\(entry.key)")
        }
        return found
    }

    private func triggerNames(_ node: YAMLNode, _ name: String) -> [String] {
        let texts: [String]
        if case .scalar = node.content {
            texts = diagnostics.text(node, name).map { [$0] } ?? []
        } else {
            texts = diagnostics.texts(node, name) ?? []
        }
        return texts.filter { isTrigger($0, at: node.location) }
    }

    private func isTrigger(_ name: String, at location: SourceLocation) -> Bool {
        WindowReader(expressions: expressions, parameters: parameters, triggers: names).isTrigger(name, at: location)
    }

    // MARK: Sequences

    private mutating func readSequence(_ node: YAMLNode, into pattern: inout RulePattern) {
        guard let elements = diagnostics.sequence(node, "sequence") else { return }
        guard elements.count == 2 else {
            unsupported(
                "a sequence of \(elements.count) steps (only: one event, then one that is absent; what happened before is a window)",
                node.location)
            return
        }
        guard var first = YAMLMapping(elements[0], "the first step", diagnostics),
            var second = YAMLMapping(elements[1], "the second step", diagnostics)
        else { return }
        if let absent = first.optional("absent"), diagnostics.bool(absent, "absent") == true {
            unsupported("an absent first step (ask a table: \"!known(tables.x, key, time)\")", absent.location)
        }
        if let within = first.optional("within") { unsupported("within on the first step", within.location) }
        pattern.triggers = first.required("on").map { triggers($0, defaultName: "event") } ?? []
        pattern.filter = first.optional("where").flatMap { expression($0, "where") }
        first.finish()
        readAbsence(&second, into: &pattern)
        second.finish()
        for extra in pattern.triggers.dropFirst() { unsupported("a step on several event types", extra.location) }
    }

    private mutating func readAbsence(_ step: inout YAMLMapping, into pattern: inout RulePattern) {
        let absentNode = step.required("absent")
        if let absentNode, diagnostics.bool(absentNode, "absent") == false {
            unsupported("a second step that is not absent (what happened before is a window)", absentNode.location)
        }
        let awaited = step.required("on").map { triggers($0, defaultName: "next") } ?? []
        for extra in awaited.dropFirst() { unsupported("a step on several event types", extra.location) }
        let within = step.optional("within")
        let until = step.optional("until")
        let since = step.optional("since").flatMap { parameters.length($0, "since") }
        let filter = step.optional("where").flatMap { expression($0, "where") }
        let each = step.optional("each").flatMap { CalendarUnitReader(diagnostics: diagnostics).read($0, "each") }
        let first = pattern.triggers.first?.name ?? "event"
        let from = each == nil ? "\(first).ruleTime" : "period.end"
        var deadline: Absence.Deadline?
        switch (within, until) {
        case (let within?, nil): deadline = term(within, from: from)
        case (nil, let until?): deadline = expression(until, "until").map { .until($0) }
        case (let within?, .some):
            diagnostics.report(.combination, at: within.location, ["within and until exclude each other"])
        case (nil, nil): diagnostics.report(.missingKey, at: step.location, ["the second step", "within"])
        }
        guard let trigger = awaited.first, let deadline else { return }
        pattern.absence = Absence(
            trigger: trigger, deadline: deadline, since: since ?? .zero, filter: filter, each: each)
    }

    /// `15m`, `params.grace`, or a term of law such as `10 workdays`.
    private func term(_ node: YAMLNode, from: String) -> Absence.Deadline? {
        if case .scalar(let text, _) = node.content, text.contains(" "), !text.hasPrefix("params.") {
            guard Term(text) != nil else {
                diagnostics.report(.badTerm, at: node.location, [text])
                return nil
            }
            return .until(RuleExpression(text: "deadline(\(from), \"\(text)\")", location: node.location))
        }
        if let (name, value) = parameters.parameter(node), case .string(let text)? = value {
            guard Term(text) != nil else {
                diagnostics.report(.badTerm, at: node.location, [text])
                return nil
            }
            return .until(RuleExpression(text: "deadline(\(from), params.\(name))", location: node.location))
        }
        return parameters.length(node, "within").map { .within($0) }
    }

    private func expression(_ node: YAMLNode?, _ name: String) -> RuleExpression? {
        expressions.read(node, name)
    }

    private func unsupported(_ what: String, _ location: SourceLocation) {
        diagnostics.report(.notSupported, at: location, [what, "\(PackEngine.semantics)"])
    }
}
