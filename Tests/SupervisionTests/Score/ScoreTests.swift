import RuleEngine
import Supervision
import SupervisionModel
import Testing

@Suite struct ScoreTests {
    /// 2025-03-01T00:00:00 in Shanghai.
    private let midnight: UInt32 = 1_740_758_400

    private func closeDays(_ core: CoreHarness) throws {
        for input in try core.supervisor.due(at: core.time, in: core.store) { try core.apply(input) }
    }

    private func score(_ core: CoreHarness, _ subject: String) -> Int64? {
        core.scores.last { $0.subject == TestBlock.entity(subject) }?.document["score"]?.integer
    }

    @Test func aDayIsClosedOnceItIsOver() throws {
        let core = try CoreHarness(chains: ["a"], start: Int64(midnight) + 100)
        #expect(throws: SupervisionError.self) { try core.apply(.dayClosed(Day(containing: core.time))) }
        core.time = core.time.advanced(by: .days(3))
        let due = try core.supervisor.due(at: core.time, in: core.store)
        #expect(due == [.dayClosed(Day(number: Day(containing: core.time).number - 1))])
        try closeDays(core)
        #expect(throws: SupervisionError.self) { try core.apply(due[0]) }
        #expect(core.items("score.published").count == 1)
        #expect(core.items("score.published").first?["subject"] == "operator of a")
        #expect(core.items("score.published").first?["purpose"] == "supervision")
        // Nothing is known of the operator yet: the root of the empty tree (RFC 6962 section 2.1).
        #expect(
            core.items("score.published").first?["evidenceRoot"]
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(core.items("score.published").first?["modelDigest"]?.string?.utf8.count == 64)
        let coverage = try #require(core.items("coverage.stated").first)
        #expect(core.items("coverage.stated").count == 1)
        #expect(coverage["chain"] == "a")
        #expect(coverage["semantics"]?.integer == Supervisor.semantics)
        #expect(coverage["pack"]?.string?.utf8.count == 64)
        #expect(coverage["openGaps"] == 0)
        #expect(coverage["day"]?.string == Day(number: Day(containing: core.time).number - 1).text)
    }

    @Test("each chain has its own statement, with what stood open and which lists were in force")
    func coverage() throws {
        let core = try CoreHarness()
        try core.update(list: "7", ["N"])
        try core.connect("b", "1", at: 10_000)
        try core.gap("b")
        core.time = core.time.advanced(by: .days(1))
        try closeDays(core)
        let stated = core.items("coverage.stated")
        #expect(stated.map { $0["chain"] } == ["a", "b"])
        #expect(stated.map { $0["openGaps"] } == [0, 1])
        #expect(stated.map { $0["height"] } == [100, 101])
        #expect(stated.allSatisfy { $0["lists"]?.array?.first?["version"] == "7" })
    }

    @Test func blocksOnTimeAreObligationsMet() throws {
        let core = try CoreHarness(chains: ["a"], anchor: (100, [midnight]), start: Int64(midnight))
        for height in 1...2 { try core.connect("a", "\(height)", at: midnight + UInt32(height) * 600) }
        // Two hours late: no obligation met.
        try core.connect("a", "3", at: midnight + 1200 + 7200)
        core.time = Timestamp(seconds: midnight + 86_400 + 600)
        try closeDays(core)
        #expect(try core.rows(Rows.evidence).count == 2)
        // Rule time lags: a block after midnight still belongs to the day that was closed.
        try core.connect("a", "4", at: midnight + 86_400)
        #expect(try core.rows(Rows.evidence).count == 2, "a day late")
        try core.connect("a", "5", at: midnight + 86_400 + 60)
        #expect(try core.rows(Rows.evidence).count == 3)
        // More than three a day count no more, and taking one of four away changes nothing.
        try core.connect("a", "6", at: midnight + 86_400 + 70)
        #expect(try core.rows(Rows.evidence).count == 3)
        try core.disconnect("a", 1)
        #expect(try core.rows(Rows.evidence).count == 3)
        try core.disconnect("a", 1)
        #expect(try core.rows(Rows.evidence).count == 2)
        core.time = core.time.advanced(by: .days(1))
        try closeDays(core)
        #expect(try core.rows(Rows.evidence).count == 2)
    }

    @Test func onlyFindingsOfPeopleCount() throws {
        let people = TestPeople()
        let core = try CoreHarness(chains: ["a"], accounts: people.accounts, start: Int64(midnight))
        try core.connect("a", "1", at: midnight, [.pay("big", to: "Z", minor: 100)])
        let alert = try #require(core.alerts(of: "T-LARGE").first)
        core.time = core.time.advanced(by: .days(1))
        try closeDays(core)
        #expect(score(core, "Z") == nil, "a lead of the machine counts nowhere")
        func decide(_ outcome: CaseDecision.Outcome) throws {
            try core.apply(.caseDecision(try people.decide(alert, outcome, .proposed, by: 0)))
            try core.apply(.caseDecision(try people.decide(alert, outcome, .approved, by: 1)))
        }
        try decide(.verified)
        #expect(score(core, "Z") == nil)
        try decide(.finding)
        let found = try #require(score(core, "Z"))
        try decide(.refuted)
        let refuted = try #require(score(core, "Z"))
        #expect(found < refuted)
        try decide(.finding)
        #expect(score(core, "Z") == found)
        try decide(.overturned)
        #expect(score(core, "Z") == refuted)
    }

    /// An operator is rated once enough is known of it, once and not every day; the grade is part of every document.
    @Test func gradesFollowClosedDays() throws {
        let core = try CoreHarness(chains: ["a"], anchor: (100, [midnight]), start: Int64(midnight))
        var height = 0
        for day in 0..<UInt32(100) {
            for number in 1...3 as ClosedRange<UInt32> {
                height += 1
                try core.connect("a", "\(height)", at: midnight + day * 86_400 + number * 600)
            }
            core.time = Timestamp(seconds: midnight + (day + 1) * 86_400 + 600)
            try closeDays(core)
        }
        let changes = core.items("score.graded")
        #expect(changes.map { $0["change"] } == ["rated"])
        #expect(changes.first?["from"] == "M")
        #expect(changes.first?["to"] == "B")
        let documents = core.scores.filter { $0.document["subject"] == "operator of a" }.map(\.document)
        #expect(documents.first?["grade"] == "M")
        #expect(documents.last?["grade"] == documents.last?["gradeOfDay"])
        #expect(documents.last?["grade"]?.string?.hasPrefix("B") == true)
    }
}
