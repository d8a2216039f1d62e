import RuleEngine
import Supervision
import SupervisionModel
import Testing

/// Four eyes, signed, over what was seen.
@Suite struct DecisionTests {
    let people = TestPeople()

    private func coreWithAlert() throws -> (core: CoreHarness, alert: AlertState) {
        let core = try CoreHarness(chains: ["a"], accounts: people.accounts)
        try core.connect("a", "1", at: 10_000, [.pay("big", to: "Z", minor: 100)])
        return (core, try #require(core.alerts(of: "T-LARGE").first))
    }

    @Test func twoPeopleDecide() throws {
        let (core, alert) = try coreWithAlert()
        try core.apply(.caseDecision(try people.decide(alert, .finding, .proposed, by: 0)))
        #expect(core.alerts[alert.id]?.proposal?.proposedBy == "analyst")
        #expect(core.alerts[alert.id]?.decision == nil)
        #expect(core.items("score.published").isEmpty)
        try core.apply(.caseDecision(try people.decide(alert, .finding, .approved, by: 1)))
        let decided = try #require(core.alerts[alert.id])
        #expect(decided.proposal == nil)
        #expect(decided.decision?.outcome == .finding)
        #expect(decided.decision?.proposedBy == "analyst")
        #expect(decided.decision?.approvedBy == "reviewer")
        #expect(decided.revision == alert.revision, "a decision is no revision of what was found")
        #expect(core.items("case.decided").count == 1)
        #expect(core.items("score.published").count == 1)
    }

    private func refuses(_ core: CoreHarness, _ decision: CaseDecision, _ code: SupervisionError.Code) throws {
        let items = core.items.count
        #expect {
            try core.apply(.caseDecision(decision))
        } throws: { error in (error as? SupervisionError)?.code == code }
        #expect(core.items.count == items)
    }

    @Test func refusals() throws {
        let (core, alert) = try coreWithAlert()
        // Nobody has proposed.
        try refuses(core, try people.decide(alert, .finding, .approved, by: 1), .refusedDecision)
        // Not in the configuration; another person's name; a forged signature; another revision; no such alert.
        try refuses(core, try people.decide(alert, .finding, .proposed, by: 2), .refusedDecision)
        try refuses(core, try people.decide(alert, .finding, .proposed, by: 0, name: "reviewer"), .refusedDecision)
        try refuses(core, try people.decide(alert, .finding, .proposed, by: 0, forged: true), .refusedDecision)
        try refuses(core, try people.decide(alert, .finding, .proposed, by: 0, revision: 2), .refusedDecision)
        let unknown = CaseDecision(
            alert: TestBlock.digest("none"), revision: 1, outcome: .finding, stage: .proposed, by: "analyst", key: [],
            note: "", signature: [])
        try refuses(core, unknown, .unknownAlert)
        try core.apply(.caseDecision(try people.decide(alert, .finding, .proposed, by: 0)))
        // The same person; another outcome.
        try refuses(core, try people.decide(alert, .finding, .approved, by: 0), .refusedDecision)
        try refuses(core, try people.decide(alert, .refuted, .approved, by: 1), .refusedDecision)
    }

    @Test func whoeverApprovesMustSeeTheSameRevision() throws {
        let core = try CoreHarness(chains: ["a"], accounts: people.accounts)
        try core.connect("a", "1", at: 10_000, (1...3).map { .pay("p\($0)", to: "X", minor: 1) })
        let alert = try #require(core.alerts(of: "T-MANY").first)
        try core.apply(.caseDecision(try people.decide(alert, .verified, .proposed, by: 0)))
        try core.connect("a", "2", at: 10_001, [.pay("p4", to: "X", minor: 1)])
        let revised = try #require(core.alerts[alert.id])
        #expect(revised.revision == 2)
        try refuses(core, try people.decide(alert, .verified, .approved, by: 1), .refusedDecision)
        try refuses(core, try people.decide(revised, .verified, .approved, by: 1), .refusedDecision)
        try core.apply(.caseDecision(try people.decide(revised, .verified, .proposed, by: 0)))
        try core.apply(.caseDecision(try people.decide(revised, .verified, .approved, by: 1)))
        #expect(core.alerts[alert.id]?.decision?.outcome == .verified)
    }

    /// What was found goes; what people decided stays until people decide again.
    @Test func aDecisionOutlivesItsBlock() throws {
        let (core, alert) = try coreWithAlert()
        try core.apply(.caseDecision(try people.decide(alert, .finding, .proposed, by: 0)))
        try core.apply(.caseDecision(try people.decide(alert, .finding, .approved, by: 1)))
        try core.disconnect("a", 1)
        #expect(core.alerts[alert.id]?.finality == .retracted)
        #expect(core.alerts[alert.id]?.decision?.outcome == .finding)
        #expect(try core.rows(Rows.evidence).count == 1)
        let now = try #require(core.alerts[alert.id])
        try core.apply(.caseDecision(try people.decide(now, .overturned, .proposed, by: 1)))
        try core.apply(.caseDecision(try people.decide(now, .overturned, .approved, by: 0)))
        #expect(try core.rows(Rows.evidence).isEmpty)
    }
}
