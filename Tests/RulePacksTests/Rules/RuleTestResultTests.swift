import Backtesting
import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// What counts as a passed test.
@Suite struct RuleTestResultTests {
    private func test(_ name: String) throws -> RuleTest {
        let pack = try RulePack.load(files: PackFiles(PackText.good()))
        return try #require(pack.tests.first { $0.name == name })
    }

    private func alert(
        at: String = "2025-03-09T00:00Z", subject: String = "X", lenders: Int128 = 3,
        state: TestAlert.State = .provisional
    ) throws -> TestAlert {
        TestAlert(
            at: try #require(TimeText.timestamp(at)), subject: .identifier(.internal, subject), severity: .medium,
            state: state,
            values: [.init(name: "lenders", value: .int(lenders)), .init(name: "total", value: .int(30000))])
    }

    @Test func theExpectedAlertPasses() throws {
        let test = try test("third lender trips it")
        #expect(RuleTestResult(test: test, alerts: [try alert()]).hasPassed)
        #expect(RuleTestResult(test: test, alerts: [try alert(state: .final)]).hasPassed)
    }

    @Test func everyDifferenceFails() throws {
        let test = try test("third lender trips it")
        for alert in [
            try alert(at: "2025-03-08T00:00Z"), try alert(subject: "Y"), try alert(lenders: 4),
            try alert(state: .retracted),
        ] {
            let result = RuleTestResult(test: test, alerts: [alert])
            #expect(result.missing.count == 1)
            #expect(result.unexpected.count == (alert.state == .retracted ? 0 : 1))
        }
        #expect(!RuleTestResult(test: test, alerts: []).hasPassed)
        #expect(RuleTestResult(test: test, alerts: [try alert(), try alert()]).unexpected.count == 1)
    }

    @Test func aRetractedAlertMustHaveBeenThere() throws {
        let test = try test("the third loan is reorganised away")
        #expect(RuleTestResult(test: test, alerts: [try alert(state: .retracted)]).hasPassed)
        #expect(!RuleTestResult(test: test, alerts: []).hasPassed)
        #expect(!RuleTestResult(test: test, alerts: [try alert()]).hasPassed)
    }

    @Test func theExampleOfTheLanguagePassesItsTests() throws {
        let pack = try RulePack.load(files: PackFiles(PackText.good()))
        var engine = CoreRuleTests(naming: PlainNaming())
        for result in pack.runTests(on: &engine) {
            #expect(result.hasPassed, "\(result.test.name): missing \(result.missing), unexpected \(result.unexpected)")
        }
    }

    @Test func runsEveryTestOfThePack() throws {
        struct Silent: RuleTestEngine {
            func alerts(of rule: String, in pack: RulePack, after steps: [EventStep]) throws -> [TestAlert] { [] }
        }
        let pack = try RulePack.load(files: PackFiles(PackText.good()))
        var engine = Silent()
        let results = pack.runTests(on: &engine)
        #expect(results.map(\.hasPassed) == [false, true, true, false])
    }
}
