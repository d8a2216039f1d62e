import RuleEngine
import Supervision
import SupervisionModel
import Testing

/// A list has a new version (DESIGN.md section 6).
@Suite struct ListTests {
    /// Two payments within an hour to somebody on a list.
    private static let twice = TestRules.rule(
        "T-TWICE", filter: "event.to in lists.watch", key: "event.to", window: .sliding(.hours(1)),
        bindings: [TestRules.aggregate("n", .count)], condition: "n >= 2")

    private func core() throws -> CoreHarness {
        let core = try CoreHarness(rules: TestRules.all + [Self.twice])
        try core.connect("a", "1", at: 10_000, [.pay("p1", to: "N", minor: 1), .pay("p2", to: "M", minor: 1)])
        try core.connect("b", "1", at: 10_000, [.pay("q1", to: "N", minor: 1)])
        return core
    }

    @Test("an entry that was of somebody else is taken back, with everything that rests on it")
    func correctedEntry() throws {
        let core = try core()
        try core.update(list: "1", ["7=N"])
        #expect(core.standing(of: "T-LIST").count == 2)
        #expect(core.standing(of: "T-TWICE").count == 1, "what was before the list goes into windows too")
        try core.update(list: "2", ["7=M"])
        #expect(core.standing(of: "T-LIST").map(\.subject) == [TestBlock.entity("M")])
        #expect(core.standing(of: "T-TWICE").isEmpty)
        let reasons = core.items("alert.retracted").map { $0["reason"] }
        #expect(reasons == Array(repeating: ["list": "watch", "version": "2", "why": "list.corrected"], count: 3))
        // It had been right after all.
        try core.update(list: "3", ["7=N"])
        #expect(core.standing(of: "T-LIST").allSatisfy { $0.subject == TestBlock.entity("N") })
        #expect(core.standing(of: "T-LIST").count == 2)
        #expect(core.standing(of: "T-TWICE").count == 1)
    }

    @Test("whoever is taken off a list was on it until then")
    func delisting() throws {
        let core = try core()
        try core.update(list: "1", ["7=N", "8=M"])
        try core.update(list: "2", ["8=M"])
        #expect(core.standing(of: "T-LIST").count == 3)
        #expect(core.standing(of: "T-TWICE").count == 1)
        #expect(core.items("alert.retracted").isEmpty)
    }

    @Test("an event that names two of them stays while one entry is right")
    func oneOfTwo() throws {
        let core = try core()
        try core.update(list: "1", ["7=N", "9=N"])
        let before = core.standing(of: "T-LIST").map(\.id)
        try core.update(list: "2", ["7=M", "9=N"])
        let standing = core.standing(of: "T-LIST")
        #expect(standing.map(\.id).filter { before.contains($0) } == before)
        #expect(standing.filter { $0.subject == TestBlock.entity("N") }.count == 2)
        #expect(core.standing(of: "T-TWICE").count == 1)
    }

    @Test("at whatever moment a list is corrected, what stands is what its last version says", arguments: UInt64(1)...6)
    func theLastVersionCounts(seed: UInt64) throws {
        let corrected = try CoreHarness(rules: TestRules.all + [Self.twice])
        let right = try CoreHarness(rules: TestRules.all + [Self.twice])
        try corrected.update(list: "1", ["7=N", "8=S1"])
        try right.update(list: "2", ["7=S3", "8=S1"])
        for step in 0..<30 {
            let who = "S\((step * Int(seed) + step / 3) % 5)"
            for core in [corrected, right] {
                try core.connect("a", "\(step)", at: UInt32(10_000 + step * 500), [.pay("p\(step)", to: who, minor: 1)])
            }
            if step == Int(seed) * 4 { try corrected.update(list: "2", ["7=S3", "8=S1"]) }
            if step == Int(seed) * 4 { try right.apply(.clockTick) }
        }
        for rule in ["T-LIST", "T-TWICE"] {
            #expect(corrected.standing(of: rule).map(\.id) == right.standing(of: rule).map(\.id))
        }
        #expect(corrected.standing(of: "T-LIST").count > 5)
    }
}
