import RuleEngine

/// Takes an expression out of a file with its place; brackets and strings must close.
///
/// What it means is judged by the rule planner.
struct ExpressionReader {
    let diagnostics: Diagnostics

    func read(_ node: YAMLNode?, _ name: String) -> RuleExpression? {
        guard let node, let text = diagnostics.text(node, name) else { return nil }
        let expression = RuleExpression(text: text, location: node.textLocation)
        do throws(ExpressionScanner.Problem) {
            _ = try BindingText.tokens(text)
            return expression
        } catch {
            diagnostics.report(.expressionSyntax, at: place(in: expression, error.offset), [error.message])
            return nil
        }
    }

    /// The place in the file of a code point of an expression.
    func place(in expression: RuleExpression, _ offset: Int) -> SourceLocation {
        diagnostics.file(expression.location.file)?.location(in: expression, offset: offset) ?? expression.location
    }
}
