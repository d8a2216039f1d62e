import RuleEngine
import Supervision
import SupervisionModel
import Testing

/// Watermark, finality, timers, suspension.
@Suite struct TimeTests {
    @Test func anAlertIsFinalWhenItsBlockIsAndNothingEarlierCanCome() throws {
        let core = try CoreHarness()
        try core.connect("a", "1", at: 10_000, [.pay("big", to: "Z", minor: 100)])
        try core.connect("b", "1", at: 9_000)
        try core.connect("a", "2", at: 11_000)
        #expect(core.alerts(of: "T-LARGE").map(\.finality) == [.provisional])
        for height in 3...30 { try core.connect("a", "\(height)", at: 10_000 + UInt32(height) * 500) }
        #expect(try core.tip("a").finalHeight == 128)
        // Chain b is behind: something earlier could still come from it.
        #expect(core.alerts(of: "T-LARGE").map(\.finality) == [.provisional])
        for height in 2...20 { try core.connect("b", "\(height)", at: 9_000 + UInt32(height) * 500) }
        #expect(core.alerts(of: "T-LARGE").map(\.finality) == [.final])
        #expect(core.items("alert.finalised").count == 1)
        #expect(try core.rows(Rows.pending).isEmpty)
        #expect(core.alerts(of: "T-LARGE").map(\.revision) == [1])
    }

    @Test func aLateBlockOfAnotherChainIsAnInsertion() throws {
        func run(bFirst: Bool) throws -> [AlertState] {
            let core = try CoreHarness()
            func b() throws {
                try core.connect("b", "1", at: 10_100, [.pay("q", to: "X", minor: 3), .pay("r", to: "X", minor: 4)])
            }
            if bFirst { try b() }
            try core.connect("a", "1", at: 10_000, [.pay("p1", to: "X", minor: 1)])
            try core.connect("a", "2", at: 10_400, [.pay("p2", to: "X", minor: 2), .pay("p3", to: "X", minor: 9)])
            if !bFirst { try b() }
            for chain in ["a", "b"] {
                for height in 3...14 { try core.connect(chain, "\(height)", at: 10_000 + UInt32(height) * 900) }
            }
            return core.standing(of: "T-MANY")
        }
        let early = try run(bFirst: true)
        let late = try run(bFirst: false)
        #expect(early.map(\.content) == late.map(\.content))
        #expect(early.map(\.id) == late.map(\.id))
        #expect(early.map(\.finality) == [.final])
        #expect(late.map(\.finality) == [.final])
        #expect(early.first?.content["values"]?["n"] == 5)
        #expect(early.first?.content["values"]?["total"] == "19" || early.first?.content["values"]?["total"] == 19)
    }

    @Test func anAbsenceFiresWhenTheWatermarkHasPassed() throws {
        let core = try CoreHarness(chains: ["a"], depth: 1)
        try core.connect("a", "1", at: 10_000, [.asked("l1", who: "W"), .asked("l2", who: "V")])
        #expect(try core.rows(Rows.timer).count == 2)
        // Median time lags: eleven blocks bring it forward.
        for height in 2...10 {
            try core.connect("a", "\(height)", at: 10_600, height == 5 ? [.answered("a1", who: "V")] : [])
        }
        #expect(try core.tip("a").ruleTime == Timestamp(milliseconds: 10_600_000))
        #expect(core.alerts(of: "T-ABSENT").isEmpty, "exactly at the deadline an answer could still come")
        for height in 11...21 { try core.connect("a", "\(height)", at: 10_601) }
        let alerts = core.alerts(of: "T-ABSENT")
        #expect(alerts.map(\.subject) == [TestBlock.entity("W")])
        #expect(alerts.first?.content["at"] == 10_600_000)
        #expect(try core.rows(Rows.timer).isEmpty)
        #expect(alerts.map(\.finality) == [.final])
    }

    /// An answer that only the losing branch had leaves the question unanswered, and the other way round.
    @Test func aReorganisationAsksAgain() throws {
        let core = try CoreHarness(chains: ["a"], depth: 5)
        try core.connect("a", "1", at: 10_000, [.asked("l1", who: "W")])
        let waiting = try core.rows(Rows.timer)
        #expect(waiting.count == 1)
        try core.connect("a", "2x", at: 10_010, [.answered("a1", who: "W")])
        #expect(try core.rows(Rows.timer).isEmpty)
        try core.disconnect("a", 1)
        #expect(try core.rows(Rows.timer) == waiting)
        for height in 2...30 { try core.connect("a", "\(height)", at: 10_000 + UInt32(height) * 100) }
        #expect(core.standing(of: "T-ABSENT").count == 1)
    }

