import RuleEngine

/// Reads `let`: names for aggregates and expressions.
struct BindingReader {
    let expressions: ExpressionReader
    let parameters: ParameterValues
    /// Names that are taken already.
    private(set) var taken: [String]
    /// Names under `let`, also of bindings that could not be read.
    private(set) var names: [String] = []

    private var diagnostics: Diagnostics { expressions.diagnostics }

    init(expressions: ExpressionReader, parameters: ParameterValues, taken: [String]) {
        self.expressions = expressions
        self.parameters = parameters
        self.taken = taken
    }

    mutating func read(_ node: YAMLNode, _ place: String) -> [Binding] {
        guard var mapping = YAMLMapping(node, place, diagnostics) else { return [] }
        var bindings: [Binding] = []
        let entries = mapping.all()
        names = entries.map(\.key)
        for entry in entries {
            guard ReservedNames.check(entry.key, "a binding", at: entry.keyLocation, taken: taken, diagnostics) else {
                continue
            }
            taken.append(entry.key)
            guard let expression = expressions.read(entry.value, "\(place).\(entry.key)") else { continue }
            if let binding = binding(entry.key, expression, at: entry.value) { bindings.append(binding) }
        }
        return bindings
    }

    private func binding(_ name: String, _ expression: RuleExpression, at node: YAMLNode) -> Binding? {
        let call: BindingText.Call
        do throws(ExpressionScanner.Problem) {
            guard case .aggregate(let found) = try BindingText.parse(expression.text) else {
                return Binding(name: name, form: .expression(expression))
            }
            call = found
        } catch {
            let place = diagnostics.place(in: expression, offset: error.offset)
            diagnostics.report(.expressionSyntax, at: place, [error.message])
            return nil
        }
        var percent: Int64 = 0
        if let range = call.percent {
            let text = part(range, of: expression)
            guard let value = parameters.percent(text.text) else {
                diagnostics.report(
                    .wrongType, at: text.location,
                    ["\(call.aggregate.rawValue)()", "1 to 100 or a parameter", "\"\(text.text)\""])
                return nil
            }
            percent = value
        }
        return Binding(
            name: name, form: .aggregate(call.aggregate, call.argument.map { part($0, of: expression) }),
            filter: call.filter.map { part($0, of: expression) }, percent: percent)
    }

    /// A part of an expression with the place where it begins, without white space around it.
    private func part(_ range: Range<Int>, of expression: RuleExpression) -> RuleExpression {
        let scalars = Array(expression.text.unicodeScalars)
        let start = scalars[range].firstIndex { !$0.isWhiteSpace } ?? range.lowerBound
        let end = scalars[range].lastIndex { !$0.isWhiteSpace }.map { $0 + 1 } ?? start
        let part = RuleExpression(
            text: String(String.UnicodeScalarView(scalars[start..<max(start, end)])),
            location: diagnostics.place(in: expression, offset: start))
        if let expansion = diagnostics.expansion(of: expression) {
            diagnostics.add(expansion.part(start..<max(start, end)), of: part)
        }
        return part
    }
}
