import CEL

/// Evaluates generated expressions and writes one JSON line each, for `Fuzz/cel/compare.py` to hold against the C++
/// implementation.
public struct DifferentialRun: Sendable {
    private let environment: Environment

    public init() throws {
        let variables = ExpressionGenerator.variables.enumerated().map {
            VariableDeclaration($0.element.name, $0.element.type, slot: $0.offset)
        }
        environment = try Environment(variables: variables)
    }

    /// `{"expr": …, "value": …}` or `{"expr": …, "error": …}` for `count` expressions of a seed.
    public func lines(seed: UInt64, count: Int) -> [String] {
        var generator = ExpressionGenerator(seed: seed)
        let activation = Activation(slotCount: environment.slotCount)
        for (slot, variable) in ExpressionGenerator.variables.enumerated() { activation[slot] = variable.value }
        return (0..<count).map { _ in line(generator.next(), activation) }
    }

    private func line(_ expression: String, _ activation: Activation) -> String {
        let head = "{\"expr\":\(Value.quoted(expression)),"
        do {
            let value = try environment.program(expression).evaluate(activation).value
            let unchecked = try environment.plan(environment.parse(expression)).evaluate(activation).value
            if value.conformanceJSON != unchecked.conformanceJSON {
                return head + "\"disagreement\":\(Value.quoted("\(value) checked, \(unchecked) parsed only"))}"
            }
            if let json = value.conformanceJSON { return head + "\"value\":\(json)}" }
            return head + "\"error\":\(Value.quoted("\(value)"))}"
        } catch {
            return head + "\"refused\":\(Value.quoted("\(error)"))}"
        }
    }
}
