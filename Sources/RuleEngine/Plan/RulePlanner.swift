import CEL
import SupervisionModel

/// Checks rules against a vocabulary and plans their expressions. Collects every problem instead of stopping at one.
struct RulePlanner {
    let vocabulary: Vocabulary
    let listNames: [String]
    private(set) var errors: [PlanError] = []

    init(vocabulary: Vocabulary, listNames: [String]) {
        self.vocabulary = vocabulary
        self.listNames = listNames
    }

    /// `nil` when the rule has an error; it is in `errors` then.
    mutating func plan(_ rule: Rule, index: Int) -> PlannedRule? {
        let before = errors.count
        guard rule.triggers.count == 1, let trigger = rule.triggers.first else {
            fail(.unsupported, rule, "several event types under `on` without an absent step", rule.location)
            return nil
        }
        guard let type = eventType(trigger, rule) else { return nil }
        var scope = RuleScope(
            rule: rule, vocabulary: vocabulary, listNames: listNames, eventName: trigger.name,
            eventType: vocabulary[type])
        let filter = rule.filter.flatMap { compile($0, .bool, &scope) }
        let key = rule.key.flatMap { compile($0, nil, &scope) }
        let subject = compile(rule.subject, EntityValue.type, &scope)
        let planned: PlannedRule?
        if let absence = rule.absence {
            planned = planAbsence(rule, index, absence, type, filter, key, subject, &scope)
        } else if let window = rule.window {
            planned = planWindowed(rule, index, window, type, filter, key, subject, &scope)
        } else {
            planned = planStateless(rule, index, type, filter, subject, &scope)
        }
        return errors.count == before ? planned : nil
    }

    private mutating func planStateless(
        _ rule: Rule, _ index: Int, _ type: EventType.Index, _ filter: Program?, _ subject: Program?,
        _ scope: inout RuleScope
    ) -> PlannedRule? {
        if let key = rule.key {
            fail(.unsupported, rule, "`key` needs a `window` or an absent step", key.location)
        }
        if rule.filter == nil, rule.condition == nil {
            fail(.missing, rule, "a rule without a window needs `where` or `when`", rule.location)
        }
        var names: [PlannedName] = []
        for binding in rule.bindings {
            guard case .expression(let expression) = binding.form else {
                fail(.unsupported, rule, "aggregate \"\(binding.name)\" needs a `window`", rule.location)
                continue
            }
            if let program = compile(expression, nil, &scope) {
                names.append(scope.declare(binding.name, scope.lastType, .expression(program)))
            }
        }
        let condition = rule.condition.flatMap { compile($0, .bool, &scope) }
        let escalations = planEscalations(rule, &scope)
        guard let subject else { return nil }
        return PlannedRule(
            rule: rule, index: index, form: .stateless, trigger: type, awaited: nil,
            timeSource: vocabulary[type].timeSource, filter: filter, key: nil, awaitedKey: nil, subject: subject,
            arguments: [], aggregates: [], names: names, condition: condition, escalations: escalations,
            readsTransferInputs: scope.readsTransferInputs)
    }

    private mutating func planWindowed(
        _ rule: Rule, _ index: Int, _ window: Window, _ type: EventType.Index, _ filter: Program?, _ key: Program?,
        _ subject: Program?, _ scope: inout RuleScope
    ) -> PlannedRule? {
        guard let condition = rule.condition else {
            fail(.missing, rule, "a rule with a window needs `when`", rule.location)
            return nil
        }
        if rule.key == nil { fail(.missing, rule, "a rule with a window needs a `key`", rule.location) }
        var aggregates: [Binding.Aggregate] = []
        var arguments: [Program?] = []
        var names: [PlannedName] = []
        var windowScope = RuleScope(
            rule: rule, vocabulary: vocabulary, listNames: listNames, eventName: nil, eventType: nil)
        for binding in rule.bindings {
            switch binding.form {
            case .aggregate(let aggregate, let argument):
                let program = argument.flatMap { compile($0, nil, &scope) }
                let type = resultType(aggregate, argument == nil ? .int : scope.lastType)
                if !isKeepable(type) {
                    fail(
                        .wrongType, rule, "\(aggregate.rawValue) cannot keep a value of type \(type)",
                        argument?.location ?? rule.location)
                }
                names.append(windowScope.declare(binding.name, type, .aggregate(aggregates.count)))
                aggregates.append(aggregate)
                arguments.append(program)
            case .expression(let expression):
                if let program = compile(expression, nil, &windowScope) {
                    names.append(windowScope.declare(binding.name, windowScope.lastType, .expression(program)))
                }
            }
        }
        let program = compile(condition, .bool, &windowScope)
        let escalations = planEscalations(rule, &windowScope)
        guard let subject, let key, let program else { return nil }
        return PlannedRule(
            rule: rule, index: index, form: .windowed(window), trigger: type, awaited: nil,
            timeSource: vocabulary[type].timeSource, filter: filter, key: key, awaitedKey: nil, subject: subject,
            arguments: arguments, aggregates: aggregates, names: names, condition: program, escalations: escalations,
            readsTransferInputs: scope.readsTransferInputs)
    }

