import RuleEngine
import Supervision
import SupervisionModel
import Testing

/// An engine takes over from another one (DESIGN.md section 4).
@Suite struct EngineTests {
    /// What the next engine takes the same pack for: one rule is gone, one is new, one asks for less, one is as it was.
    private static let otherRules: [Rule] = [
        TestRules.rule(
            "T-MANY", key: "event.to", window: .sliding(.hours(1)),
            bindings: [TestRules.aggregate("n", .count), TestRules.aggregate("total", .sum, "event.amount.minor")],
            condition: "n >= 2"),
        TestRules.rule("T-SMALL", filter: "event.amount.minor < 5"),
        TestRules.listed, TestRules.unanswered, TestRules.gaps,
    ]

    private struct Standing: Hashable {
        let finality: AlertState.Finality
        let content: JSONObject
    }

    private static func standing(_ core: CoreHarness) -> [Digest32: Standing] {
        core.alerts.filter { $0.value.finality != .retracted }
            .mapValues { Standing(finality: $0.finality, content: $0.content) }
    }

    /// The state that an engine derives, by namespace: everything but the core's own row, alerts, evidence and grades.
    private static let derived: [UInt8] = [0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x0C, 0x0D, 0x0E]

    @Test("whenever it takes over, everything is as if it had been there from the start", arguments: UInt64(1)...10)
    func asIfFromTheStart(seed: UInt64) throws {
        let moment = Int(seed * 47 % 118) + 1
        let core = try CoreHarness()
        try DeterminismTests.history(seed, replacing: core) { step in
            guard step == moment else { return }
            try core.replaceEngine(rules: Self.otherRules)
            try core.apply(core.activation())
        }
        let steady = try CoreHarness(rules: Self.otherRules)
        try DeterminismTests.history(seed, replacing: steady) { step in
            if step == moment { try steady.apply(.clockTick) }
        }
        #expect(Self.standing(core) == Self.standing(steady))
        #expect(Self.standing(core).count > 5)
        for namespace in Self.derived { #expect(try core.rows(namespace) == steady.rows(namespace)) }
    }

    @Test("whoever starts from what was handed over publishes the same, and goes on with the same state")
    func fromWhatWasHandedOver() throws {
        let core = try CoreHarness()
        try DeterminismTests.history(3, replacing: core)
        try core.replaceEngine(rules: Self.otherRules)
        let live = try core.apply(core.activation())
        let input = try #require(core.library.inputs.last)
        let store = MemoryStateStore()
        let replayed = try core.engine().apply(input, to: store)
        store.apply(replayed.changes)
        #expect(replayed.items.map { $0.payload.encode() } == live.items.map { $0.payload.encode() })
        #expect(live.items.count > 5)
        for namespace in UInt8(1)...0x10 {
            let range = (StateKey([namespace]), StateKey([namespace + 1]))
            let there = try store.entries(from: range.0, to: range.1, limit: .max)
            let here = try core.store.entries(from: range.0, to: range.1, limit: .max)
            #expect(there.map(\.key) == here.map(\.key))
            #expect(there.map(\.value) == here.map(\.value))
        }
    }

    @Test("differences are published, with their cause; what people found stands until they decide again")
    func differences() throws {
        let people = TestPeople()
        let core = try CoreHarness(chains: ["a"], accounts: people.accounts)
        try core.update(list: "1", ["L"])
        try core.connect("a", "1", at: 10_000, [.pay("big", to: "Z", minor: 100), .pay("hit", to: "L", minor: 50)])
        try core.connect("a", "2", at: 10_100, [.pay("x", to: "Y", minor: 2), .pay("y", to: "Y", minor: 6)])
        let large = try #require(core.alerts(of: "T-LARGE").first)
        try core.apply(.caseDecision(try people.decide(large, .finding, .proposed, by: 0)))
        try core.apply(.caseDecision(try people.decide(large, .finding, .approved, by: 1)))
        let evidence = try core.rows(Rows.evidence)
        let listed = try #require(core.alerts(of: "T-LIST").first)
        try core.replaceEngine(rules: Self.otherRules)
        let result = try core.apply(core.activation())

        let said = result.items.map(\.payload)
        #expect(said.allSatisfy { $0["cause"]?.string == "engine" })
        func rules(_ type: String) -> [String] {
            said.filter { $0["type"]?.string == type }.compactMap { $0["rule"]?.string }.sorted()
        }
        #expect(rules("alert.raised") == ["T-MANY", "T-SMALL"])
        #expect(rules("alert.retracted") == ["T-LARGE"])
        #expect(rules("alert.revised").isEmpty)
        #expect(core.alerts[listed.id] == listed)

        let retracted = try #require(core.alerts[large.id])
        #expect(retracted.finality == .retracted)
        #expect(retracted.revision == large.revision + 1)
        #expect(retracted.decision?.outcome == .finding)
        #expect(try core.rows(Rows.evidence) == evidence)
        let raised = try #require(core.alerts(of: "T-SMALL").first)
        #expect(raised.raised == core.sequence - 1)
        #expect(raised.revision == 1)

        // People look at it again, and the score follows.
        try core.apply(.caseDecision(try people.decide(retracted, .overturned, .proposed, by: 0)))
        try core.apply(.caseDecision(try people.decide(retracted, .overturned, .approved, by: 1)))
        #expect(try core.rows(Rows.evidence).count == evidence.count - 1)
        // A block that the engine before had judged is taken back by this one.
        try core.disconnect("a", 1)
        #expect(core.standing(of: "T-SMALL").isEmpty)
        #expect(core.standing(of: "T-MANY").isEmpty)
    }

    private func refuses(_ core: CoreHarness, _ input: Input, _ code: SupervisionError.Code) throws {
        #expect {
            try core.apply(input)
        } throws: { error in (error as? SupervisionError)?.code == code }
    }

    @Test func refusals() throws {
        let core = try CoreHarness(chains: ["a"])
        let semantics = Supervisor.semantics
        // In force already; lower and higher than what this release is.
        try refuses(core, core.activation(), .repeated)
        for other in [semantics - 1, semantics + 1] {
            try refuses(
                core, .engineActivated(EngineActivation(semantics: other, release: "x")), .unknownSemantics)
        }
        // A release of the same semantics is nothing but noted.
        let noted = try core.apply(.engineActivated(EngineActivation(semantics: semantics, release: "x")))
        #expect(noted.items.isEmpty)

        try core.replaceEngine(rules: Self.otherRules)
        try refuses(core, .clockTick, .unknownSemantics)
        try refuses(
            core, .engineActivated(EngineActivation(semantics: semantics + 1, release: "x")), .missingContent)
        for bytes: [UInt8] in [
            [], Array("yushi carried 1\n".utf8), Array("yushi carried 1\n\u{1}\u{1}\u{2}\u{0}".utf8),
        ] {
            try refuses(core, core.activation(carrying: bytes), .badContent)
        }
        try core.apply(core.activation())
        try core.apply(.clockTick)
    }
}
