import CEL

/// Entry points for fuzzers; none of them may crash, hang or use more than bounded memory, whatever the input.
public enum CELFuzzing {
    /// Parses, checks, plans and evaluates bytes as an expression, with all libraries and in both modes.
    public static func expression(_ bytes: [UInt8]) {
        guard let environment = try? Environment(libraries: [.all, .block]) else { return }
        let activation = Activation(slotCount: 1)
        for isChecked in [true, false] {
            guard
                let expression = isChecked
                    ? try? environment.compile(utf8: bytes) : try? environment.parse(utf8: bytes),
                let program = try? environment.plan(expression)
            else { continue }
            let outcome = program.evaluate(activation, budget: 20_000)
            _ = outcome.value.description
            _ = program.explain(activation, budget: 20_000)
        }
    }

    /// Evaluates expressions generated from a seed in both modes, which must agree.
    ///
    /// - Returns: the lines on which they do not.
    public static func generated(seed: UInt64, count: Int) -> [String] {
        guard let run = try? DifferentialRun() else { return ["the environment of the generator is refused"] }
        return run.lines(seed: seed, count: count).filter {
            $0.contains("\"disagreement\":") || $0.contains("\"refused\":")
        }
    }

    /// Reads bytes as a JSON document of values.
    public static func json(_ bytes: [UInt8]) {
        guard let json = try? JSONText(utf8: bytes) else { return }
        _ = Value(plain: json).description
        _ = Value(conformance: json)?.conformanceJSON
        _ = CELType(conformance: json)
    }
}
