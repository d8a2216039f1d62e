import Backtesting
import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// An exception mutes alerts for a time; it deletes none.
@Suite struct ExceptionTests {
    static func exception(_ changes: [(String, String)] = []) -> String {
        var text = """
            id: EX-1
            kind: exception
            rule: CRD-06
            version: 1
            subject: X
            from: 2025-03-01
            until: 2025-04-01
            reason: { zh: 重组, en: restructuring }
            evidence: [{ text: 批复 3 号 }]
            author: li
            approver: wang
            tests:
              - name: muted
                events:
                  - loan.originated: { at: 2025-03-02T00:00Z, chain: a, borrower: X, lender: P1, principal: 100 CNY }
                  - loan.originated: { at: 2025-03-05T00:00Z, chain: b, borrower: X, lender: P2, principal: 100 CNY }
                  - loan.originated: { at: 2025-03-09T00:00Z, chain: c, borrower: X, lender: P3, principal: 100 CNY }
                expect: [ { subject: X, muted: true } ]
            """
        for (old, new) in changes { text = text.replacing(old, with: new) }
        return text
    }

    static func pack(_ changes: [(String, String)] = []) throws -> RulePack {
        try RulePack.load(
            files: PackFiles(
                PackText.good() + [
                    PackFiles.File(path: "exceptions/x.yaml", bytes: Array(exception(changes).utf8))
                ]))
    }

    /// Alerts of three loans to a borrower ending on a day of 2025.
    static func alerts(_ pack: RulePack, borrower: String = "X", chain: String = "a", day: String = "03-09") throws
        -> [JSONValue]
    {
        let lines = ["P1", "P2", "P3"].enumerated().map { index, lender in
            "{\"type\":\"loan.originated\",\"chain\":\"\(chain)\",\"height\":\(index + 1),\"tx\":0,\"index\":0,"
                + "\"time\":\"2025-\(day)T00:0\(index):00Z\",\"borrower\":\"\(borrower)\",\"lender\":\"\(lender)\","
                + "\"principal\":{\"minor\":\"10000\",\"currency\":\"CNY\"}}"
        }
        let steps = EventFile.steps(
            of: Array(lines.joined(separator: "\n").utf8), path: "e.jsonl", vocabulary: pack.vocabulary,
            entities: EntityReader())
        let backtest = Backtest(pack: pack, naming: PlainNaming())
        return try backtest.run(steps).map(backtest.json)
    }

    static func muted(_ alerts: [JSONValue]) -> [String?] { alerts.map { $0.object?["muted"]?.string } }

    @Test func itsTestsRunWithThePack() throws {
        var engine = CoreRuleTests(naming: PlainNaming())
        let results = try Self.pack().runTests(on: &engine)
        #expect(results.count == 5)
        #expect(results.filter { !$0.hasPassed }.map(\.test.name) == [])
        // One that no longer mutes fails.
        let other = try Self.pack([("subject: X\n", "subject: Y\n")]).runTests(on: &engine)
        #expect(other.filter { !$0.hasPassed }.map(\.test.name) == ["EX-1: muted"])
    }

    @Test func mutesOneSubjectForATime() throws {
        let pack = try Self.pack()
        #expect(try Self.muted(Self.alerts(pack)) == ["EX-1"])
        #expect(try Self.muted(Self.alerts(pack, borrower: "Y")) == [nil])
        // From is a day of Asia/Shanghai and counts, until does not.
        #expect(try Self.muted(Self.alerts(pack, day: "02-27")) == [nil])
        #expect(try Self.muted(Self.alerts(pack, day: "03-31")) == ["EX-1"])
        #expect(try Self.muted(Self.alerts(pack, day: "04-01")) == [nil])
    }

    @Test func theAlertIsTheSameButForIt() throws {
        let plain = try Self.alerts(RulePack.load(files: PackFiles(PackText.good())))
        let muted = try Self.alerts(Self.pack())
        #expect(plain.count == 1)
        var object = try #require(muted.first?.object)
        object["muted"] = nil
        #expect(JSONValue.object(object) == plain.first)
    }

    @Test func aSandboxIsOfChains() throws {
        let pack = try Self.pack([
            ("kind: exception", "kind: sandbox"),
            ("rule: CRD-06\nversion: 1\nsubject: X", "rules: [CRD-06]\nchains: [a, b, c]"),
        ])
        #expect(try Self.muted(Self.alerts(pack, borrower: "Z", chain: "b")) == ["EX-1"])
        #expect(try Self.muted(Self.alerts(pack, borrower: "Z", chain: "other")) == [nil])
    }
}
