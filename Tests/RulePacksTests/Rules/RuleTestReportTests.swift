import RuleEngine
import RulePacks
import SupervisionModel
import Testing

@Suite struct RuleTestReportTests {
    private func results() throws -> [RuleTestResult] {
        let place = SourceLocation(file: "rules/a.yaml", line: 3, column: 5)
        let expected = RuleExpectation(
            at: Timestamp(milliseconds: 0), subject: .identifier(.internal, "X"), severity: .high, state: nil,
            values: [],
            location: place)
        let good = RuleTest(rule: "A-01", name: "nothing #1", steps: [], expected: [], location: place)
        let bad = RuleTest(rule: "A-01", name: "a <hit>", steps: [], expected: [expected], location: place)
        let alert = TestAlert(
            at: Timestamp(milliseconds: 1000), subject: .identifier(.internal, "Y\u{202E}"), severity: .low,
            state: .provisional, values: [.init(name: "n", value: .int(7))])
        return [RuleTestResult(test: good, alerts: []), RuleTestResult(test: bad, alerts: [alert])]
    }

    @Test func writesTAP() throws {
        let report = RuleTestReport(try results(), naming: PlainNaming())
        #expect(report.failures == 1)
        #expect(
            report.tap == """
                TAP version 14
                1..2
                ok 1 - A-01 nothing \\#1
                not ok 2 - A-01 a <hit>
                  ---
                  at: rules/a.yaml:3:5
                  - "expected: at 1970-01-01T00:00:00Z, subject X, severity high (rules/a.yaml:3:5)"
                  - "unexpected: at 1970-01-01T00:00:01Z, subject Y\u{FFFD}, severity low, state provisional, n 7"
                  ...

                """)
    }

    @Test func writesJUnit() throws {
        let report = RuleTestReport(try results(), naming: PlainNaming())
        let xml = report.junit(suite: "pack & co")
        #expect(xml.contains(#"<testsuite name="pack &amp; co" tests="2" failures="1">"#))
        #expect(xml.contains(#"<testcase classname="A-01" name="nothing #1" file="rules/a.yaml"/>"#))
        #expect(xml.contains(#"name="a &lt;hit&gt;""#))
        #expect(!xml.contains("\u{202E}"))
    }
}
