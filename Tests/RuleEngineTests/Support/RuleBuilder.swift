import RuleEngine
import SupervisionModel

/// Makes rules for tests: what a test is about is given, the rest is plain.
struct RuleBuilder {
    var id = "T-01"
    var on = "transfer"
    var filter: String?
    var key: String? = "event.to"
    var window: Window?
    var bindings: [Binding] = []
    var condition: String?
    var absence: Absence?
    var rearm = Rearm.whenFalse
    var subject = "event.to"
    var severity = Severity.medium
    var escalations: [(condition: String, severity: Severity)] = []
    var parameters: [Parameter] = []
    var from = Timestamp.distantPast
    var until: Timestamp?
    /// Further triggers beside `event`: name and type.
    var others: [(name: String, type: String)] = []
    var keys: [String: String] = [:]
    var filters: [String: String] = [:]
    var judgedOn: [String] = []
    var series: [Series] = []
    var graph: GraphPattern?
    var tables: [TableDefinition] = []
    var calendar = WorkCalendar.plain

    static let place = SourceLocation(file: "test.yaml", line: 1, column: 1)

    static func expression(_ text: String) -> RuleExpression { RuleExpression(text: text, location: place) }

    static func absent(_ type: String, within: Interval) -> Absence {
        Absence(trigger: Trigger(name: "next", eventType: type, location: place), within: within, filter: nil)
    }

    static func aggregate(
        _ name: String, _ aggregate: Binding.Aggregate, _ argument: String? = nil, where filter: String? = nil,
        percent: Int64 = 0
    ) -> Binding {
        Binding(
            name: name, form: .aggregate(aggregate, argument.map(expression)), filter: filter.map(expression),
            percent: percent)
    }

    static func value(_ name: String, _ text: String) -> Binding {
        Binding(name: name, form: .expression(expression(text)))
    }

    var rule: Rule {
        Rule(
            id: id, version: RuleVersion(major: 1, minor: 0), title: LocalizedText(zh: "测试", en: "Test"),
            basis: [Basis(text: "test", level: .heuristic, status: .advisory)], risk: "credit", severity: severity,
            mode: .live, effectiveFrom: from, effectiveUntil: until, audience: Audience(), scoreDimension: nil,
            absorbs: [], parameters: parameters,
            triggers: ([("event", on)] + others.map { ($0.name, $0.type) }).map { name, type in
                Trigger(
                    name: name, eventType: type, location: Self.place, key: keys[name].map(Self.expression),
                    filter: filters[name].map(Self.expression))
            }, key: key.map(Self.expression),
            filter: filter.map(Self.expression), window: window, bindings: bindings,
            condition: condition.map(Self.expression), absence: absence, rearm: rearm,
            subject: Self.expression(subject), confidencePpm: 1_000_000, message: LocalizedText(zh: "", en: ""),
            guidance: LocalizedText(zh: "", en: ""), location: Self.place,
            escalations: escalations.map {
                Escalation(condition: Self.expression($0.condition), severity: $0.severity)
            },
            judgedOn: judgedOn, series: series, graph: graph
        )
    }

    func evaluator(
        lists: [ListSnapshot] = [], extensions: [EventType] = [], budget: Int64 = 1_000_000
    ) throws -> Evaluator {
        let set = try RuleSet(
            rules: [rule], vocabulary: Vocabulary(extensions: extensions), listNames: lists.map(\.id),
            tables: tables, calendar: calendar)
        return Evaluator(rules: set, lists: lists, naming: PlainNaming(), conditionBudget: budget)
    }
}

struct PlainNaming: EntityNaming {
    func text(of entity: EntityRef) -> String {
        if case .identifier(_, let value) = entity { value } else { "address" }
    }
}
