import IntegrityScore
import SupervisionModel
import Testing

/// What the model must hold whatever the evidence, on evidence made from printed seeds.
@Suite struct ScorePropertyTests {
    private let scorer = Scorer()

    struct Generator {
        var state: UInt64

        mutating func next(_ bound: UInt64) -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return (z ^ z >> 31) % bound
        }

        /// - Parameter serial: gives an id that sorts by it, as ids of evidence do.
        mutating func evidence(_ serial: Int, negative: Bool? = nil) -> Evidence {
            let id = "e" + String(100_000 + serial)
            let dimension = Dimension.allCases[Int(next(7))]
            let ago = Int32(next(900))
            let confidence = Int64(next(1_000_001))
            if negative ?? (next(4) == 0) {
                return ScorerTests.negative(
                    id, dimension, Severity.allCases[Int(next(4))], ago: ago, rule: "R-\(next(6))",
                    incident: next(3) == 0 ? "i\(next(5))" : nil, confidence: confidence,
                    due: next(5) == 0 ? ScorerTests.day(Int32(next(60)) - 30) : nil)
            }
            return ScorerTests.positive(
                id, dimension, ago: ago / 30, obligation: next(2) == 0 ? "o\(next(4))" : nil,
                cluster: next(2) == 0 ? "c\(next(4))" : nil, confidence: confidence, young: next(5) == 0,
                identified: next(6) > 0, related: next(6) == 0)
        }

