import RuleEngine

/// How many steps an expression may take at most, told from its text before it ever runs.
///
/// Everything in the condition language takes a bounded time but the macros that walk over lists, and lists within lists
/// multiply. A list counts as a thousand elements, `window: { last: n }` with more as n. What costs more than a judgement
/// may use up would only ever be inconclusive, so the rule is refused.
struct ExpressionCost {
    /// Steps that an expression may take: ten times two thousand-element lists within each other.
    static let limit: Int64 = 10_000_000
    /// Elements that a list counts as.
    static let listElements: Int64 = 1_000

    private static let macros = [
        "all", "exists", "exists_one", "existsOne", "filter", "map", "transformList", "transformMap",
        "transformMapEntry", "sortBy",
    ]

    /// Elements of a list of the window.
    let windowElements: Int64

    init(_ window: Window?) {
        if case .last(let count)? = window {
            windowElements = max(count, ExpressionCost.listElements)
        } else {
            windowElements = ExpressionCost.listElements
        }
    }

    /// Saturates at `Int64.max`; the offset is that of the macro that lies deepest.
    func steps(of expression: RuleExpression) -> (steps: Int64, offset: Int) {
        guard let tokens = try? BindingText.tokens(expression.text) else { return (1, 0) }
        var open: [Int64] = []
        var current: Int64 = 1
        var greatest: (steps: Int64, offset: Int) = (1, 0)
        for (index, token) in tokens.enumerated() {
            switch token.token {
            case .open:
                open.append(current)
                guard let elements = elements(ofMacroBefore: index, tokens) else { continue }
                let (product, overflow) = current.multipliedReportingOverflow(by: elements)
                current = overflow ? .max : product
                if current > greatest.steps { greatest = (current, tokens[index - 1].offset) }
            case .close: current = open.popLast() ?? 1
            default: break
            }
        }
        return greatest
    }

    /// Elements of the range of the macro whose bracket opens at an index; `nil` when it is no macro.
    private func elements(
        ofMacroBefore index: Int, _ tokens: [(token: ExpressionScanner.Token, offset: Int)]
    ) -> Int64? {
        guard index >= 3, case .identifier(let name) = tokens[index - 1].token, tokens[index - 2].token == .dot,
            ExpressionCost.macros.contains(name)
        else { return nil }
        // `window.paid.filter(`: two names before it.
        if index >= 5, case .identifier = tokens[index - 3].token, tokens[index - 4].token == .dot,
            tokens[index - 5].token == .identifier("window")
        {
            return windowElements
        }
        return ExpressionCost.listElements
    }
}
