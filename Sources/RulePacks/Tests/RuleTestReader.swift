import RuleEngine
import SupervisionModel

/// Reads the `tests` of a rule file.
struct RuleTestReader {
    let rule: Rule
    let vocabulary: Vocabulary
    let entities: EntityReader
    let diagnostics: Diagnostics

    /// A hit, a miss, the exact boundary, a removal (RULES.md).
    static let minimum = 4

    /// - Parameter prefix: of the tests' names; that of an exception.
    func read(_ nodes: [YAMLNode], prefix: String) -> [RuleTest] { nodes.compactMap { test($0, prefix: prefix) } }

    func read(_ nodes: [YAMLNode], at location: SourceLocation) -> [RuleTest] {
        let before = diagnostics.errors.count
        let tests = read(nodes, prefix: "")
        if diagnostics.errors.count == before { checkKinds(tests, at: location) }
        return tests
    }

    private func checkKinds(_ tests: [RuleTest], at location: SourceLocation) {
        func require(_ isThere: Bool, _ what: String) {
            if !isThere { diagnostics.report(.testsMissing, at: location, [what]) }
        }
        require(
            tests.count >= RuleTestReader.minimum,
            "at least \(RuleTestReader.minimum) tests (hit, miss, boundary, removed), found \(tests.count)")
        require(tests.contains { !$0.expected.isEmpty }, "a test that expects an alert (hit)")
        require(tests.contains { $0.expected.isEmpty && !$0.hasRemoval }, "a test that expects none (miss)")
        require(tests.contains { $0.hasRemoval }, "a test with a remove step (removed by reorganisation)")
    }

    private func test(_ node: YAMLNode, prefix: String) -> RuleTest? {
        guard var mapping = YAMLMapping(node, "a test", diagnostics) else { return nil }
        let name = mapping.required("name").flatMap { diagnostics.text($0, "name") }
        let steps = mapping.required("events").flatMap { diagnostics.sequence($0, "events") }.map(self.steps)
        let expected = mapping.required("expect").flatMap { diagnostics.sequence($0, "expect") }?.compactMap(
            expectation)
        mapping.finish()
        guard let name, let steps, let expected else { return nil }
        return RuleTest(rule: rule.name, name: prefix + name, steps: steps, expected: expected, location: node.location)
    }

    private func steps(_ nodes: [YAMLNode]) -> [EventStep] {
        var reader = EventReader(vocabulary: vocabulary, entities: entities, diagnostics: diagnostics)
        return nodes.flatMap { node -> [EventStep] in
            guard let entry = only(node) else { return [] }
            switch entry.key {
            case "remove": return [reader.remove(entry.value)].compactMap(\.self)
            case "tick": return [reader.tick(entry.value)].compactMap(\.self)
            case "final": return [reader.final(entry.value)].compactMap(\.self)
            case "repeat": return repeated(entry.value, &reader)
            default: return [event(entry, &reader, delay: .zero)].compactMap(\.self)
            }
        }
    }

    /// The one entry of a step.
    private func only(_ node: YAMLNode) -> YAMLNode.Entry? {
        if case .mapping(let entries) = node.content, entries.count == 1, let entry = entries.first { return entry }
        var what = node.kind
        if case .mapping(let entries) = node.content { what = "\(entries.count) keys in one step" }
        diagnostics.report(.badStep, at: node.location, [what])
        return nil
    }

    private func event(_ entry: YAMLNode.Entry, _ reader: inout EventReader, delay: Interval) -> EventStep? {
        guard let mapping = YAMLMapping(entry.value, entry.key, diagnostics) else { return nil }
        return reader.event(typeName: entry.key, at: entry.keyLocation, mapping, delay: delay)
    }

    /// `repeat: { times: 144, every: 10m, event: { chain.block: {…} } }`: the same event again and again, each time
    /// `every` later.
    private func repeated(_ node: YAMLNode, _ reader: inout EventReader) -> [EventStep] {
        guard var mapping = YAMLMapping(node, "repeat", diagnostics) else { return [] }
        let times = mapping.required("times").flatMap { diagnostics.integer($0, "times", in: 1...10_000) }
        let every = mapping.required("every").flatMap { diagnostics.duration($0, "every") }
        let entry = mapping.required("event").flatMap(only)
        mapping.finish()
        guard let times, let every, let entry else { return [] }
        var steps: [EventStep] = []
        for number in 0..<times {
            let (milliseconds, overflow) = every.milliseconds.multipliedReportingOverflow(by: number)
            guard !overflow, let step = event(entry, &reader, delay: Interval(milliseconds: milliseconds)) else {
                break
            }
            steps.append(step)
        }
        return steps
    }

    private func expectation(_ node: YAMLNode) -> RuleExpectation? {
        guard var mapping = YAMLMapping(node, "an expectation", diagnostics) else { return nil }
        let fields = FieldValueReader(diagnostics: diagnostics, entities: entities)
        let at = mapping.optional("at").flatMap { diagnostics.time($0, "at") }
        let subject = mapping.optional("subject").flatMap { fields.entity($0, "subject") }
        let severity = mapping.optional("severity").flatMap {
            diagnostics.word($0, "severity", Severity.allCases.map { ($0.name, $0) })
        }
        let state = mapping.optional("state").flatMap { diagnostics.word($0, "state", TestAlert.State.self) }
        let muted = mapping.optional("muted").flatMap { diagnostics.bool($0, "muted") }
        let names = rule.bindings.map(\.name)
        var values: [(name: String, value: ExpectedValue)] = []
        for entry in mapping.takeUnread() {
            guard names.contains(where: { $0.utf8.elementsEqual(entry.key.utf8) }) else {
                diagnostics.report(
                    .unknownExpectation, at: entry.keyLocation, [entry.key],
                    suggestion: SpellingSuggestion.nearest(
                        to: entry.key, among: names + ["at", "subject", "severity", "state", "muted"]))
                continue
            }
            if let value = value(entry.value, entry.key) { values.append((entry.key, value)) }
        }
        return RuleExpectation(
            at: at, subject: subject, severity: severity, state: state, isMuted: muted, values: values,
            location: node.location)
    }

    private func value(_ node: YAMLNode, _ name: String) -> ExpectedValue? {
        guard let text = diagnostics.text(node, name) else { return nil }
        return ExpectedValue(text: text, money: AmountText.parse(text), entity: entities.entity(of: text))
    }
}