        mutating func shuffled(_ items: [Evidence]) -> [Evidence] {
            var items = items
            for index in stride(from: items.count - 1, to: 0, by: -1) {
                items.swapAt(index, Int(next(UInt64(index + 1))))
            }
            return items
        }
    }

    private func card(_ evidence: [Evidence], _ type: SubjectType = .platform) -> ScoreCard {
        scorer.score(evidence, subjectType: type, asOf: ScorerTests.today, knownSince: ScorerTests.day(1000))
    }

    @Test(arguments: 0..<120)
    func orderDoesNotMatter(seed: Int) {
        var generator = Generator(state: UInt64(seed))
        let items = (0..<Int(generator.next(80))).map { generator.evidence($0) }
        #expect(card(items) == card(generator.shuffled(items)))
    }

    @Test(arguments: 0..<300)
    func addingAFindingNeverRaises(seed: Int) {
        var generator = Generator(state: UInt64(seed) &+ 1000)
        let items = (0..<Int(generator.next(60))).map { generator.evidence($0) }
        let finding = generator.evidence(999, negative: true)
        for type in SubjectType.allCases {
            let before = card(items, type)
            let after = card(items + [finding], type)
            #expect(after.score <= before.score)
            #expect(zip(before.dimensions, after.dimensions).allSatisfy { $0.score >= $1.score })
        }
    }

    /// A hundred thousand insertions, on a random subject each, none of them against the rule.
    @Test func insertionsInGreatNumber() {
        var generator = Generator(state: 42)
        var violations = 0
        for _ in 0..<500 {
            var items = (0..<Int(generator.next(12))).map { generator.evidence($0) }
            var last = card(items).score
            for serial in 0..<200 {
                let added = generator.evidence(100 + serial)
                // Also of an act that is there already, graver or lesser, older or newer.
                items.append(added)
                let score = card(items).score
                let isWrong = added.polarity == .positive ? score < last : score > last
                if isWrong { violations += 1 }
                // Back to few items now and then, so that each still weighs something.
                if items.count > 24 {
                    items.removeFirst(12)
                    last = card(items).score
                } else {
                    last = score
                }
            }
        }
        #expect(violations == 0)
    }

    @Test(arguments: 0..<300)
    func addingAnObligationMetNeverLowers(seed: Int) {
        var generator = Generator(state: UInt64(seed) &+ 2000)
        let items = (0..<Int(generator.next(60))).map { generator.evidence($0) }
        let met = generator.evidence(999, negative: false)
        #expect(card(items + [met]).score >= card(items).score)
    }

    /// Graver, surer or more recent findings never raise a score.
    @Test(arguments: 0..<200)
    func worseFindingsNeverRaise(seed: Int) {
        var generator = Generator(state: UInt64(seed) &+ 3000)
        let items = (0..<Int(generator.next(40))).map { generator.evidence($0) }
        let finding = generator.evidence(999, negative: true)
        guard case .negative(let severity) = finding.polarity else { return }
        func with(_ severity: Severity, _ confidence: Int64, _ day: Day) -> Int64 {
            card(
                items + [
                    Evidence(
                        id: finding.id, dimension: finding.dimension, polarity: .negative(severity),
                        confidence: confidence, day: day, rule: finding.rule, incident: finding.incident,
                        remedyDue: finding.remedyDue)
                ]
            ).score
        }
        let base = with(severity, finding.confidence, finding.day)
        if let graver = Severity(rawValue: severity.rawValue + 1) {
            #expect(with(graver, finding.confidence, finding.day) <= base)
        }
        #expect(with(severity, 1_000_000, finding.day) <= base)
        #expect(with(severity, finding.confidence, ScorerTests.today) <= base)
    }

    @Test(arguments: 0..<100)
    func retractionUndoesAdding(seed: Int) {
        var generator = Generator(state: UInt64(seed) &+ 4000)
        let items = (0..<Int(generator.next(60))).map { generator.evidence($0) }
        let added = generator.evidence(Int(generator.next(500)))
        let retracted = Evidence(
            id: added.id + "x", dimension: added.dimension, polarity: added.polarity, confidence: added.confidence,
            day: added.day, rule: added.rule, incident: added.incident, obligation: added.obligation,
            counterparty: added.counterparty, isRelated: added.isRelated, remedyDue: added.remedyDue, status: .retracted
        )
        #expect(card(items + [retracted]) == card(items))
    }

    /// One item moves its dimension by no more than 1000·w / (P + N + K + w), and one point of rounding.
    @Test(arguments: 0..<200)
    func influenceIsBounded(seed: Int) {
        var generator = Generator(state: UInt64(seed) &+ 5000)
        let items = (0..<Int(generator.next(60))).map { generator.evidence($0) }
        let added = generator.evidence(999)
        let before = card(items).dimensions[added.dimension.rawValue]
        let after = card(items + [added]).dimensions[added.dimension.rawValue]
        let weight: Int64 =
            switch added.polarity {
            case .positive: 1000
            case .negative(let severity): [1000, 4000, 12_000, 40_000][severity.rawValue - 1]
            }
        // An incident that becomes graver changes its other findings too: at most by the same weight.
        let bound = 1000 * weight / (before.evidence + 10_000 + weight) + 2
        #expect(abs(after.score - before.score) <= bound)
    }

    @Test func valuesStayInRange() {
        for seed in 0..<60 {
            var generator = Generator(state: UInt64(seed) &+ 6000)
            let items = (0..<Int(generator.next(200))).map {
                generator.evidence($0, negative: seed % 3 == 0 ? true : nil)
            }
            let card = card(items)
            #expect((0...1000).contains(card.score))
            #expect((0...1000).contains(card.uncertainty))
            #expect(card.dimensions.allSatisfy { (0...1000).contains($0.score) && (0...1000).contains($0.uncertainty) })
            #expect(card.reasons.count <= 4)
            #expect(card.reasons.allSatisfy { $0.cost > 0 })
        }
    }

    /// Sums beyond 64 bits: 220,000 critical findings of today are 9.4e18.
    @Test func muchEvidenceDoesNotOverflow() {
        let items = (0..<220_000).map { ScorerTests.negative("e\($0)", .data, .critical) }
        let sums = scorer.score(items, subjectType: .platform, asOf: ScorerTests.today)
        #expect(sums.dimensions[Dimension.data.rawValue].evidence == 8_800_000_000)
        #expect(sums.dimensions[Dimension.data.rawValue].score == 0)
        #expect(sums.caps.allSatisfy { $0.evidence.count == ScoreCard.maximumNamedEvidence && $0.count == 220_000 })
    }

    /// Whoever deals with himself gains no more than one cluster is worth.
    @Test func selfDealingIsBounded() {
        let bad = (0..<3).map { ScorerTests.negative("n\($0)", .credit, .medium, ago: 100) }
        let honest = card(bad)
        let fake = (0..<200).map {
            ScorerTests.positive("p\($0)", ago: Int32($0 % 60), obligation: "o\($0)", cluster: "own")
        }
        let gamed = card(bad + fake)
        #expect(
            gamed.dimensions[Dimension.credit.rawValue].evidence - honest.dimensions[Dimension.credit.rawValue].evidence
                <= 10_000)
    }
}