    @Test func aSuspendedChainHoldsNobodyUp() throws {
        let core = try CoreHarness(depth: 1)
        try core.connect("b", "1", at: 9_000)
        try core.connect("a", "1", at: 10_000, [.asked("l1", who: "W")])
        for height in 2...30 { try core.connect("a", "\(height)", at: 10_000 + UInt32(height) * 100) }
        #expect(core.alerts(of: "T-ABSENT").isEmpty)
        try core.apply(.chainSuspended(CoreHarness.chain("b")))
        let alert = try #require(core.standing(of: "T-ABSENT").first)
        #expect(alert.content["marks"] == ["incomplete: without b"])
        #expect(core.items("coverage.stated").contains { $0["state"]?.string == "suspended" })
        // When it comes back, what has been concluded stands; what it brings is late.
        try core.apply(.chainResumed(CoreHarness.chain("b")))
        try core.connect("a", "31", at: 13_100, [.asked("l5", who: "W")])
        #expect(core.alerts[alert.id]?.finality != .retracted)
        try core.connect("b", "2", at: 9_100, [.pay("big", to: "Z", minor: 100)])
        #expect(core.alerts(of: "T-LARGE").map { $0.content["marks"] } == [["late"]])
    }

    @Test func aProofThatTheTipIsUnchangedMovesTime() throws {
        let core = try CoreHarness(chains: ["a"], depth: 1)
        try core.connect("a", "1", at: 1_000_000, [.asked("l1", who: "W")])
        core.time = Timestamp(milliseconds: 1_000_601_000)
        try core.gap("a")
        try core.alive("a")
        #expect(core.alerts(of: "T-ABSENT").isEmpty, "inside a gap nothing is proven")
        try core.apply(
            .feedRecovered(
                FeedRecovery(chain: CoreHarness.chain("a"), source: "s", fromHeight: 101, toHeight: 101)))
        try core.alive("a")
        #expect(core.standing(of: "T-ABSENT").count == 1)
    }

    /// Two events of the node at one moment both count; they rest on no block and are final at once.
    @Test func eventsOfTheNodeAtOneMoment() throws {
        let core = try CoreHarness(chains: ["a"])
        for number in 1...4 { try core.gap("a", source: "s\(number)") }
        let alerts = core.standing(of: "T-GAPS")
        #expect(alerts.count == 1)
        #expect(alerts.first?.content["values"]?["n"] == 4)
        #expect(alerts.first?.content["marks"] == nil)
        #expect(alerts.map(\.finality) == [.final])
        // An hour later the window has moved on.
        core.time = core.time.advanced(by: .hours(1))
        try core.gap("a")
        #expect(core.standing(of: "T-GAPS").count == 1)
        try core.gap("a", source: "t")
        #expect(core.standing(of: "T-GAPS").count == 2)
    }

    @Test func timeNeverRunsBackwards() throws {
        let core = try CoreHarness(chains: ["a"])
        core.time = Timestamp(milliseconds: 5)
        #expect(throws: SupervisionError.self) { try core.apply(.clockTick) }
    }

    /// A final block that is replaced is final no more; its alert is taken back, and the new one waits its turn.
    @Test func aViolatedFinalityTakesFinalAlertsBack() throws {
        let core = try CoreHarness(chains: ["a"], depth: 2)
        for height in 1...4 { try core.connect("a", "\(height)", at: 10_000 + UInt32(height) * 100) }
        try core.connect("a", "5x", at: 10_900, [.pay("big", to: "Z", minor: 100)])
        for height in 6...16 { try core.connect("a", "\(height)x", at: 11_000 + UInt32(height) * 100) }
        let first = try #require(core.alerts(of: "T-LARGE").first)
        #expect(first.finality == .final)
        try core.disconnect("a", 12)
        #expect(core.alerts[first.id]?.finality == .retracted)
        #expect(try core.tip("a").finalHeight == 104)
        try core.connect("a", "5", at: 13_000, [.pay("big2", to: "Y", minor: 100)])
        let second = try #require(core.standing(of: "T-LARGE").first)
        #expect(second.finality == .provisional, "its block has no successor yet")
        for height in 6...16 { try core.connect("a", "\(height)", at: 13_000 + UInt32(height) * 100) }
        #expect(core.alerts[second.id]?.finality == .final)
    }
}
