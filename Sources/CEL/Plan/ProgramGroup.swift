import Synchronization

/// Programs evaluated one after another over the same activation, sharing the parts they have in common.
///
/// Sharing saves time, not cost: each program is charged as if it were alone, so that adding a rule to a group never
/// changes the outcome of another.
public struct ProgramGroup: Sendable {
    /// The programs in the order of the expressions; each may also be evaluated on its own, without sharing.
    public let programs: [Program]
    private let roots: [Node]
    private let sharedLocals: [Int]
    private let localCount: Int
    /// Tells the group from all others of the process; never part of a result.
    private let identity: UInt64

    private static let identities = Atomic<UInt64>(0)

    init(_ environment: Environment, _ expressions: [CheckedExpression]) throws(CompileErrors) {
        var occurrences: [String: Int] = [:]
        var allForms: [[SyntaxTree.NodeID: String]] = []
        for expression in expressions {
            let forms = expression.isChecked ? expression.tree.shareableForms() : [:]
            // order-free: counts commute.
            for form in forms.values { occurrences[form, default: 0] += 1 }
            allForms.append(forms)
        }
        var programs: [Program] = []
        var roots: [Node] = []
        var sharing = SharedParts(occurrences: occurrences)
        var locals = 0
        for (index, expression) in expressions.enumerated() {
            programs.append(try environment.plan(expression))
            var planner = Planner(environment, expression, firstLocal: locals)
            planner.sharing = sharing
            planner.forms = allForms[index]
            roots.append(planner.planRoot())
            locals = planner.localCount
            sharing = planner.sharing ?? sharing
        }
        self.programs = programs
        self.roots = roots
        sharedLocals = sharing.indices
        localCount = locals
        identity = Self.identities.wrappingAdd(1, ordering: .relaxed).newValue
    }

    /// Begins with a new state of the activation: forgets what was shared. Call it whenever a slot has changed.
    public func begin(_ activation: Activation) {
        activation.reserve(locals: localCount)
        activation.frame.pointee.group = identity
        for index in sharedLocals { activation.frame.pointee.locals[index] = .error(LazyNode.unset) }
    }

    /// Evaluates the program at `index`, as `Program.evaluate` would, reusing what others have evaluated since `begin`.
    public func evaluate(_ index: Int, _ activation: Activation, budget: Int64? = nil) -> Program.Outcome {
        let program = programs[index]
        let budget = max(0, budget ?? program.defaultBudget)
        guard activation.slotCount >= program.slotCount else { return program.evaluate(activation, budget: budget) }
        // Something else was evaluated over the activation in between.
        if activation.frame.pointee.group != identity { begin(activation) }
        activation.frame.pointee.remaining = budget
        let value = roots[index].evaluate(activation.frame)
        let remaining = activation.frame.pointee.remaining
        return Program.Outcome(value: remaining < 0 ? .budgetExceeded : value, cost: budget &- remaining)
    }
}

extension Environment {
    /// Plans several expressions together, so that equal parts are evaluated once for all of them.
    public func group(_ expressions: [CheckedExpression]) throws(CompileErrors) -> ProgramGroup {
        try ProgramGroup(self, expressions)
    }
}
