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
        guard (2...RulePatternReader.maximumSteps).contains(elements.count) else {
            diagnostics.report(
                .outOfRange, at: node.location,
                ["sequence", "\(elements.count)", "2...\(RulePatternReader.maximumSteps)"])
            return
        }
        var steps = elements.compactMap { YAMLMapping($0, "a step", diagnostics) }
        guard steps.count == elements.count else { return }
        let isAbsent = steps.indices.map { index in
            steps[index].optional("absent").flatMap { diagnostics.bool($0, "absent") } ?? false
        }
        guard isAbsent.last == true else { return readSteps(&steps, isAbsent, into: &pattern) }
        guard steps.count == 2, !isAbsent[0] else {
            unsupported("a sequence of more than two steps that ends with an absent one", elements[0].location)
            return
        }
        if let within = steps[0].optional("within") { unsupported("within on the first step", within.location) }
        pattern.triggers = trigger(&steps[0], defaultName: "event").map { [$0] } ?? []
        pattern.filter = steps[0].optional("where").flatMap { expression($0, "where") }
        steps[0].finish()
        readAbsence(&steps[1], into: &pattern)
        steps[1].finish()
    }

    /// Steps of which the last happens.
    private mutating func readSteps(_ steps: inout [YAMLMapping], _ isAbsent: [Bool], into pattern: inout RulePattern) {
        var read: [SequencePattern.Step] = []
        for index in steps.indices {
            guard let trigger = trigger(&steps[index], defaultName: index == 0 ? "event" : "step\(index + 1)") else {
                continue
            }
            let withinNode = steps[index].optional("within")
            let within = withinNode.flatMap { parameters.length($0, "within") }
            let filter = steps[index].optional("where").flatMap { expression($0, "where") }
            steps[index].finish()
            pattern.triggers.append(trigger)
            if index == 0, !isAbsent[0], let withinNode { unsupported("within on the first step", withinNode.location) }
            // Without it the first event would have to be kept for ever.
            let isFollowing = !isAbsent[index] && isAbsent[..<index].contains(false)
            if withinNode == nil, isFollowing || index == 0 && isAbsent[0] {
                diagnostics.report(.missingKey, at: steps[index].location, ["a step", "within"])
            }
            read.append(.init(trigger: trigger.name, within: within, isAbsent: isAbsent[index], filter: filter))
        }
        if isAbsent[0], isAbsent[1] { unsupported("two absent steps at the beginning", steps[1].location) }
        pattern.sequence = SequencePattern(steps: read)
    }

    private static let maximumSteps = 8

    /// The one event of a step.
    private mutating func trigger(_ step: inout YAMLMapping, defaultName: String) -> Trigger? {
        let triggers = step.required("on").map { self.triggers($0, defaultName: defaultName) } ?? []
        for extra in triggers.dropFirst() { unsupported("a step on several event types", extra.location) }
        return triggers.first
    }

    private mutating func readAbsence(_ step: inout YAMLMapping, into pattern: inout RulePattern) {
        let awaited = trigger(&step, defaultName: "next")
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
        guard let awaited, let deadline else { return }
        pattern.absence = Absence(
            trigger: awaited, deadline: deadline, since: since ?? .zero, filter: filter, each: each)
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
