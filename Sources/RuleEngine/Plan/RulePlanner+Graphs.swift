import CEL
import SupervisionModel

/// Rules about edges between nodes.
extension RulePlanner {
    mutating func planGraph(
        _ rule: Rule, _ index: Int, _ pattern: GraphPattern, _ roles: [DraftRole]
    ) -> PlannedRule? {
        let elements = roles.map { role in
            pattern.elements.first { $0.trigger.utf8.elementsEqual(role.name.utf8) }
        }
        var planned: [PlannedGraph.Element?] = []
        for (role, element) in elements.enumerated() {
            planned.append(element.flatMap { planElement($0, role, rule, roles) })
        }
        if !elements.contains(where: { $0?.to != nil }) {
            fail(.missing, rule, "a graph needs a trigger with `from` and `to`", rule.location)
        }
        if pattern.horizon == nil, pattern.open == nil {
            fail(.unsupported, rule, "a graph without `horizon` or `open` grows for ever", rule.location)
        }
        let items = planItems(pattern.open.map { .open($0) }, rule, roles)
        var scope = eventScope(rule, roles)
        scope.declare(shape: GraphFinding.shape)
        let slot = takeSlot()
        scope.declare("found", .structure(GraphFinding.shape.name), slot: slot)
        let nodeSlot = takeSlot()
        var sourceScope = eventScope(rule, roles)
        sourceScope.declare("node", EntityValue.type, slot: nodeSlot)
        let source = pattern.source.flatMap { compile($0, .bool, sourceScope)?.program }
        if pattern.find == .taint, pattern.source == nil {
            fail(.missing, rule, "taint needs `source`: which nodes its funds begin at", rule.location)
        }
        var reader = Reader()
        let names = planExpressions(rule, &scope)
        let condition = rule.condition.flatMap { compile($0, .bool, scope) }
        if let condition { reader.note(condition) }
        let escalations = planEscalations(rule, scope)
        let judging = rule.judgedOn.isEmpty ? defaultAnchors(pattern, roles) : judgingRoles(rule, roles, reader)
        guard let subject = planSubject(rule, scope) else { return nil }
        return PlannedRule(
            rule: rule, index: index,
            form: .graph(
                PlannedGraph(
                    pattern: pattern, elements: planned, items: items, source: source, nodeSlot: nodeSlot, slot: slot)),
            roles: finish(roles, judging: judging), timeSource: timeSource(roles), subject: subject, names: names,
            condition: condition?.program, escalations: escalations, readsTransferInputs: readsTransferInputs,
            readsNewest: true)
    }

    /// A component grows with its marks; every other pattern with its edges.
    private func defaultAnchors(_ pattern: GraphPattern, _ roles: [DraftRole]) -> Set<Int> {
        Set(
            roles.indices.filter { role in
                pattern.elements.contains {
                    $0.trigger.utf8.elementsEqual(roles[role].name.utf8)
                        && (pattern.find == .component) == ($0.to == nil)
                }
            })
    }

    private mutating func planElement(
        _ element: GraphPattern.Element, _ role: Int, _ rule: Rule, _ roles: [DraftRole]
    ) -> PlannedGraph.Element? {
        var scope = RuleScope(rule: rule.name, parameters: rule.parameters, context: context)
        scope.declare(event: roles[role].name, context.vocabulary[roles[role].type], slot: SlotLayout.event(role))
        let from = compile(element.from, EntityValue.type, scope)
        let to = element.to.flatMap { compile($0, EntityValue.type, scope) }
        let weight = element.weight.flatMap { compile($0, nil, scope) }
        if let weight, ![CELType.int, .amount].contains(weight.type) {
            fail(
                .wrongType, rule, "expected int or amount, found \(weight.type)",
                element.weight?.location ?? rule.location)
        }
        guard let from, element.to == nil || to != nil else { return nil }
        return PlannedGraph.Element(from: from.program, to: to?.program, weight: weight?.program)
    }
}
