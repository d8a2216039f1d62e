import RuleEngine
import Supervision
import SupervisionModel
import Testing

/// What alerts say, and how lists and bounds change them.
@Suite struct AlertTests {
    @Test func messagesAreFilledIn() throws {
        let core = try CoreHarness(chains: ["a"])
        try core.connect("a", "1", at: 10_000, (1...3).map { .pay("p\($0)", to: "X", minor: Int128($0)) })
        let alert = try #require(core.alerts(of: "T-MANY").first)
        #expect(alert.content["message"]?["en"] == "X: 3 payments, 6 in all, at least 3, {unknown}")
        #expect(alert.content["message"]?["zh"] == alert.content["message"]?["en"])
        #expect(alert.content["evidenceCount"] == 3)
        #expect(alert.content["severity"] == "medium")
        #expect(alert.content["assurance"] == "attested")
        #expect(alert.content["episode"]?.string == "transfer:\(TestBlock.digest("p1").hex):0")
    }

    @Test func anAlertReadsBackAsItIs() throws {
        let core = try CoreHarness(chains: ["a"])
        try core.connect("a", "1", at: 10_000, [.pay("big", to: "Z", minor: 100)])
        let alert = try #require(core.alerts(of: "T-LARGE").first)
        #expect(try AlertState(json: alert.json) == alert)
        #expect(try core.rows(Rows.alert)[StateKey.alert(alert.id).bytes] == alert.json.encode())
    }

    @Test func anExceptionMutesAndIsRecorded() throws {
        let exception = RuleException(
            id: "EX-1", kind: .exception, rules: ["T-LARGE"], subjects: [TestBlock.entity("Z")], chains: [], values: [],
            from: .distantPast, until: Timestamp(seconds: 20_000), author: "li", approver: "wang")
        let core = try CoreHarness(chains: ["a"], exceptions: [exception])
        try core.connect(
            "a", "1", at: 10_000, [.pay("big", to: "Z", minor: 100), .pay("large", to: "Y", minor: 100)])
        let alerts = core.alerts(of: "T-LARGE")
        #expect(alerts.count == 2, "nothing is deleted")
        let muted = try #require(alerts.first { $0.subject == TestBlock.entity("Z") })
        #expect(
            muted.muted == [
                "approver": "wang", "author": "li", "exception": "EX-1", "kind": "exception", "until": 20_000_000,
            ])
        #expect(alerts.first { $0.subject == TestBlock.entity("Y") }?.muted == nil)
        #expect(core.items("alert.raised").count == 2)
        let recorded = core.items("alert.muted")
        #expect(recorded.count == 1)
        #expect(recorded.first?["alert"]?.string == muted.id.hex)
        #expect(recorded.first?["by"]?["exception"] == "EX-1")
        // It is taken back like any other.
        try core.disconnect("a", 1)
        #expect(core.items("alert.retracted").count == 2)
    }

    @Test func aNewEntryOfAListIsLookedForInThePast() throws {
        let core = try CoreHarness()
        try core.connect("a", "1", at: 10_000, [.pay("p1", to: "N", minor: 1), .pay("p2", to: "M", minor: 1)])
        try core.connect("b", "1", at: 10_000, [.pay("q1", to: "N", minor: 1)])
        try core.connect("a", "2x", at: 10_100, [.pay("p3", to: "N", minor: 1)])
        try core.disconnect("a", 1)
        #expect(core.alerts(of: "T-LIST").isEmpty)
        try core.update(list: "1", ["N"])
        let found = core.alerts(of: "T-LIST")
        #expect(found.count == 2, "the block that was replaced is not looked at")
        #expect(found.allSatisfy { $0.content["marks"] == ["rescreened"] })
        #expect(found.allSatisfy { $0.content["hits"]?.array?.first?["version"] == "1" })
        // The same list again, with one more: nothing is found twice, and nothing known is marked.
        try core.connect("a", "2", at: 10_200, [.pay("p4", to: "N", minor: 1)])
        try core.update(list: "2", ["N", "M"])
        #expect(core.alerts(of: "T-LIST").count == 4)
        #expect(core.alerts(of: "T-LIST").filter { $0.content["marks"] == ["rescreened"] }.count == 3)
        #expect(core.alerts(of: "T-LIST").filter { $0.content["marks"] == nil }.count == 1)
        // A delisting takes nothing back.
        try core.update(list: "3", [])
        #expect(core.standing(of: "T-LIST").count == 4)
        // What was found by looking again goes with its block.
        try core.disconnect("a", 2)
        #expect(core.standing(of: "T-LIST").count == 1)
    }

    @Test func aSpentBudgetIsAnAlertOfItsOwnKind() throws {
        let core = try CoreHarness(chains: ["a"], conditionBudget: 1)
        try core.connect("a", "1", at: 10_000, [.pay("p1", to: "X", minor: 1)])
        #expect(core.alerts(of: "T-LARGE").map { $0.content["marks"] } == [["inconclusive"]])
        #expect(core.alerts(of: "T-LARGE").map { $0.content["severity"] } == ["high"])
    }

    @Test func aFullKeyIsInconclusiveNotSilent() throws {
        let core = try CoreHarness(chains: ["a"], eventsPerKey: 4)
        try core.connect("a", "1", at: 10_000, (1...9).map { .pay("p\($0)", to: "X", minor: 1) })
        #expect(core.standing(of: "T-MANY").map { $0.content["marks"] } == [["inconclusive"]])
    }

    /// A condition that is false in between begins a new match, even while the window still holds events of the old one.
    @Test func twoMatchesNeverShareAnAlert() throws {
        let rule = TestRules.rule(
            "T-ODD", key: "event.to", window: .sliding(.hours(1)), bindings: [TestRules.aggregate("n", .count)],
            condition: "n % 2 == 1")
        let core = try CoreHarness(rules: [rule], chains: ["a"])
        for number in 1...5 { try core.connect("a", "\(number)", at: 10_000, [.pay("p\(number)", to: "X", minor: 1)]) }
        #expect(core.standing(of: "T-ODD").count == 3)
        let revised = core.items("alert.revised").count
        try core.connect("a", "6", at: 10_000, [.pay("p6", to: "X", minor: 1)])
        #expect(core.items("alert.revised").count == revised, "nothing about the old matches has changed")
    }

    @Test func itemsStayWithinTheirBound() throws {
        let core = try CoreHarness(chains: ["a"])
        let long = String(repeating: "长", count: 80)
        try core.connect("a", "1", at: 10_000, (1...200).map { .pay("p\($0)", to: long, minor: 1) })
        #expect(core.standing(of: "T-MANY").first?.content["evidenceCount"] == 200)
        for (_, item) in core.items { #expect(item.payload.encode().count <= ResultItem.maximumBytes) }
    }
}