    private mutating func planAbsence(
        _ rule: Rule, _ index: Int, _ absence: Absence, _ type: EventType.Index, _ filter: Program?, _ key: Program?,
        _ subject: Program?, _ scope: inout RuleScope
    ) -> PlannedRule? {
        if rule.window != nil || !rule.bindings.isEmpty || rule.condition != nil {
            fail(.unsupported, rule, "an absent step together with `window`, `let` or `when`", rule.location)
        }
        if let filter = absence.filter {
            fail(
                .unsupported, rule, "`where` on an absent step: choose a `key` that both events share", filter.location)
        }
        guard let keyExpression = rule.key else {
            fail(.missing, rule, "an absent step needs a `key` that both events share", rule.location)
            return nil
        }
        guard let awaited = eventType(absence.trigger, rule) else { return nil }
        if awaited == type {
            fail(.unsupported, rule, "an absent step of the type that the rule is on", absence.trigger.location)
        }
        var awaitedScope = RuleScope(
            rule: rule, vocabulary: vocabulary, listNames: listNames, eventName: rule.triggers[0].name,
            eventType: vocabulary[awaited])
        let awaitedKey = compile(keyExpression, nil, &awaitedScope)
        if vocabulary[awaited].timeSource != vocabulary[type].timeSource {
            fail(.unsupported, rule, "the two events are ordered by different clocks", absence.trigger.location)
        }
        guard let subject, let key, let awaitedKey else { return nil }
        return PlannedRule(
            rule: rule, index: index, form: .absence(absence), trigger: type, awaited: awaited,
            timeSource: vocabulary[type].timeSource, filter: filter, key: key, awaitedKey: awaitedKey,
            subject: subject, arguments: [], aggregates: [], names: [], condition: nil, escalations: [],
            readsTransferInputs: scope.readsTransferInputs)
    }

    private mutating func planEscalations(
        _ rule: Rule, _ scope: inout RuleScope
    ) -> [(program: Program, severity: Severity)] {
        var escalations: [(program: Program, severity: Severity)] = []
        for escalation in rule.escalations {
            if let program = compile(escalation.condition, .bool, &scope) {
                escalations.append((program, escalation.severity))
            }
        }
        return escalations
    }

    private mutating func eventType(_ trigger: Trigger, _ rule: Rule) -> EventType.Index? {
        if let index = vocabulary.index(of: trigger.eventType) { return index }
        fail(.unknownEventType, rule, "unknown event type \"\(trigger.eventType)\"", trigger.location)
        return nil
    }

    private mutating func compile(
        _ expression: RuleExpression, _ expected: CELType?, _ scope: inout RuleScope
    ) -> Program? {
        do throws(PlanErrors) {
            return try scope.compile(expression, expected)
        } catch {
            errors += error.errors
            return nil
        }
    }

    private mutating func fail(
        _ code: PlanError.Code, _ rule: Rule, _ message: String, _ location: SourceLocation
    ) {
        errors.append(PlanError(code: code, rule: rule.id, message: message, location: location))
    }

    private func resultType(_ aggregate: Binding.Aggregate, _ argument: CELType) -> CELType {
        switch aggregate {
        case .count, .distinct, .topCount: .int
        case .sum, .min, .max, .first, .last, .topValue: argument
        }
    }

    private func isKeepable(_ type: CELType) -> Bool {
        switch type {
        case .bool, .int, .uint, .string, .timestamp, .duration, .amount, EntityValue.type: true
        default: false
        }
    }
}
