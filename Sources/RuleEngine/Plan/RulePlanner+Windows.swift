import CEL
import SupervisionModel

/// Rules over the events of a key within a window.
extension RulePlanner {
    mutating func planWindowed(
        _ rule: Rule, _ index: Int, _ window: Window, _ roles: [DraftRole]
    ) -> PlannedRule? {
        guard let condition = rule.condition else {
            fail(.missing, rule, "a rule with a window needs `when`", rule.location)
            return nil
        }
        if roles.contains(where: { $0.key == nil }), errors.isEmpty {
            fail(.missing, rule, "a rule with a window needs a `key`", rule.location)
        }
        var scope = eventScope(rule, roles)
        var lists: [(role: Int, slot: Int)] = []
        for (role, planned) in roles.enumerated() {
            let slot = takeSlot()
            scope.declare(events: "window.\(planned.name)", context.vocabulary[planned.type], slot: slot)
            lists.append((role, slot))
        }
        let series = rule.series.compactMap { planSeries($0, rule, roles, &scope) }
        var reader = Reader()
        var aggregates: [PlannedAggregate] = []
        let names = planBindings(rule.bindings, rule, roles, &scope, &aggregates, &reader)
        let program = compile(condition, .bool, scope)
        if let program { reader.note(program) }
        let escalations = planEscalations(rule, scope)
        for escalation in escalations { reader.note(escalation.program) }
        let subject = planSubject(rule, scope)
        let items = planItems(window, rule, roles)
        let judging = judgingRoles(rule, roles, reader)
        guard let subject, let program else { return nil }
        return PlannedRule(
            rule: rule, index: index,
            form: .windowed(
                PlannedWindow(
                    window: window, aggregates: aggregates, series: series,
                    lists: lists.filter { reader.reads("window.\(roles[$0.role].name)") }, items: items)),
            roles: finish(roles, judging: judging), timeSource: timeSource(roles), subject: subject, names: names,
            condition: program.program, escalations: escalations, readsTransferInputs: readsTransferInputs,
            readsNewest: roles.contains { reader.reads($0.name) })
    }

    /// What names and conditions read.
    struct Reader {
        private(set) var variables: Set<String> = []

        mutating func note(_ compiled: RuleScope.Compiled) { variables.formUnion(compiled.variables) }

        mutating func note(_ program: Program) { variables.formUnion(program.expression.variables) }

        func reads(_ name: String) -> Bool { variables.contains(name) }
    }

    /// The triggers on whose events the condition is judged: those the rule names, otherwise those that it reads,
    /// otherwise all.
    func judgingRoles(_ rule: Rule, _ roles: [DraftRole], _ reader: Reader) -> Set<Int> {
        let all = Set(roles.indices)
        if !rule.judgedOn.isEmpty {
            return all.filter { role in rule.judgedOn.contains { $0.utf8.elementsEqual(roles[role].name.utf8) } }
        }
        let read = all.filter { reader.reads(roles[$0].name) }
        return read.isEmpty ? all : read
    }

    /// `let` with aggregates.
    mutating func planBindings(
        _ bindings: [Binding], _ rule: Rule, _ roles: [DraftRole], _ scope: inout RuleScope,
        _ aggregates: inout [PlannedAggregate], _ reader: inout Reader
    ) -> [PlannedName] {
        var names: [PlannedName] = []
        for binding in bindings {
            switch binding.form {
            case .aggregate(let kind, let argument):
                guard let (aggregate, type) = planAggregate(kind, argument, binding, rule, roles, scope, names) else {
                    continue
                }
                names.append(declare(binding.name, type, .aggregate(aggregates.count), &scope))
                aggregates.append(aggregate)
            case .expression(let expression):
                if let compiled = compile(expression, nil, scope) {
                    reader.note(compiled)
                    names.append(declare(binding.name, compiled.type, .expression(compiled.program), &scope))
                }
            }
        }
        return names
    }

    private mutating func planAggregate(
        _ kind: Binding.Aggregate, _ argument: RuleExpression?, _ binding: Binding, _ rule: Rule,
        _ roles: [DraftRole], _ scope: RuleScope, _ names: [PlannedName]
    ) -> (PlannedAggregate, CELType)? {
        let compiled = argument.flatMap { compile($0, nil, scope) }
        let filter = binding.filter.flatMap { compile($0, .bool, scope) }
        if argument != nil, compiled == nil { return nil }
        if binding.filter != nil, filter == nil { return nil }
        let read = roles.indices.filter { role in
            [compiled, filter].contains { $0?.reads(roles[role].name) ?? false }
        }
        guard read.count <= 1 else {
            fail(
                .unsupported, rule, "\(kind.rawValue) looks at one event at a time, not at \(read.count) triggers",
                argument?.location ?? rule.location)
            return nil
        }
        let known = names.map(\.name)
        let isScanned = filter.map { filter in known.contains { filter.reads($0) } } ?? false
        let comparisons = isScanned ? filter.flatMap { planComparisons($0, binding.filter, roles, scope) } : nil
        var program = compiled?.program
        var type = compiled?.type ?? .int
        if kind == .count, let compiled, case .structure = compiled.type {
            // `count(pledge)`: the events of that trigger.
            program = nil
        } else if compiled != nil, !RulePlanner.isKeepable(type) {
            fail(
                .wrongType, rule, "\(kind.rawValue) cannot keep a value of type \(type)",
                argument?.location ?? rule.location)
        } else if compiled != nil, let wrong = RulePlanner.refusal(kind, type) {
            fail(.wrongType, rule, wrong, argument?.location ?? rule.location)
        }
        type = RulePlanner.resultType(kind, type)
        return (
            PlannedAggregate(
                kind: kind, role: roles.count == 1 ? nil : read.first, argument: program, filter: filter?.program,
                isScanned: isScanned, comparisons: comparisons,
                isRecent: comparisons?.count == 1 && (comparisons?.first?.isRecent ?? false),
                percent: binding.percent),
            type
        )
    }

