import CEL

/// The official conformance suite in the JSON form of `shared/cel`, and how an implementation does on it.
public struct ConformanceSuite: Sendable {
    /// How expressions are run.
    public enum Mode: String, Sendable, CaseIterable {
        /// Parsed and type-checked, except where a case switches the checker off.
        case checked
        /// Parsed only; cases about types are skipped.
        case parseOnly = "parse-only"
    }

    /// What became of one case.
    public struct Result: Sendable {
        public enum Outcome: Sendable, Equatable {
            case passed
            case failed
            case skipped
        }

        public let id: String
        public let expression: String
        public let outcome: Outcome
        /// What was found, for a failure; why, for a skip.
        public let detail: String
    }

    /// The results of all cases of a run.
    public struct Report: Sendable {
        public private(set) var results: [Result] = []

        /// A report to which results are added.
        public init(results: [Result] = []) { self.results = results }

        public var passed: Int { results.count { $0.outcome == .passed } }
        public var failed: Int { results.count { $0.outcome == .failed } }
        public var skipped: Int { results.count { $0.outcome == .skipped } }

        /// `1418 passed, 0 failed`
        public var summary: String { "\(passed) passed, \(failed) failed" }

        /// The results of another file as well.
        public mutating func add(_ other: Report) { results += other.results }

        /// The failures as JSON: `{"passed": 1, "failed": 1, "skipped": 0, "failures": [{"id", "expr", "detail"}]}`.
        public var json: String {
            let failures = results.filter { $0.outcome == .failed }.map { result in
                let id = Value.quoted(result.id)
                return "{\"id\":\(id),\"expr\":\(Value.quoted(result.expression)),"
                    + "\"detail\":\(Value.quoted(result.detail))}"
            }
            return "{\"passed\":\(passed),\"failed\":\(failed),\"skipped\":\(skipped),"
                + "\"failures\":[\(failures.joined(separator: ","))]}"
        }
    }

    public let cases: [ConformanceCase]

    /// Reads the text of one file of the suite.
    public init(utf8 bytes: [UInt8]) throws(JSONText.Malformed) {
        cases = (try JSONText(utf8: bytes)["cases"]?.array ?? []).map(ConformanceCase.init)
    }

    /// Runs every case; cases that need protobuf are skipped.
    public func run(_ mode: Mode) -> Report {
        Report(results: cases.map { Self.run($0, mode) })
    }

    /// Runs one case.
    public static func run(_ test: ConformanceCase, _ mode: Mode) -> Result {
        func result(_ outcome: Result.Outcome, _ detail: String = "") -> Result {
            Result(id: test.id, expression: test.expression, outcome: outcome, detail: detail)
        }
        if test.needsProto { return result(.skipped, "needs protobuf messages") }
        let isChecked = mode == .checked && !test.disablesCheck
        if test.isCheckOnly, !isChecked { return result(.skipped, "is about types") }
        let outcome = evaluate(test, isChecked: isChecked)
        switch test.expectation {
        case .unsupported: return result(.skipped, "expects something unknown")
        case .error:
            if case .failure = outcome { return result(.passed) }
            return result(.failed, "expected an error, found \(outcome)")
        case .value(let expected): return compare(expected, outcome, result)
        case .type(let type, let expected):
            if case .failure(let message) = outcome { return result(.failed, message) }
            if isChecked, case .success(let found, _) = outcome, found != type {
                return result(.failed, "expected type \(type), found \(found)")
            }
            guard let expected, !test.isCheckOnly else { return result(.passed) }
            return compare(expected, outcome, result)
        }
    }

    private enum Evaluation {
        case success(CELType, Value)
        case failure(String)
    }

    private static func compare(
        _ expected: Value, _ outcome: Evaluation, _ result: (Result.Outcome, String) -> Result
    ) -> Result {
        switch outcome {
        case .failure(let message): result(.failed, "expected \(expected), found \(message)")
        case .success(_, let found):
            found.matches(expected) ? result(.passed, "") : result(.failed, "expected \(expected), found \(found)")
        }
    }

    private static func evaluate(_ test: ConformanceCase, isChecked: Bool) -> Evaluation {
        var names = test.variables
        for binding in test.bindings where !names.contains(where: { $0.name == binding.name }) {
            names.append((binding.name, .dyn))
        }
        let variables = names.enumerated().map {
            VariableDeclaration($0.element.name, $0.element.type, slot: $0.offset)
        }
        var options = EnvironmentOptions()
        options.allowMacros = !test.disablesMacros
        do {
            let environment = try Environment(
                variables: variables, functions: test.functions, libraries: [.all, .block], container: test.container,
                options: options)
            let expression =
                isChecked ? try environment.compile(test.expression) : try environment.parse(test.expression)
            if test.isCheckOnly { return .success(expression.type, .null) }
            let activation = Activation(slotCount: environment.slotCount)
            for binding in test.bindings {
                guard let slot = names.firstIndex(where: { $0.name == binding.name }) else { continue }
                activation[slot] = binding.value
            }
            let value = try environment.plan(expression).evaluate(activation).value
            if let error = value.error { return .failure("\(error)") }
            return .success(expression.type, value)
        } catch {
            return .failure("\(error)")
        }
    }
}
