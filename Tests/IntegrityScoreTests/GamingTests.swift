import IntegrityScore
import SupervisionModel
import Testing

/// What somebody who wants a better score than he deserves can do, and how far he gets (scoring.md D8, D9).
@Suite struct GamingTests {
    private let scorer = Scorer()

    private func score(_ evidence: [Evidence], known: Int32 = 900) -> ScoreCard {
        scorer.score(
            evidence, subjectType: .platform, asOf: ScorerTests.today, knownSince: ScorerTests.day(known))
    }

    private let bad =
        [
            ScorerTests.negative("n0", .credit, .high, ago: 120), ScorerTests.negative("n1", .credit, .medium, ago: 60),
            ScorerTests.negative("n2", .disclosure, .medium, ago: 30),
        ]
        + (0..<12).map {
            ScorerTests.positive("p\($0)", .credit, ago: Int32($0) * 7, obligation: "loan", cluster: "k\($0)")
        }

    /// 200 self-dealt obligations with one accomplice lift a bad subject by at most 50 points.
    @Test func selfDealing() {
        let honest = score(bad).score
        for (obligations, young) in [(200, false), (200, true), (1, false)] {
            let dealt = (0..<200).map {
                ScorerTests.positive(
                    "s\($0)", .credit, ago: Int32($0 % 60), obligation: "o\($0 % obligations)", cluster: "own",
                    young: young)
            }
            let lifted = score(bad + dealt).score
            #expect(lifted >= honest)
            #expect(lifted - honest <= 50, "\(honest) → \(lifted)")
        }
        let related = (0..<200).map {
            ScorerTests.positive("r\($0)", .credit, obligation: "o\($0)", cluster: "c\($0)", related: true)
        }
        #expect(score(bad + related).score == honest)
    }

    /// Three obligations a day for a year leave ten undecayed high findings at D.
    @Test func diligenceDoesNotWashAway() {
        let findings = (0..<10).map { ScorerTests.negative("n\($0)", .credit, .high) }
        let year = (0..<365).flatMap { day in
            (0..<3).map {
                ScorerTests.positive(
                    "p\(day)-\($0)", .credit, ago: Int32(day), obligation: "repay", cluster: "c\(day % 90)-\($0)")
            }
        }
        let card = score(findings + year)
        #expect(card.grade.letter == .d)
        #expect(card.dimensions[Dimension.credit.rawValue].evidence == 180_000, "sixty units against 120")
    }

    /// Fake counterparties without a checked identity: however many, a tenth each, and sixty units in all.
    @Test func sybils() {
        let honest = score(bad).score
        var last: Int64 = 0
        for count in [10, 100, 1000] {
            let fakes = (0..<count).map {
                ScorerTests.positive("s\($0)", .credit, obligation: "o\($0)", cluster: "c\($0)", identified: false)
            }
            let lifted = score(bad + fakes).dimensions[Dimension.credit.rawValue].evidence
            #expect(lifted >= last)
            last = lifted
        }
        let limit = score(bad).dimensions[Dimension.credit.rawValue].evidence + 60_000
        #expect(last <= limit)
        let hundred = (0..<100).map {
            ScorerTests.positive("s\($0)", .credit, obligation: "o\($0)", cluster: "c\($0)", identified: false)
        }
        #expect(score(bad + hundred).score - honest <= 50)
    }

    /// A new name is not a better one: it is unrated, and later at most B until it is seasoned.
    @Test func reRegistration() {
        let fresh = score([], known: 0)
        #expect(fresh.grade.letter == .unrated)
        #expect(
            ScoreModel.cis1.intensity.sampling(.unrated, hasOpenAlerts: true)
                >= ScoreModel.cis1.intensity.sampling(.d, hasOpenAlerts: false))
        #expect(
            ScoreModel.cis1.intensity.sampling(.unrated, hasOpenAlerts: false)
                >= ScoreModel.cis1.intensity.sampling(.c, hasOpenAlerts: false))
        let busy = Dimension.allCases.flatMap { dimension in
            (0..<40).map {
                ScorerTests.positive("\(dimension.code)\($0)", dimension, obligation: "o\($0)", cluster: "c\($0)")
            }
        }
        #expect(score(busy, known: 89).grade.letter == .unrated)
        #expect(score(busy, known: 179).grade.letter == .b)
        #expect(score(busy, known: 180).grade.letter == .a)
        // Whoever takes over the business takes over its findings: the successor's evidence holds them.
        #expect(score(bad + busy, known: 180).score < score(busy, known: 180).score)
    }

    /// Contesting everything raises nothing before people have decided.
    @Test func contestingEverything() {
        let contested = bad.map { item in
            Evidence(
                id: item.id, dimension: item.dimension, polarity: item.polarity, confidence: item.confidence,
                day: item.day, rule: item.rule, incident: item.incident, obligation: item.obligation,
                counterparty: item.counterparty, isRelated: item.isRelated, remedyDue: item.remedyDue,
                status: .disputed)
        }
        #expect(score(contested).score <= score(bad).score)
    }
}
