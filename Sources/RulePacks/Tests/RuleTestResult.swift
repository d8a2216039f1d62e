import RuleEngine

/// How a test of a rule file ended.
public struct RuleTestResult: Sendable {
    public let test: RuleTest
    /// Expectations that no alert fulfils.
    public let missing: [RuleExpectation]
    /// Standing alerts that nobody expected.
    public let unexpected: [TestAlert]
    /// Why the test could not be run.
    public let failure: String?

    public var hasPassed: Bool { missing.isEmpty && unexpected.isEmpty && failure == nil }

    /// Compares alerts with what a test expects. Every alert serves one expectation.
    public init(test: RuleTest, alerts: [TestAlert]) {
        var rest = alerts
        var missing: [RuleExpectation] = []
        // The most particular expectations choose first.
        for expectation in test.expected.sorted(by: { $0.particulars > $1.particulars }) {
            if let index = rest.firstIndex(where: expectation.matches) {
                rest.remove(at: index)
            } else {
                missing.append(expectation)
            }
        }
        self.test = test
        self.missing = missing.sorted { $0.location < $1.location }
        unexpected = rest.filter { $0.state != .retracted }
        failure = nil
    }

    public init(test: RuleTest, failure: String) {
        self.test = test
        missing = []
        unexpected = []
        self.failure = failure
    }
}

extension RuleExpectation {
    fileprivate var particulars: Int {
        values.count + (at == nil ? 0 : 1) + (subject == nil ? 0 : 1) + (severity == nil ? 0 : 1)
            + (state == nil ? 0 : 1) + (isMuted == nil ? 0 : 1)
    }
}

extension RulePack {
    /// Runs every test of every rule, in the order of the files; then those of inherited rules that this pack sets
    /// differently, on the pack that it extends.
    public func runTests(on engine: inout some RuleTestEngine) -> [RuleTestResult] {
        var results: [RuleTestResult] = []
        for test in tests {
            do {
                let alerts = try engine.alerts(of: test.rule, in: self, after: test.steps)
                results.append(RuleTestResult(test: test, alerts: alerts))
            } catch {
                results.append(RuleTestResult(test: test, failure: "\(error)"))
            }
        }
        for test in inheritedTests {
            guard let ancestor = ancestors.first else { break }
            do {
                let alerts = try engine.alerts(of: test.rule, in: ancestor, after: test.steps)
                results.append(RuleTestResult(test: test, alerts: alerts))
            } catch {
                results.append(RuleTestResult(test: test, failure: "\(error)"))
            }
        }
        return results
    }
}
