import Simulation
import SupervisionModel
import Testing

/// What each injector plants, against a slow obvious reading of its rule: every claim is a violation, and nothing else is.
@Suite struct InjectorTests {
    /// Rules whose claims show only in finished blocks.
    static let ofBlocks: Set<String> = ["CHN-01", "CHN-03", "CHN-04", "CHN-06"]

    static let ofPlans = Reading.all.filter { !ofBlocks.contains($0.rule) }

    @Test(arguments: ofPlans, [1, 2] as [UInt64])
    func theClaimsOfAnInjectorAreTheViolationsOfItsPlan(_ reading: Reading, seed: UInt64) {
        let scenario = Worlds.small(rules: [reading.rule], rounds: 2)
        let book = PlantBook.planted(scenario, seed: seed)
        let standing = book.events.filter { $0.placement != .lostBranch && !$0.type.isEmpty }
            .enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map { Seen($0.element, chains: scenario.chains) }
        let own = book.claims.filter { $0.rule == reading.rule }
        #expect(!own.isEmpty)
        #expect(Agreement.differences(reading.rule, reading.find(standing), book.claims) == [])
        // What stands close by and must not be alerted: it breaks no other rule either.
        for other in Self.ofPlans where other.rule != reading.rule {
            #expect(Agreement.differences(other.rule, other.find(standing), book.claims) == [])
        }
    }

    @Test func everyRuleOfTheFirstPackHasAnInjectorAndAReading() {
        let rules = Injector.all.map(\.rule)
        #expect(rules.count == 49)
        #expect(Set(rules).count == 49)
        #expect(Set(Reading.all.map(\.rule)) == Set(rules))
    }

    @Test func violationsComeFromTheLowEndOfIntegrity() {
        var cast = Cast(seed: 5)
        let culprits = (0..<500).map { _ in cast.culprit(.person).integrity }
        let others = cast.passedOver.map(\.integrity)
        #expect(culprits.reduce(0, +) / culprits.count + 100 < others.reduce(0, +) / others.count)
        #expect(others.count == 1_500)
    }
}
