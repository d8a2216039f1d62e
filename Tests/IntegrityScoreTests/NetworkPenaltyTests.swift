import IntegrityScore
import Testing

@Suite struct NetworkPenaltyTests {
    private func member(_ name: String, _ assets: Int128 = 1000, _ previous: Int64? = 600, group: String? = nil)
        -> NetworkPenalty.Member
    {
        NetworkPenalty.Member(name: name, netAssets: assets, previous: previous, controlGroup: group)
    }

    private func penalty(
        _ members: [NetworkPenalty.Member], _ exposures: [(String, String, Int128)], of name: String = "a"
    ) -> Int64 {
        NetworkPenalty(
            members: members,
            exposures: exposures.map { NetworkPenalty.Exposure(from: $0.0, to: $0.1, amount: $0.2) },
            settings: ScoreModel.cis1.network
        ).penalty(of: name)
    }

    /// 500 per mille exposed to somebody 300 short: 150,000 / 6000 = 25.
    @Test func firstRing() {
        #expect(penalty([member("a"), member("b", 1, 300)], [("a", "b", 500)]) == 25)
        #expect(penalty([member("a"), member("b", 1, 300)], [("a", "b", 250), ("a", "b", 250)]) == 25)
        // More than all of one's assets is all of them; whoever has none is exposed wholly.
        #expect(penalty([member("a"), member("b", 1, 300)], [("a", "b", 5000)]) == 50)
        #expect(penalty([member("a", 0), member("b", 1, 300)], [("a", "b", 1)]) == 50)
        #expect(penalty([member("a", -5), member("b", 1, 0)], [("a", "b", 1)]) == 100)
        // Nobody is short at 600, or without a score of the previous epoch; exposure the other way costs nothing.
        #expect(penalty([member("a"), member("b", 1, 600)], [("a", "b", 500)]) == 0)
        #expect(penalty([member("a"), member("b", 1, nil)], [("a", "b", 500)]) == 0)
        #expect(penalty([member("a"), member("b", 1, 300)], [("b", "a", 500)]) == 0)
        #expect(penalty([member("a")], [("a", "a", 500), ("a", "x", 500)]) == 0)
        #expect(penalty([member("a")], [], of: "nobody") == 0)
    }

    /// Half of the second ring, a quarter of the third, nothing of the fourth.
    @Test func furtherRings() {
        let chain = [("a", "b", 500), ("b", "c", 500), ("c", "d", 500), ("d", "e", 500)] as [(String, String, Int128)]
        func ring(_ name: String) -> Int64 {
            penalty(["a", "b", "c", "d", "e"].map { member($0, 1000, $0 == name ? 0 : 600) }, chain)
        }
        // 500 · 600 = 300,000.
        #expect(ring("b") == 50)
        #expect(ring("c") == 25)
        #expect(ring("d") == 12)
        #expect(ring("e") == 0)
        // Two rings together: (4·30,000 + 2·30,000) / 24,000 = 7, rounded once.
        #expect(
            penalty(
                [member("a"), member("b", 1000, 540), member("c", 1000, 540)], [("a", "b", 500), ("b", "c", 500)]) == 7)
        // A circle comes back to nobody.
        #expect(penalty([member("a", 1000, 0), member("b", 1000, 600)], [("a", "b", 500), ("b", "a", 500)]) == 0)
    }

    @Test func controlGroupsCountOnce() {
        let exposures = [("a", "b", 500), ("a", "c", 200)] as [(String, String, Int128)]
        #expect(penalty([member("a"), member("b", 1, 300), member("c", 1, 300)], exposures) == 35)
        #expect(
            penalty([member("a"), member("b", 1, 300, group: "g"), member("c", 1, 300, group: "g")], exposures) == 25)
        // The subject's own group is not counted against it again.
        #expect(
            penalty(
                [member("a", group: "g"), member("b", 1, 300, group: "g"), member("c", 1, 300)], exposures) == 10)
    }

    @Test func neverMoreThanTheMaximum() {
        let others = (0..<50).map { member("m\($0)", 1, 0) }
        let exposures = (0..<50).map { ("a", "m\($0)", Int128(1000)) }
        #expect(penalty([member("a")] + others, exposures) == 100)
        let huge = Int128.max
        #expect(penalty([member("a", huge), member("b", 1, 0)], [("a", "b", huge), ("a", "b", huge)]) <= 100)
    }

    @Test func orderDoesNotMatter() {
        var generator = ScorePropertyTests.Generator(state: 77)
        for _ in 0..<50 {
            let members = (0..<12).map {
                member(
                    "m\($0)", Int128(generator.next(2000)), Int64(generator.next(900)),
                    group: generator.next(3) == 0 ? "g\(generator.next(3))" : nil)
            }
            let exposures = (0..<30).map { _ in
                ("m\(generator.next(12))", "m\(generator.next(12))", Int128(generator.next(500)))
            }
            let turned = Array(members.reversed())
            for index in 0..<12 {
                #expect(
                    penalty(members, exposures, of: "m\(index)")
                        == penalty(turned, exposures.reversed(), of: "m\(index)"))
            }
        }
    }
}
