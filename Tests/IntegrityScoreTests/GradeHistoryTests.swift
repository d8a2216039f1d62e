import IntegrityScore
import SupervisionModel
import Testing

@Suite struct GradeHistoryTests {
    private let scale = ScoreModel.cis1.grades
    private let start = Day(number: 20_000)

    /// A well-known subject whose score is that of one dimension's obligations and findings; found by trying.
    private func card(_ score: Int64, capped: Bool = false) throws -> ScoreCard {
        // A card with the wanted score: obligations everywhere, a penalty for the exact points.
        var evidence: [Evidence] = []
        for dimension in Dimension.allCases {
            for number in 0..<60 {
                evidence.append(
                    ScorerTests.positive(
                        "\(dimension.code)\(number)", dimension, ago: 0, obligation: "o\(number)",
                        cluster: "c\(number / 8)"))
            }
        }
        if capped { evidence.append(ScorerTests.negative("x", .complaints, .critical)) }
        let model = ScoreModel.cis1
        let wide = ScoreModel(
            id: "T", weights: model.weights, positive: model.positive, negative: model.negative, prior: model.prior,
            baseRate: model.baseRate, positiveLimits: model.positiveLimits, ruleCaps: model.ruleCaps,
            recentCaps: model.recentCaps, weakestLink: model.weakestLink,
            network: ScoreModel.Network(below: 600, divisor: 6000, maximum: 999), grades: model.grades,
            intensity: model.intensity, naturalPersonYears: 5, repairMonths: model.repairMonths, reasons: 4)
        let scorer = Scorer(model: wide)
        let whole = scorer.score(
            evidence, subjectType: .platform, asOf: ScorerTests.today, knownSince: ScorerTests.day(900))
        let card = scorer.score(
            evidence, subjectType: .platform, asOf: ScorerTests.today, knownSince: ScorerTests.day(900),
            networkPenalty: whole.beforeNetwork - score)
        try #require(card.score == min(score, capped ? 599 : 1000))
        return card
    }

    /// Runs the scores of consecutive days and says what changed when.
    private func run(_ history: inout GradeHistory, _ score: Int64, days: Int) throws -> [(Int, GradeHistory.Change)] {
        let card = try card(score)
        var changes: [(Int, GradeHistory.Change)] = []
        for number in 1...days {
            let day = history.day?.next ?? start
            let change = history.advance(card, on: day, replyBy: Day(number: day.number + 7), scale: scale)
            if change != .none { changes.append((number, change)) }
        }
        return changes
    }

    @Test func risesAfterThirtyDays() throws {
        var history = GradeHistory()
        let changes1 = try run(&history, 800, days: 1)
        #expect(changes1.map(\.1) == [.rated])
        #expect(history.letter == .b)
        // Above the bound, but not by the margin.
        let changes2 = try run(&history, 864, days: 60)
        #expect(changes2.isEmpty)
        let changes3 = try run(&history, 865, days: 29)
        #expect(changes3.isEmpty)
        let changes4 = try run(&history, 864, days: 1)
        #expect(changes4.isEmpty, "the streak is broken")
        let changes = try run(&history, 865, days: 30)
        #expect(changes.map(\.0) == [30])
        #expect(changes.map(\.1) == [.raised])
        #expect(history.published(score: 865, scale: scale).description == "A-")
    }

    @Test func fallsAfterSevenDaysAndAPreview() throws {
        var history = GradeHistory()
        _ = try run(&history, 800, days: 1)
        let changes5 = try run(&history, 740, days: 60)
        #expect(changes5.isEmpty, "ten points below are not more than ten")
        let changes = try run(&history, 739, days: 20)
        #expect(changes.map(\.0) == [7, 15])
        #expect(changes.map(\.1) == [.previewed, .lowered])
        #expect(history.letter == .c)
        #expect(history.published(score: 739, scale: scale).description == "C+")
    }

    @Test func recoveryWithdrawsThePreview() throws {
        var history = GradeHistory()
        _ = try run(&history, 800, days: 1)
        let changes6 = try run(&history, 700, days: 8)
        #expect(changes6.map(\.1) == [.previewed])
        #expect(history.preview?.letter == .c)
        let changes7 = try run(&history, 740, days: 1)
        #expect(changes7.map(\.1) == [.previewWithdrawn])
        #expect(history.letter == .b)
        // Worse than announced: lowered only as far as announced, and announced again.
        let changes8 = try run(&history, 700, days: 7)
        #expect(changes8.map(\.1) == [.previewed])
        let changes9 = try run(&history, 100, days: 8)
        #expect(changes9.map(\.1) == [.lowered])
        #expect(history.letter == .c)
    }

    @Test func capsActAtOnce() throws {
        var history = GradeHistory()
        _ = try run(&history, 800, days: 1)
        let day = try #require(history.day?.next)
        let change = history.advance(try card(900, capped: true), on: day, replyBy: day, scale: scale)
        #expect(change == .capped)
        #expect(history.letter == .d)
    }

    @Test func emergencies() throws {
        var history = GradeHistory()
        _ = try run(&history, 800, days: 1)
        _ = try run(&history, 700, days: 6)
        let day = try #require(history.day?.next)
        let change = history.advance(try card(700), on: day, replyBy: day, scale: scale, isEmergency: true)
        #expect(change == .loweredAtOnce)
    }

    @Test func unratedAndADayLeftOut() throws {
        var history = GradeHistory()
        _ = try run(&history, 800, days: 1)
        _ = try run(&history, 700, days: 6)
        // A day is missing: seven consecutive days begin anew.
        let later = Day(number: (history.day ?? start).number + 2)
        let broken = history.advance(try card(700), on: later, replyBy: later, scale: scale)
        #expect(broken == .none)
        #expect(history.daysBelow[1] == 1)
        let unknown = Scorer().score([], subjectType: .platform, asOf: ScorerTests.today)
        let forgotten = history.advance(unknown, on: later.next, replyBy: later, scale: scale)
        #expect(forgotten == .unrated)
        #expect(history.letter == .unrated)
    }

    @Test func stateIsKept() throws {
        var history = GradeHistory()
        #expect(try GradeHistory(history.json) == history)
        _ = try run(&history, 800, days: 1)
        _ = try run(&history, 700, days: 9)
        #expect(history.preview != nil)
        #expect(try GradeHistory(history.json) == history)
        #expect(throws: JSONReadError.self) {
            try GradeHistory(["above": [0, 0], "below": [0, 0, 0], "letter": "B"])
        }
        #expect(throws: JSONReadError.self) {
            try GradeHistory(["above": [0, 0, 0], "below": [0, 0, 0], "letter": "E"])
        }
    }
}
