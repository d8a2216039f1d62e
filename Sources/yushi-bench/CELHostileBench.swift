import CEL

/// What compiling costs, and what expressions cost that somebody wrote to hurt: each is an answer or an error within the
/// budget, at most 50 ms on the machine that the limits name.
enum CELHostileBench {
    private static let limit = 50.0

    static func run(_ report: inout BenchReport) throws {
        let environment = try Environment(
            variables: [VariableDeclaration("a", .int, slot: 0), VariableDeclaration("s", .string, slot: 1)])
        let section = "cel: compiling, deep nesting, hostile expressions, ms"
        func add(_ name: String, _ source: String) {
            let timing = Timing(rounds: 5, seconds: 0.1) { Self.answer(source, environment) }
            report.add(
                BenchRow(
                    section: section, name: name, value: timing.least * 1e3, unit: "ms", limit: limit, bound: .atMost))
        }
        add("compile, plan and run: a condition", "a > 3 && s.startsWith('x') && s in ['x1', 'x2', 'x3']")
        add("compile, plan and run: nesting of 100", nested("(", "a", ")", 100))
        add("nesting of 10,000", nested("(", "a", ")", 10_000))
        add("1 MB of parentheses", nested("(", "1", ")", 500_000))
        add("lists.range(2000000000)", "lists.range(2000000000)")
        add("seven nested comprehensions", comprehension(7))
        add("catastrophic regular expression", "'" + String(repeating: "a", count: 60) + "!'.matches('(a+)+$')")
    }

    /// Compiles and, where that succeeds, evaluates; errors are answers.
    private static func answer(_ source: String, _ environment: Environment) {
        guard let expression = try? environment.compile(source), let program = try? environment.plan(expression) else {
            return
        }
        let activation = Activation(slotCount: environment.slotCount)
        activation[0] = .int(5)
        activation[1] = .string("x1")
        _ = program.evaluate(activation)
    }

    private static func nested(_ open: String, _ inner: String, _ close: String, _ depth: Int) -> String {
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
    }

    private static func comprehension(_ depth: Int) -> String {
        depth == 0 ? "a" : "[1,2,3,4,5,6,7,8,9,10].map(v\(depth), \(comprehension(depth - 1)))"
    }
}
