import CEL
import SupervisionModel

/// Rules about several events after each other.
extension RulePlanner {
    /// - Parameter roles: one for each step, in their order.
    mutating func planSequence(
        _ rule: Rule, _ index: Int, _ pattern: SequencePattern, _ roles: [DraftRole]
    ) -> PlannedRule? {
        guard roles.allSatisfy({ $0.key != nil }) else {
            if errors.isEmpty { fail(.missing, rule, "a sequence needs a `key` that its events share", rule.location) }
            return nil
        }
        var roles = roles
        var steps: [PlannedSequence.Step] = []
        var horizon = Interval.zero
        for (role, step) in pattern.steps.enumerated() {
            if let within = step.within, !step.isAbsent || role == 0 {
                let (sum, overflow) = horizon.milliseconds.addingReportingOverflow(within.milliseconds)
                horizon = Interval(milliseconds: overflow ? .max : sum)
            }
            var filter: Program?
            if let expression = step.filter, let compiled = compileStep(expression, role, pattern, rule, roles) {
                if compiled.isOwn {
                    let known = roles[role]
                    roles[role] = DraftRole(
                        name: known.name, type: known.type, filter: compiled.program, key: known.key,
                        isAwaited: known.isAwaited)
                } else {
                    filter = compiled.program
                }
            }
            steps.append(.init(role: role, within: step.within, isAbsent: step.isAbsent, filter: filter))
        }
        var scope = sequenceScope(rule, roles) { !pattern.steps[$0].isAbsent }
        let names = planExpressions(rule, &scope)
        let condition = rule.condition.flatMap { compile($0, .bool, scope)?.program }
        let escalations = planEscalations(rule, scope)
        guard let subject = planSubject(rule, scope) else { return nil }
        return PlannedRule(
            rule: rule, index: index, form: .sequence(PlannedSequence(steps: steps, horizon: horizon)),
            roles: finish(roles, judging: [roles.count - 1]), timeSource: timeSource(roles), subject: subject,
            names: names, condition: condition, escalations: escalations, readsTransferInputs: readsTransferInputs,
            readsNewest: true)
    }

    /// A step's condition, and whether it speaks of the step's own event alone.
    private mutating func compileStep(
        _ expression: RuleExpression, _ role: Int, _ pattern: SequencePattern, _ rule: Rule, _ roles: [DraftRole]
    ) -> (program: Program, isOwn: Bool)? {
        // What must not come first is judged when the step after it is there.
        let next = role == 0 && pattern.steps[0].isAbsent ? 1 : role
        let scope = sequenceScope(rule, roles) { $0 == role || $0 <= next && !pattern.steps[$0].isAbsent }
        guard let compiled = compile(expression, .bool, scope) else { return nil }
        let isOwn = !roles.indices.contains { $0 != role && compiled.reads(roles[$0].name) }
        return (compiled.program, isOwn)
    }

    private func sequenceScope(_ rule: Rule, _ roles: [DraftRole], isNamed: (Int) -> Bool) -> RuleScope {
        var scope = RuleScope(rule: rule.name, parameters: rule.parameters, context: context)
        for (role, draft) in roles.enumerated() where isNamed(role) {
            scope.declare(event: draft.name, context.vocabulary[draft.type], slot: SlotLayout.event(role))
        }
        return scope
    }
}
