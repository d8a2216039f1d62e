import RuleEngine
import Supervision
import SupervisionModel
import Testing

@Suite struct ReorganisationTests {
    /// Runs one history, with or without a branch of chain `a` that loses, while chain `b`, a list and a decision move
    /// in between. Sequence numbers and times of everything else are the same in both.
    private func history(withLosingBranch: Bool) throws -> CoreHarness {
        let people = TestPeople()
        let core = try CoreHarness(accounts: people.accounts)
        func losing(_ inputs: Int, _ body: () throws -> Void) throws {
            if withLosingBranch { try body() } else { core.sequence += UInt64(inputs) }
        }
        try core.connect("a", "1", at: 10_000, [.pay("p1", to: "X", minor: 5), .pay("big", to: "Z", minor: 100)])
        try core.connect("b", "1", at: 10_010, [.pay("q1", to: "X", minor: 5)])
        try core.connect("a", "2", at: 10_020, [.asked("l1", who: "W"), .spend("s1", of: "out")])
        try losing(2) {
            try core.connect(
                "a", "3x", at: 10_030,
                [.pay("p2", to: "X", minor: 7), .pay("big2", to: "Y", minor: 500), .answered("l2", who: "W")])
            try core.connect(
                "a", "4x", at: 10_040,
                [.pay("p3", to: "X", minor: 7), .pay("n1", to: "N", minor: 1), .asked("l9", who: "V")])
        }
        try core.connect("b", "2", at: 10_050, [.pay("q2", to: "Q", minor: 5), .pay("n2", to: "N", minor: 1)])
        try core.update(list: "1", ["N"])
        let big = try #require(core.alerts(of: "T-LARGE").first { $0.subject == TestBlock.entity("Z") })
        try core.apply(.caseDecision(try people.decide(big, .verified, .proposed, by: 0)))
        try losing(2) { try core.disconnect("a", 2) }
        try core.connect("a", "3", at: 10_035, [.pay("p2", to: "X", minor: 7)])
        try core.apply(.caseDecision(try people.decide(big, .verified, .approved, by: 1)))
        for height in 4...9 { try core.connect("a", "\(height)", at: 10_000 + UInt32(height) * 1000) }
        for height in 3...9 { try core.connect("b", "\(height)", at: 10_000 + UInt32(height) * 1000) }
        return core
    }

