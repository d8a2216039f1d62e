import Foundation
import IntegrityScore
import SupervisionModel
import Testing

@Suite struct GovernanceTests {
    private func outcomes(_ good: [Int64], _ bad: [Int64]) -> [Discrimination.Outcome] {
        good.map { Discrimination.Outcome(score: $0, isBad: false) }
            + bad.map { Discrimination.Outcome(score: $0, isBad: true) }
    }

    @Test func discrimination() throws {
        let perfect = try #require(Discrimination(outcomes([800, 900], [100, 200])))
        #expect([perfect.auc, perfect.ks] == [1_000_000, 1_000_000])
        let reversed = try #require(Discrimination(outcomes([100], [900])))
        #expect([reversed.auc, reversed.ks] == [0, 1_000_000])
        let equal = try #require(Discrimination(outcomes([500, 500], [500])))
        #expect([equal.auc, equal.ks] == [500_000, 0])
        // 800 beats both, 300 beats one of two: 3 of 4; the distributions differ most by a half.
        let mixed = try #require(Discrimination(outcomes([800, 300], [400, 200])))
        #expect([mixed.auc, mixed.ks] == [750_000, 500_000])
        #expect(Discrimination(outcomes([1], [])) == nil)
        #expect(Discrimination(outcomes([], [1])) == nil)
    }

    /// Against pairs counted one by one.
    @Test func aucIsTheShareOfPairs() throws {
        var generator = ScorePropertyTests.Generator(state: 3)
        for _ in 0..<50 {
            let good = (0..<(1 + Int(generator.next(30)))).map { _ in Int64(generator.next(20)) }
            let bad = (0..<(1 + Int(generator.next(30)))).map { _ in Int64(generator.next(20)) }
            var doubled = 0
            for left in good { for right in bad { doubled += left > right ? 2 : left == right ? 1 : 0 } }
            let found = try #require(Discrimination(outcomes(good, bad)))
            #expect(found.auc == Int64(doubled * 1_000_000 / (2 * good.count * bad.count)))
        }
    }

    private func card(_ positives: Int, _ negatives: Int) -> ScoreCard {
        let evidence =
            (0..<positives).map { ScorerTests.positive("p\($0)", .credit, obligation: "o\($0)", cluster: "c\($0)") }
            + (0..<negatives).map { ScorerTests.negative("n\($0)", .credit, .high) }
        return Scorer().score(
            evidence, subjectType: .platform, asOf: ScorerTests.today, knownSince: ScorerTests.day(400))
    }

    /// The index again in floating point, on other shapes.
    @Test func stabilityIndexIsItsDefinition() {
        var (left, right) = (ScoreDistribution(), ScoreDistribution())
        for number in 0..<400 {
            left.add(card(number % 40, 0))
            right.add(card(number % 30, number % 7 == 0 ? 1 : 0))
        }
        var expected = 0.0
        for (a, b) in zip(left.bins, right.bins) where a + b > 0 {
            let p = max(Double(a), 0.5) / 400
            let q = max(Double(b), 0.5) / 400
            expected += (p - q) * log(p / q)
        }
        #expect(expected > 0.05)
        #expect(abs(Double(left.stabilityIndex(against: right)) / 1e6 - expected) < 0.000_05)
        #expect(left.stabilityIndex(against: left) == 0)
        #expect(ScoreDistribution().stabilityIndex(against: left) == 0)
    }

    @Test func comparisonCountsMoves() throws {
        var comparison = ModelComparison()
        let (good, bad) = (card(30, 0), card(0, 6))
        try #require(good.grade.letter != bad.grade.letter)
        let profile = try SubjectProfile(["province": "44", "size": "small", "subject": "s"])
        for _ in 0..<9 { comparison.add(good, good, profile: profile) }
        #expect(comparison.json["sizes"] == [], "nine are too few to be shown")
        comparison.add(good, bad, profile: profile)
        #expect(comparison.risen == 0)
        #expect(comparison.fallen == 1)
        #expect(comparison.largestChange == good.score - bad.score)
        #expect(
            comparison.migrations[ModelComparison.Migration(from: good.grade.letter, to: bad.grade.letter)] == 1)
        let small = comparison.json["sizes"]?.array?.first
        #expect(small?["count"] == 10)
        #expect(small?["lowestBefore"] == 0)
        #expect(small?["lowestAfter"] == 100_000)
        #expect(comparison.json["subjects"] == 10)
    }

    @Test func challenger() {
        func score(_ evidence: [Evidence]) -> Int64 {
            PlainBeta.score(evidence, asOf: ScorerTests.today, model: .cis1)
        }
        #expect(score([]) == 500)
        #expect(score([ScorerTests.positive("a"), ScorerTests.positive("b")]) == 750)
        #expect(score([ScorerTests.negative("a", .credit, .low)]) == 333)
        #expect(score([ScorerTests.negative("a", .credit, .low, status: .repaired)]) == 500)
    }
}
