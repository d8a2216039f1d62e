import RuleEngine

/// Finds where in a file an error of an expression stands.
///
/// The planner counts lines and columns in the text of the expression and adds the place of its beginning, which is
/// right for an expression on one line. A YAML scalar over several lines is indented or folded in the file.
struct PlanErrorPlace {
    let diagnostics: Diagnostics
    let rules: [Rule]

    func place(of problem: PlanError) -> SourceLocation {
        guard let rule = rules.first(where: { $0.name.utf8.elementsEqual(problem.rule.utf8) }) else {
            return problem.location
        }
        for expression in PlanErrorPlace.expressions(of: rule) {
            guard let offset = PlanErrorPlace.offset(of: problem.location, in: expression),
                let file = diagnostics.file(expression.location.file)
            else { continue }
            return file.location(in: expression, offset: offset)
        }
        return problem.location
    }

    private static func expressions(of rule: Rule) -> [RuleExpression] {
        var expressions = [rule.key, rule.filter, rule.condition, rule.subject, rule.absence?.filter].compactMap(\.self)
        if case .until(let expression)? = rule.absence?.deadline { expressions.append(expression) }
        for trigger in rule.triggers + [rule.absence?.trigger].compactMap(\.self) {
            expressions += [trigger.key, trigger.filter].compactMap(\.self)
        }
        expressions += rule.escalations.map(\.condition)
        expressions += self.expressions(of: rule.bindings)
        for series in rule.series {
            expressions += self.expressions(of: series.bindings) + [series.value] + [series.fill].compactMap(\.self)
        }
        var open = rule.graph?.open
        if case .open(let window)? = rule.window { open = window }
        expressions += open?.item.map(\.expression) ?? []
        for element in rule.graph?.elements ?? [] {
            expressions += [element.from] + [element.to, element.weight].compactMap(\.self)
        }
        return expressions + [rule.graph?.source].compactMap(\.self)
    }

    private static func expressions(of bindings: [Binding]) -> [RuleExpression] {
        bindings.flatMap { binding in
            switch binding.form {
            case .aggregate(_, let argument): [argument, binding.filter].compactMap(\.self)
            case .expression(let expression): [expression]
            }
        }
    }

    /// The code point of the expression that the planner means by a place; `nil` when it is not in the expression.
    private static func offset(of place: SourceLocation, in expression: RuleExpression) -> Int? {
        let start = expression.location
        guard place.file == start.file, place.line >= start.line else { return nil }
        let lines = expression.text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
        let line = place.line - start.line
        guard line < lines.count else { return nil }
        let column = line == 0 ? place.column - start.column : place.column - 1
        guard (0...lines[line].count).contains(column) else { return nil }
        return lines[..<line].reduce(0) { $0 + $1.count + 1 } + column
    }
}
