import RuleEngine
import SupervisionModel

/// Rules for tests of the core: one of each kind, and the vocabulary they speak of.
enum TestRules {
    static let place = SourceLocation(file: "test.yaml", line: 1, column: 1)
    static let vocabulary = Vocabulary(extensions: [
        EventType(name: "loan.asked", fields: [.init("who", .entity)]),
        EventType(name: "loan.answered", fields: [.init("who", .entity)]),
    ])

    static func rule(
        _ id: String, on type: String = "transfer", major: Int64 = 1, severity: Severity = .medium,
        dimension: String? = nil, filter: String? = nil, key: String? = nil, window: Window? = nil,
        bindings: [Binding] = [], condition: String? = nil, absence: Absence? = nil, rearm: Rearm = .whenFalse,
        subject: String = "event.to", message: String = "", parameters: [Parameter] = []
    ) -> Rule {
        Rule(
            id: id, version: RuleVersion(major: major, minor: 0), title: LocalizedText(zh: "测试", en: "Test"),
            basis: [Basis(text: "test", level: .heuristic, status: .advisory)], risk: "credit", severity: severity,
            mode: .live, effectiveFrom: .distantPast, effectiveUntil: nil, audience: Audience(),
            scoreDimension: dimension, absorbs: [], parameters: parameters,
            triggers: [Trigger(name: "event", eventType: type, location: place)], key: key.map(expression),
            filter: filter.map(expression), window: window, bindings: bindings, condition: condition.map(expression),
            absence: absence, rearm: rearm, subject: expression(subject), confidencePpm: 900_000,
            message: LocalizedText(zh: message, en: message), guidance: LocalizedText(zh: "", en: ""), location: place)
    }

    static func expression(_ text: String) -> RuleExpression { RuleExpression(text: text, location: place) }

    static func aggregate(_ name: String, _ aggregate: Binding.Aggregate, _ argument: String? = nil) -> Binding {
        Binding(name: name, form: .aggregate(aggregate, argument.map(expression)))
    }

    /// Three payments to one payee within an hour, on any chain.
    static let many = rule(
        "T-MANY", key: "event.to", window: .sliding(.hours(1)),
        bindings: [aggregate("n", .count), aggregate("total", .sum, "event.amount.minor")], condition: "n >= 3",
        message: "{subject}: {n} payments, {total} in all, at least {params.least}, {unknown}",
        parameters: [Parameter(name: "least", value: .int(3))])

    /// A payment of 100 or more.
    static let large = rule(
        "T-LARGE", severity: .high, dimension: "CRD", filter: "event.amount.minor >= 100",
        message: "{subject} got it")

    /// A payment to somebody on a list.
    static let listed = rule("T-LIST", severity: .critical, filter: "event.to in lists.watch")

    /// A loan that was asked for and not answered within ten minutes.
    static let unanswered = rule(
        "T-ABSENT", on: "loan.asked", key: "event.who",
        absence: Absence(
            trigger: Trigger(name: "event", eventType: "loan.answered", location: place), within: .minutes(10),
            filter: nil), subject: "event.who")

    /// Two feed gaps of one chain within an hour, by the node's clock.
    static let gaps = rule(
        "T-GAPS", on: "feed.gap", key: "event.chain", window: .sliding(.hours(1)), bindings: [aggregate("n", .count)],
        condition: "n >= 2", subject: "event.operator")

    /// A reorganisation of any depth.
    static let reorg = rule("T-REORG", on: "chain.reorg", filter: "event.depth >= 1", subject: "event.operator")

    static let all = [many, large, listed, unanswered, gaps, reorg]
}

struct PlainNaming: EntityNaming {
    func text(of entity: EntityRef) -> String {
        if case .identifier(_, let value) = entity { value } else { "address" }
    }
}