    /// The filter as comparisons whose left side reads the event alone and whose right side reads no event, neither reads a table.
    private func planComparisons(
        _ filter: RuleScope.Compiled, _ written: RuleExpression?, _ roles: [DraftRole], _ scope: RuleScope
    ) -> [PlannedComparison]? {
        guard let written, let comparisons = filter.program.expression.comparisons else { return nil }
        let events = ["event"] + roles.map(\.name)
        var planned: [PlannedComparison] = []
        for comparison in comparisons {
            guard comparison.types.left == comparison.types.right, RulePlanner.isOrdered(comparison.types.left),
                let left = try? scope.compile(RuleExpression(text: comparison.left, location: written.location), nil),
                let right = try? scope.compile(RuleExpression(text: comparison.right, location: written.location), nil),
                left.variables.allSatisfy({ name in events.contains { $0.utf8.elementsEqual(name.utf8) } }),
                !right.variables.contains(where: { name in
                    events.contains { $0.utf8.elementsEqual(name.utf8) } || name.hasPrefix("tables.")
                })
            else { return nil }
            planned.append(
                PlannedComparison(
                    left: left.program, relation: comparison.relation, right: right.program,
                    isRecent: events.contains { "\($0).ruleTime".utf8.elementsEqual(comparison.left.utf8) }
                        && (comparison.relation == .greater || comparison.relation == .greaterOrEqual)))
        }
        return planned
    }

    /// Whether kept values of the type compare as the expression language compares them.
    private static func isOrdered(_ type: CELType) -> Bool {
        switch type {
        case .bool, .int, .string, .timestamp, .duration, EntityValue.type: true
        default: false
        }
    }

    private static func resultType(_ aggregate: Binding.Aggregate, _ argument: CELType) -> CELType {
        switch aggregate {
        case .count, .distinct, .topCount, .share: .int
        case .sum, .min, .max, .first, .last, .topValue, .mean, .stddev, .median, .percentile: argument
        }
    }

    /// What an aggregate takes, where that is not every value that can be kept; `nil` where the type will do.
    private static func refusal(_ aggregate: Binding.Aggregate, _ type: CELType) -> String? {
        switch (aggregate, type) {
        case (_, .dyn): nil
        case (.sum, .int), (.sum, .uint), (.sum, .amount), (.sum, .duration): nil
        case (.mean, .int), (.mean, .uint), (.mean, .amount), (.mean, .duration): nil
        case (.stddev, .int), (.stddev, .uint), (.stddev, .amount), (.stddev, .duration): nil
        case (.sum, _), (.mean, _), (.stddev, _):
            "\(aggregate.rawValue) takes numbers, amounts or durations, found \(type)"
        case (.min, .bool), (.max, .bool), (.median, .bool), (.percentile, .bool):
            "\(aggregate.rawValue) takes values that have an order, found \(type)"
        default: nil
        }
    }

    private static func isKeepable(_ type: CELType) -> Bool {
        switch type {
        case .bool, .int, .uint, .string, .timestamp, .duration, .amount, EntityValue.type: true
        default: false
        }
    }

    // MARK: Items and series

    /// What opens and closes the items of an open window.
    mutating func planItems(_ window: Window?, _ rule: Rule, _ roles: [DraftRole]) -> PlannedItems? {
        guard case .open(let open)? = window else { return nil }
        func indices(_ names: [String]) -> [Int] {
            roles.indices.filter { role in names.contains { $0.utf8.elementsEqual(roles[role].name.utf8) } }
        }
        let opening = indices(open.from)
        let closing = indices(open.until)
        var names = [Program?](repeating: nil, count: roles.count)
        for item in open.item {
            for role in indices([item.trigger]) {
                var scope = RuleScope(rule: rule.name, parameters: rule.parameters, context: context)
                for name in [item.trigger, "event"] where !scope.isDeclared(name) {
                    scope.declare(event: name, context.vocabulary[roles[role].type], slot: SlotLayout.event(role))
                }
                names[role] = compile(item.expression, nil, scope)?.program
            }
        }
        for role in opening + closing where names[role] == nil && errors.isEmpty {
            fail(
                .missing, rule, "the open window needs to know what names the item of \"\(roles[role].name)\"",
                rule.location)
        }
        if opening.isEmpty || closing.isEmpty {
            fail(.missing, rule, "an open window needs triggers under `from` and `until`", rule.location)
        }
        return PlannedItems(opening: opening, closing: closing, names: names)
    }

    private mutating func planSeries(
        _ series: Series, _ rule: Rule, _ roles: [DraftRole], _ scope: inout RuleScope
    ) -> PlannedSeries? {
        var inner = eventScope(rule, roles)
        var aggregates: [PlannedAggregate] = []
        var reader = Reader()
        let names = planBindings(series.bindings, rule, roles, &inner, &aggregates, &reader)
        if aggregates.contains(where: \.isScanned) {
            fail(.unsupported, rule, "a filter within a series cannot read names of the series", rule.location)
        }
        guard let value = compile(series.value, nil, inner) else { return nil }
        let fill = series.fill.flatMap { compile($0, value.type, inner) }
        let slot = takeSlot()
        scope.declare("series.\(series.name)", .list(value.type), slot: slot)
        return PlannedSeries(
            unit: series.unit, aggregates: aggregates, names: names, value: value.program, fill: fill?.program,
            slot: slot)
    }
}
