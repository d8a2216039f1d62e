import RuleEngine

extension Rule {
    /// Every expression of the rule, definitions written out, in no particular order.
    var expressions: [RuleExpression] {
        var expressions = [key, filter, condition, subject, absence?.filter].compactMap(\.self)
        if case .until(let expression)? = absence?.deadline { expressions.append(expression) }
        for trigger in triggers + [absence?.trigger].compactMap(\.self) {
            expressions += [trigger.key, trigger.filter].compactMap(\.self)
        }
        expressions += (sequence?.steps ?? []).compactMap(\.filter)
        expressions += escalations.map(\.condition) + Rule.expressions(of: bindings)
        for series in series {
            expressions += Rule.expressions(of: series.bindings) + [series.value] + [series.fill].compactMap(\.self)
        }
        var open = graph?.open
        if case .open(let window)? = window { open = window }
        expressions += open?.item.map(\.expression) ?? []
        for element in graph?.elements ?? [] {
            expressions += [element.from] + [element.to, element.weight].compactMap(\.self)
        }
        return expressions + [graph?.source].compactMap(\.self)
    }

    private static func expressions(of bindings: [Binding]) -> [RuleExpression] {
        bindings.flatMap { binding in
            switch binding.form {
            case .aggregate(_, let argument): [argument, binding.filter].compactMap(\.self)
            case .expression(let expression): [expression]
            }
        }
    }
}
