import RuleEngine

/// Takes an expression out of a file with its place, its definitions written out; brackets and strings must close.
///
/// What it means is judged by the rule planner.
struct ExpressionReader {
    let diagnostics: Diagnostics
    let definitions: DefinitionExpander

    func read(_ node: YAMLNode?, _ name: String) -> RuleExpression? {
        guard let node, let text = diagnostics.text(node, name) else { return nil }
        let expression = RuleExpression(text: text, location: node.textLocation)
        do throws(ExpressionScanner.Problem) {
            _ = try BindingText.tokens(text)
        } catch {
            let place = diagnostics.place(in: expression, offset: error.offset)
            diagnostics.report(.expressionSyntax, at: place, [error.message])
            return nil
        }
        return definitions.expand(expression)
    }
}
