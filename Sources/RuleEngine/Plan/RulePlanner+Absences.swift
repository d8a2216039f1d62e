import CEL
import SupervisionModel

/// Rules about what did not happen in time.
extension RulePlanner {
    mutating func planAbsence(
        _ rule: Rule, _ index: Int, _ absence: Absence, _ roles: [DraftRole]
    ) -> PlannedRule? {
        guard roles.allSatisfy({ $0.key != nil }) else {
            if errors.isEmpty {
                fail(.missing, rule, "an absent step needs a `key` that both events share", rule.location)
            }
            return nil
        }
        let awaited = roles.count - 1
        if roles.dropLast().contains(where: { $0.type == roles[awaited].type }), absence.trigger.filter == nil,
            absence.filter == nil
        {
            fail(.unsupported, rule, "an absent step of the type that the rule is on", absence.trigger.location)
        }
        var scope = eventScope(rule, Array(roles.dropLast()))
        if absence.each != nil {
            scope.declare("period.start", .timestamp, slot: context.layout.periodStart)
            scope.declare("period.end", .timestamp, slot: context.layout.periodEnd)
        }
        var both = scope
        both.declare(
            event: roles[awaited].name, context.vocabulary[roles[awaited].type], slot: SlotLayout.event(awaited))
        let deadline: PlannedAbsence.Deadline?
        switch absence.deadline {
        case .within(let length): deadline = .within(length)
        case .until(let expression): deadline = compile(expression, .timestamp, scope).map { .until($0.program) }
        }
        let filter = absence.filter.flatMap { compile($0, .bool, both)?.program }
        let names = planExpressions(rule, &scope)
        let condition = rule.condition.flatMap { compile($0, .bool, scope)?.program }
        let escalations = planEscalations(rule, scope)
        guard let deadline, let subject = planSubject(rule, scope) else { return nil }
        return PlannedRule(
            rule: rule, index: index,
            form: .absence(
                PlannedAbsence(
                    deadline: deadline, since: absence.since, filter: filter, each: absence.each, awaited: awaited)),
            roles: finish(roles, judging: Set(roles.indices)), timeSource: timeSource(roles), subject: subject,
            names: names, condition: condition, escalations: escalations, readsTransferInputs: readsTransferInputs,
            readsNewest: true)
    }
}
