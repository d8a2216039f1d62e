/// A planned expression, ready to be evaluated any number of times by any number of threads.
public struct Program: Sendable {
    let root: Node
    let localCount: Int
    let slotCount: Int
    let defaultBudget: Int64
    private let source: Source
    /// The expression it was planned from.
    public var expression: CheckedExpression { source.expression }

    /// What evaluating does not need: one object, so that a program is cheap to pass on.
    final class Source: Sendable {
        let expression: CheckedExpression
        let environment: Environment

        init(_ expression: CheckedExpression, _ environment: Environment) {
            self.expression = expression
            self.environment = environment
        }
    }

    init(root: Node, localCount: Int, slotCount: Int, defaultBudget: Int64, source: Source) {
        self.root = root
        self.localCount = localCount
        self.slotCount = slotCount
        self.defaultBudget = defaultBudget
        self.source = source
    }

    /// What an evaluation came to.
    public struct Outcome: Sendable {
        /// The value, or an error. `EvaluationError.Code.budgetExceeded` means nothing else can be said.
        public let value: Value
        /// Units of cost spent; more than the budget when it was exceeded.
        public let cost: Int64
    }

    /// Evaluates over the slots of `activation`.
    ///
    /// - Parameters:
    ///   - activation: holds the variables; used by one thread at a time.
    ///   - budget: units of cost allowed; `nil` means `EnvironmentLimits.budget`.
    public func evaluate(_ activation: Activation, budget: Int64? = nil) -> Outcome {
        let budget = max(0, budget ?? defaultBudget)
        guard prepare(activation, budget) else { return Outcome(value: Self.tooFewSlots, cost: 0) }
        let value = root.evaluate(activation.frame)
        return finish(value, activation, budget)
    }

    /// Evaluates a condition: true, false, or an error in `Outcome.value`.
    ///
    /// Faster than `evaluate` for conditions, since no value is made on the way.
    public func test(_ activation: Activation, budget: Int64? = nil) -> Outcome {
        let budget = max(0, budget ?? defaultBudget)
        guard prepare(activation, budget) else { return Outcome(value: Self.tooFewSlots, cost: 0) }
        switch root.truth(activation.frame) {
        case .yes: return finish(.bool(true), activation, budget)
        case .no: return finish(.bool(false), activation, budget)
        case .failed: return finish(.error(activation.frame.pointee.failure ?? .tooDeep), activation, budget)
        }
    }

    private static let tooFewSlots = Value.failure(.unknownName, "the activation has fewer slots than the environment")

    @inline(__always)
    private func prepare(_ activation: Activation, _ budget: Int64) -> Bool {
        guard activation.slotCount >= slotCount else { return false }
        activation.reserve(locals: localCount)
        activation.frame.pointee.group = 0
        activation.frame.pointee.remaining = budget
        return true
    }

    @inline(__always)
    private func finish(_ value: Value, _ activation: Activation, _ budget: Int64) -> Outcome {
        let remaining = activation.frame.pointee.remaining
        let cost = budget &- remaining
        return Outcome(value: remaining < 0 ? .budgetExceeded : value, cost: cost)
    }

    /// The value of a sub-expression in one evaluation.
    public struct Explanation: Sendable {
        /// UTF-8 bytes of the source.
        public let range: Range<Int>
        /// The text of the sub-expression.
        public let text: String
        /// Its value; inside a comprehension the one of the last element looked at, which is the deciding one.
        public let value: Value
    }

    /// Evaluates once more, noting the value of every sub-expression that was evaluated.
    ///
    /// - Returns: from the outermost to the innermost, in the order of the source; literals and what was skipped by
    ///   `&&`, `||` and `?:` are left out.
    public func explain(_ activation: Activation, budget: Int64? = nil) -> [Explanation] {
        var planner = Planner(source.environment, expression, isTracing: true)
        let traced = planner.planRoot()
        let budget = max(0, budget ?? defaultBudget)
        guard activation.slotCount >= slotCount else { return [] }
        activation.reserve(locals: planner.localCount)
        activation.frame.pointee.group = 0
        activation.frame.pointee.remaining = budget
        activation.frame.pointee.trace = Array(repeating: nil, count: expression.tree.nodes.count)
        _ = traced.evaluate(activation.frame)
        let trace = activation.frame.pointee.trace ?? []
        activation.frame.pointee.trace = nil
        var result: [Explanation] = []
        for (id, value) in trace.enumerated() {
            guard let value else { continue }
            let node = expression.tree[id]
            let range = node.start..<max(node.start, node.end)
            result.append(Explanation(range: range, text: expression.sourceText.text(range), value: value))
        }
        return result.sorted {
            ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
        }
    }
}

extension Environment {
    /// Plans an expression of this environment.
    ///
    /// - Throws: errors in constants, such as a regular expression that does not compile (checked expressions only; in
    ///   parse-only mode they are errors of the evaluation).
    public func plan(_ expression: CheckedExpression) throws(CompileErrors) -> Program {
        var planner = Planner(self, expression)
        let root = planner.planRoot()
        guard planner.errors.isEmpty else { throw CompileErrors(errors: planner.errors, omitted: 0) }
        return Program(
            root: root, localCount: planner.localCount, slotCount: slotCount, defaultBudget: options.limits.budget,
            source: Program.Source(expression, self))
    }

    /// Compiles and plans in one step.
    public func program(_ source: String) throws(CompileErrors) -> Program {
        try plan(try compile(source))
    }
}
