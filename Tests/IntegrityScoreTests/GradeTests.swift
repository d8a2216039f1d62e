import IntegrityScore
import SupervisionModel
import Testing

@Suite struct GradeTests {
    /// Evidence that gives much weight, spread over clusters, so that grades can be seen.
    private func card(units: Int, negatives: [Evidence] = [], known ago: Int32) -> ScoreCard {
        let positives = Dimension.allCases.flatMap { dimension in
            (0..<units).map {
                ScorerTests.positive("\(dimension.code)\($0)", dimension, obligation: "o\($0)", cluster: "c\($0 % 7)")
            }
        }
        return Scorer().score(
            positives + negatives, subjectType: .platform, asOf: ScorerTests.today, knownSince: ScorerTests.day(ago))
    }

    @Test func unratedUntilKnown() {
        #expect(card(units: 20, known: 89).grade.letter == .unrated)
        #expect(card(units: 20, known: 90).grade.letter == .b, "at most B before 180 days")
        #expect(card(units: 20, known: 90).grade.notch == .plus)
        #expect(card(units: 20, known: 180).grade.letter == .a)
        #expect(card(units: 1, known: 400).grade.letter == .unrated, "seven units are too little")
        #expect(card(units: 2, known: 400).grade.letter == .b)
        // 7 · 7 = 49 units, then 56; with 7 units a dimension scores (7·1000 + 8000) / 17 = 882.
        #expect(card(units: 7, known: 400).score == 882)
        #expect(card(units: 7, known: 400).grade.description == "B+")
        #expect(card(units: 8, known: 400).grade.letter == .a)
    }

    @Test(
        arguments: [
            (0, "D-"), (199, "D-"), (200, "D"), (399, "D"), (400, "D+"), (599, "D+"), (600, "C-"), (649, "C-"),
            (650, "C"),
            (699, "C"), (700, "C+"), (749, "C+"), (750, "B-"), (783, "B-"), (784, "B"), (816, "B"), (817, "B+"),
            (849, "B+"), (850, "A-"), (900, "A-"), (901, "A"), (950, "A"), (951, "A+"), (1000, "A+"),
        ] as [(Int64, String)])
    func bandsAndNotches(score: Int64, grade: String) {
        #expect(Grade(ofSeasoned: score, scale: ScoreModel.cis1.grades).description == grade)
    }
}
