import RuleEngine
import SupervisionModel

/// Reads `on`, `sequence`, `key`, `where` and `window`.
struct RulePatternReader {
    let diagnostics: Diagnostics
    let parameters: [Parameter]
    private let parameterNames: [String]
    /// Names given to events.
    private(set) var names: [String] = []

    /// Kinds of windows of the language that this engine does not have.
    private static let laterWindows = ["tumbling", "calendar", "session", "blocks", "open"]

    /// - Parameter parameterNames: those of `parameters`, and of parameters that could not be read.
    init(diagnostics: Diagnostics, parameters: [Parameter], parameterNames: [String]) {
        self.diagnostics = diagnostics
        self.parameters = parameters
        self.parameterNames = parameterNames
    }

    /// `nil` after an error was reported.
    mutating func read(_ rule: inout YAMLMapping) -> RulePattern? {
        let before = diagnostics.errors.count
        var pattern = RulePattern()
        let on = rule.optional("on")
        let sequence = rule.optional("sequence")
        pattern.key = expression(rule.optional("key"), "key")
        let filterNode = rule.optional("where")
        pattern.filter = expression(filterNode, "where")
        let windowNode = rule.optional("window")
        pattern.window = windowNode.flatMap(window)
        switch (on, sequence) {
        case (nil, nil): diagnostics.report(.missingKey, at: rule.location, [rule.name, "on"])
        case (let on?, nil): pattern.triggers = triggers(on, defaultName: "event")
        case (nil, let sequence?):
            readSequence(sequence, into: &pattern)
            for node in [filterNode, windowNode].compactMap(\.self) {
                let what = "where and window do not go with sequence; steps have a where of their own"
                diagnostics.report(.combination, at: node.location, [what])
            }
        case (.some, let sequence?):
            diagnostics.report(.combination, at: sequence.location, ["on and sequence exclude each other"])
        }
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

    private mutating func readSequence(_ node: YAMLNode, into pattern: inout RulePattern) {
        guard let elements = diagnostics.sequence(node, "sequence") else { return }
        guard elements.count == 2 else {
            unsupported(
                "a sequence of \(elements.count) steps (only: one event, then one that is absent)", node.location)
            return
        }
        guard var first = YAMLMapping(elements[0], "the first step", diagnostics),
            var second = YAMLMapping(elements[1], "the second step", diagnostics)
        else { return }
        if let absent = first.optional("absent"), diagnostics.bool(absent, "absent") == true {
            unsupported("an absent first step", absent.location)
        }
        if let within = first.optional("within") { unsupported("within on the first step", within.location) }
        pattern.triggers = first.required("on").map { triggers($0, defaultName: "event") } ?? []
        pattern.filter = expression(first.optional("where"), "where")
        first.finish()
        let absentNode = second.required("absent")
        if let absentNode, diagnostics.bool(absentNode, "absent") == false {
            unsupported("a second step that is not absent", absentNode.location)
        }
        let awaited = second.required("on").map { triggers($0, defaultName: "next") } ?? []
        let within = second.required("within").flatMap { length($0, "within") }
        let filter = expression(second.optional("where"), "where")
        second.finish()
        for extra in [pattern.triggers, awaited].flatMap({ $0.dropFirst() }) {
            unsupported("a step on several event types", extra.location)
        }
        guard let trigger = awaited.first, let within else { return }
        pattern.absence = Absence(trigger: trigger, within: within, filter: filter)
    }

    // MARK: Windows

    private func window(_ node: YAMLNode) -> Window? {
        guard var mapping = YAMLMapping(node, "window", diagnostics) else { return nil }
        for kind in RulePatternReader.laterWindows { mapping.refuse(kind) }
        let slidingNode = mapping.optional("sliding")
        let lastNode = mapping.optional("last")
        mapping.finish()
        switch (slidingNode, lastNode) {
        case (let sliding?, nil): return length(sliding, "window.sliding").map { .sliding($0) }
        case (nil, let last?): return count(last, "window.last").map { .last($0) }
        case (.some, let last?):
            diagnostics.report(.combination, at: last.location, ["a window is either sliding or last"])
        case (nil, nil):
            if mapping.unread.isEmpty, case .mapping(let entries) = node.content, entries.isEmpty {
                diagnostics.report(.missingKey, at: node.location, ["window", "sliding"])
            }
        }
        return nil
    }

    /// A positive duration, literal or `params.NAME`.
    private func length(_ node: YAMLNode, _ name: String) -> Interval? {
        var interval: Interval?
        if let (parameter, value) = self.parameter(node) {
            guard let value else { return nil }
            guard case .duration(let length) = value else {
                diagnostics.report(
                    .wrongType, at: node.location, [name, "a duration", "params.\(parameter) of another type"])
                return nil
            }
            interval = length
        } else {
            interval = diagnostics.duration(node, name)
        }
        guard let interval else { return nil }
        guard interval > .zero else {
            diagnostics.report(.outOfRange, at: node.location, [name, DurationText.text(interval), "more than 0s"])
            return nil
        }
        return interval
    }

    /// A positive number of events, literal or `params.NAME`.
    private func count(_ node: YAMLNode, _ name: String) -> Int64? {
        guard let (parameter, value) = self.parameter(node) else {
            return diagnostics.integer(node, name, in: 1...1_000_000)
        }
        guard let value else { return nil }
        guard case .int(let count) = value, (1...1_000_000).contains(count) else {
            diagnostics.report(
                .wrongType, at: node.location, [name, "an integer of 1...1000000", "params.\(parameter)"])
            return nil
        }
        return count
    }

    /// The parameter that a value names; `nil` when it names none. The inner value is `nil` after a report.
    private func parameter(_ node: YAMLNode) -> (String, Parameter.Value?)? {
        guard case .scalar(let text, _) = node.content, text.hasPrefix("params.") else { return nil }
        let name = String(text.dropFirst("params.".count))
        if let found = parameters.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) { return (name, found.value) }
        if parameterNames.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return (name, nil) }
        diagnostics.report(
            .unknownParameter, at: node.location, [name],
            suggestion: SpellingSuggestion.nearest(to: name, among: parameterNames))
        return (name, nil)
    }

    private func expression(_ node: YAMLNode?, _ name: String) -> RuleExpression? {
        ExpressionReader(diagnostics: diagnostics).read(node, name)
    }

    private func unsupported(_ what: String, _ location: SourceLocation) {
        diagnostics.report(.notSupported, at: location, [what, "\(PackEngine.semantics)"])
    }
}
