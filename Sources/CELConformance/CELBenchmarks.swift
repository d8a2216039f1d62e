import CEL

/// The nine conditions by which evaluation is measured, over a transaction with typed slots.
public struct CELBenchmarks: Sendable {
    /// One measured condition.
    public struct Measurement: Sendable {
        public let name: String
        public let condition: String
        /// Median time of one evaluation.
        public let nanoseconds: Double
        /// Least time of one evaluation: what remains on a machine that others use too.
        public let least: Double
        /// Goal on one core of a 2-core machine with SHA-NI.
        public let goal: Double
        /// Units of cost of one evaluation.
        public let cost: Int64
    }

    private static let conditions: [(name: String, condition: String, goal: Double)] = [
        ("string equality", #"tx.asset == "USDT""#, 60),
        ("range of an amount", #"tx.amount >= amount("1000.5") && tx.amount < amount("5000000000000000000000")"#, 80),
        ("in five strings", #"tx.asset in ["USDC", "DAI", "BUSD", "TUSD", "USDT"]"#, 80),
        ("regular expression", #"tx.memo.matches("^(INV|PO)-[0-9]{4,10}$")"#, 250),
        ("startsWith", #"tx.memo.startsWith("INV-")"#, 60),
        ("has and size", #"has(tx.reference) && size(tx.reference) == 20"#, 100),
        (
            "nested fields", "tx.sender.country != tx.receiver.country && tx.sender.level == tx.receiver.level", 120
        ),
        ("exists over 8 outputs", "tx.outputs.exists(o, o.address in watchlist)", 1_500),
    ]

    public init() {}

    private func environment() throws -> Environment {
        let party = StructType(name: "party", fields: [.init("country", .string), .init("level", .int)])
        let output = StructType(name: "output", fields: [.init("address", .string), .init("value", .amount)])
        let transaction = StructType(
            name: "transaction",
            fields: [
                .init("asset", .string), .init("amount", .amount), .init("memo", .string), .init("reference", .bytes),
                .init("sender", .structure("party")), .init("receiver", .structure("party")),
                .init("outputs", .list(.structure("output"))),
            ])
        return try Environment(
            variables: [
                VariableDeclaration("tx", .structure("transaction"), slot: 0),
                VariableDeclaration("watchlist", .list(.string), slot: 1),
            ],
            structTypes: [party, output, transaction])
    }

    private func activation(_ environment: Environment) -> Activation {
        func structure(_ name: String, _ values: [Value]) -> Value {
            guard let type = environment.structType(named: name) else { return .null }
            return .structure(StoredStructValue(type: type, values: values))
        }
        let outputs = (0..<8).map { index in
            structure(
                "output",
                [.string("0x71c7656ec7ab88b098defb751b7401b5f6d8\(index)76f"), .amount(Amount(UInt64(index)))])
        }
        let activation = Activation(slotCount: environment.slotCount)
        activation[0] = structure(
            "transaction",
            [
                .string("USDT"), .amount(Amount(250_000)), .string("INV-20261122"),
                .bytes([UInt8](repeating: 7, count: 20)),
                structure("party", [.string("CN"), .int(3)]), structure("party", [.string("SG"), .int(3)]),
                .list(outputs),
            ])
        // The last output is on the list, at its end: every pair is looked at.
        activation[1] = .list(
            (0..<10).map { index in .string("0x71c7656ec7ab88b098defb751b7401b5f6d8\(index == 9 ? 7 : index + 10)76f") }
        )
        return activation
    }

    /// Measures all conditions.
    ///
    /// - Parameters:
    ///   - rounds: evaluations of a condition in one sample; there are 101 samples.
    ///   - wanted: the name of the only condition to measure; all when absent.
    public func run(rounds: Int = 2_000, only wanted: String? = nil) throws -> [Measurement] {
        let environment = try environment()
        let activation = activation(environment)
        let all = Self.conditions.map { "(\($0.condition))" }.joined(separator: " && ")
        var result: [Measurement] = []
        for (name, condition, goal) in Self.conditions + [("all eight with &&", all, 2_500)] {
            if let wanted, wanted != name { continue }
            let program = try environment.program(condition)
            let outcome = program.test(activation)
            guard case .bool(true) = outcome.value else {
                throw EvaluationError(.host, "the benchmark '\(name)' came to \(outcome.value)")
            }
            let samples = Self.measure(program, activation, rounds)
            result.append(
                Measurement(
                    name: name, condition: condition, nanoseconds: samples[samples.count / 2], least: samples[0],
                    goal: goal, cost: outcome.cost))
        }
        return result
    }

    private static func measure(_ program: Program, _ activation: Activation, _ rounds: Int) -> [Double] {
        var samples: [Double] = []
        let clock = ContinuousClock()
        for _ in 0..<101 {
            var hits = 0
            let elapsed = clock.measure {
                for _ in 0..<rounds {
                    if case .bool(true) = program.test(activation, budget: 100_000).value { hits += 1 }
                }
            }
            let (seconds, attoseconds) = elapsed.components
            samples.append((Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(max(hits, 1)))
        }
        return samples.sorted()
    }

    /// The measurements as a table.
    public static func table(_ measurements: [Measurement]) -> String {
        measurements.map { measurement in
            let median = (measurement.nanoseconds * 10).rounded() / 10
            let least = (measurement.least * 10).rounded() / 10
            return
                "\(measurement.name): median \(median) ns, least \(least) ns (goal \(Int(measurement.goal)) ns, cost \(measurement.cost))"
        }.joined(separator: "\n")
    }
}