    @Test func leavesNothingOfTheLosingBranch() throws {
        let with = try history(withLosingBranch: true)
        let without = try history(withLosingBranch: false)
        for namespace in [Rows.block, Rows.ruleKey, Rows.pending, Rows.timer, Rows.evidence, Rows.obligation] {
            #expect(try with.rows(namespace) == without.rows(namespace), "namespace \(namespace)")
        }
        for chain in ["a", "b"] { #expect(try with.tip(chain) == without.tip(chain)) }
        // Alerts stand alike; those of the losing branch are retracted, and the reorganisation is reported.
        let standing = with.alerts.values.filter { $0.finality != .retracted && $0.rule != "T-REORG" }
        #expect(Set(standing.map(\.id)) == Set(without.alerts.keys))
        for alert in standing {
            let other = try #require(without.alerts[alert.id])
            #expect(alert.content == other.content)
            #expect(alert.finality == other.finality)
            #expect(alert.finality == .final)
            #expect(alert.decision == other.decision)
        }
        #expect(Set(without.alerts.values.map(\.rule)) == ["T-MANY", "T-LARGE", "T-LIST", "T-ABSENT"])
        let gone = with.alerts.values.filter { $0.finality == .retracted }
        #expect(gone.contains { $0.rule == "T-LARGE" && $0.subject == TestBlock.entity("Y") })
        #expect(with.items("alert.retracted").allSatisfy { $0["reason"]?["why"]?.string == "block.disconnected" })
        #expect(with.alerts(of: "T-REORG").count == 1)
    }

    /// A payment that another block carries again is the same act: the alert comes back under its own name.
    @Test func theSameActKeepsItsAlert() throws {
        let core = try CoreHarness(chains: ["a"])
        try core.connect("a", "1", at: 10_000)
        try core.connect("a", "2x", at: 10_010, [.pay("big", to: "Z", minor: 100)])
        let first = try #require(core.alerts(of: "T-LARGE").first)
        #expect(first.revision == 1)
        try core.disconnect("a", 1)
        #expect(core.alerts[first.id]?.finality == .retracted)
        try core.connect("a", "2", at: 10_011)
        try core.connect("a", "3", at: 10_020, [.pay("big", to: "Z", minor: 100)])
        #expect(core.alerts(of: "T-LARGE").map(\.id) == [first.id])
        let again = try #require(core.alerts[first.id])
        #expect(again.finality == .provisional)
        #expect(again.revision == 3)
        #expect(again.content["evidence"] != first.content["evidence"])
        #expect(core.items("alert.raised").filter { $0["rule"]?.string == "T-LARGE" }.count == 1)
    }

    /// Rule time is the median of 11 header times; taking blocks off brings back the ones before, to the anchor.
    @Test(arguments: [0, 3, 11]) func ruleTimeIsThatOfAChainThatNeverTurned(known: Int) throws {
        let times = (0..<known).map { UInt32(9_000 + $0 * 10) }
        let turned = try CoreHarness(chains: ["a"], anchor: (100, times))
        let straight = try CoreHarness(chains: ["a"], anchor: (100, times))
        func expectAlike() throws {
            let (left, right) = (try turned.tip("a"), try straight.tip("a"))
            #expect(left.times == right.times)
            #expect(left.ruleTime == right.ruleTime)
            #expect(left.hash == right.hash)
        }
        for height in 1...14 {
            for branch in 1...min(height, 3) {
                for number in 0..<branch { try turned.connect("a", "\(height)-\(branch)-\(number)", at: 90_000) }
                try turned.disconnect("a", branch)
                try expectAlike()
            }
            for core in [turned, straight] { try core.connect("a", "\(height)", at: 10_000 + UInt32(height) * 7) }
            try expectAlike()
        }
    }

    @Test func aConflictingSpendIsNoticed() throws {
        let rule = TestRules.rule(
            "T-SPEND", on: "chain.conflictingSpend", filter: "true", subject: "event.operator")
        let core = try CoreHarness(rules: [rule], chains: ["a"])
        try core.connect("a", "1", at: 10_000)
        try core.connect("a", "2x", at: 10_010, [.spend("s1", of: "out"), .spend("same", of: "other")])
        try core.disconnect("a", 1)
        #expect(try core.rows(Rows.orphanedSpend).count == 2)
        try core.connect("a", "2", at: 10_011, [.spend("same", of: "other")])
        #expect(core.alerts(of: "T-SPEND").isEmpty)
        try core.connect("a", "3", at: 10_012, [.spend("s2", of: "out")])
        #expect(core.alerts(of: "T-SPEND").count == 1)
    }

    @Test func whatDoesNotLinkIsRefusedAndChangesNothing() throws {
        let core = try CoreHarness(chains: ["a"])
        try core.connect("a", "1", at: 10_000)
        let stranger = TestBlock("stranger", on: TestBlock.digest("elsewhere"), at: 10_001)
        let before = try core.tip("a")
        for height in [UInt64(101), 102, 103] {
            #expect(throws: SupervisionError.self) {
                try core.apply(
                    .blockConnected(
                        BlockConnection(
                            chain: CoreHarness.chain("a"), height: height, hash: stranger.hash, bytes: stranger.hash,
                            spent: stranger.hash, arrival: .push)), block: stranger)
            }
        }
        #expect(throws: SupervisionError.self) {
            try core.apply(
                .blockDisconnected(
                    BlockDisconnection(
                        chain: CoreHarness.chain("a"), height: 101, hash: stranger.hash, fork: 100, successor: .zero)),
                block: stranger)
        }
        #expect(try core.tip("a") == before)
        // The anchor itself cannot be taken off.
        try core.disconnect("a", 1)
        #expect(throws: (any Error).self) { try core.disconnect("a", 1) }
    }
}
