import IntegrityScore
import SupervisionModel
import Testing

@Suite struct ScorerTests {
    static let today = Day(number: 20_000)
    private let scorer = Scorer()

    static func day(_ ago: Int32) -> Day { Day(number: today.number - ago) }

    static func positive(
        _ id: String, _ dimension: Dimension = .credit, ago: Int32 = 0, obligation: String? = nil,
        cluster: String? = nil,
        confidence: Int64 = 1_000_000, young: Bool = false, identified: Bool = true, related: Bool = false,
        status: EvidenceStatus = .active
    ) -> Evidence {
        Evidence(
            id: id, dimension: dimension, polarity: .positive, confidence: confidence, day: day(ago), rule: "POS-01",
            obligation: obligation,
            counterparty: Evidence.Counterparty(
                cluster: cluster, ageDays: young ? 29 : 30, hasIdentityCheck: identified),
            isRelated: related, status: status)
    }

    static func negative(
        _ id: String, _ dimension: Dimension, _ severity: Severity, ago: Int32 = 0, rule: String = "CRD-05",
        incident: String? = nil, confidence: Int64 = 1_000_000, due: Day? = nil, status: EvidenceStatus = .active
    ) -> Evidence {
        Evidence(
            id: id, dimension: dimension, polarity: .negative(severity), confidence: confidence, day: day(ago),
            rule: rule, incident: incident, remedyDue: due, status: status)
    }

    private func card(_ evidence: [Evidence], _ type: SubjectType = .platform, penalty: Int64 = 0) -> ScoreCard {
        scorer.score(evidence, subjectType: type, asOf: Self.today, networkPenalty: penalty)
    }

    private func dimension(_ card: ScoreCard, _ dimension: Dimension) -> ScoreCard.DimensionScore {
        card.dimensions[dimension.rawValue]
    }

    @Test func nothingKnown() {
        let card = card([])
        #expect(card.score == 800)
        #expect(card.uncertainty == 1000)
        #expect(card.grade.description == "M")
        #expect(card.reasons.isEmpty)
        #expect(card.dimensions.map(\.score) == [800, 800, 800, 800, 800, 800, 800])
        #expect(card.dimensions.map(\.weight) == [15, 20, 25, 10, 15, 10, 5])
        #expect(self.card([], .enterprise).dimensions.map(\.weight) == [5, 15, 35, 20, 15, 5, 5])
    }

    /// (1·1000 + 10·800) / 11 = 818; (818·25 + 800·75) / 100 = 804.5.
    @Test func oneObligationMet() {
        let card = card([Self.positive("a")])
        #expect(
            dimension(card, .credit)
                == ScoreCard.DimensionScore(
                    dimension: .credit, score: 818, uncertainty: 909, evidence: 1000, weight: 25))
        #expect(card.score == 804)
        // (909·25 + 1000·75) / 100
        #expect(card.uncertainty == 977)
    }

    /// Half of it is left: (0.5·1000 + 10·800) / 10.5 = 809.5.
    @Test func oneHalfLifeLater() {
        let card = card([Self.positive("a", ago: 90)])
        #expect(dimension(card, .credit).score == 809)
        #expect(dimension(card, .credit).evidence == 500)
    }

    /// 8000 / (10 + 40) = 160; (160·20 + 800·80) / 100 = 672; less (600 − 160) / 4 = 110: 562.
    @Test func oneCriticalFinding() {
        let card = card([Self.negative("a", .moneyLaundering, .critical, rule: "AML-07")])
        #expect(dimension(card, .moneyLaundering).score == 160)
        #expect(card.score == 562)
        #expect(card.caps.map(\.score) == [599])
        #expect(
            card.reasons == [
                ScoreCard.Reason(
                    source: .rule("AML-07", .moneyLaundering), cost: 238, evidence: ["a"],
                    repairableFrom: Day(text: "2025-10-04"))
            ])
        #expect(card.reasons[0].code == "CIS-AML-AML-07")
        #expect(card.improvement == nil, "a critical finding cannot be repaired on its first day")
        // Calendar months: from 2023-10-04 to 2024-10-04 are 366 days.
        for (ago, isRepairable) in [(365, false), (366, true)] as [(Int32, Bool)] {
            let old = self.card([Self.negative("a", .moneyLaundering, .critical, ago: ago, rule: "AML-07")])
            #expect((old.improvement != nil) == isRepairable)
        }
    }

    /// 8000 / 22 = 363; (363·35 + 800·65) / 100 = 647; less (600 − 363) / 4 = 59: 588.
    @Test func oneHighFindingOfAnEnterprise() {
        let card = card([Self.negative("a", .credit, .high)], .enterprise)
        #expect(dimension(card, .credit).score == 363)
        #expect(card.score == 588)
        #expect(card.caps.isEmpty)
    }

    @Test(
        arguments: [
            ("AML-06", Severity.critical, 299), ("AML-06", .high, nil), ("CHN-02", .critical, 399),
            ("CHN-12", .critical, 399), ("MKT-05", .critical, 499), ("MKT-05", .high, nil), ("AML-07", .critical, nil),
        ] as [(String, Severity, Int64?)])
    func capsOfRules(rule: String, severity: Severity, cap: Int64?) {
        let old = Self.negative("z", .complaints, severity, ago: 5000, rule: rule)
        let card = card([old])
        #expect(card.caps.first?.score == cap)
        if let cap {
            #expect(card.score == cap)
            #expect(card.caps == [ScoreCard.Cap(kind: .rule(rule), score: cap, evidence: ["z"])])
        }
    }

    @Test func capsOfIncidents() {
        func caps(_ evidence: [Evidence]) -> [Int64] { card(evidence).caps.map(\.score) }
        let high = (0..<6).map { Self.negative("h\($0)", .disclosure, .high, ago: 300) }
        #expect(caps(Array(high.prefix(2))).isEmpty)
        #expect(caps(Array(high.prefix(3))) == [749])
        #expect(caps(Array(high.prefix(5))) == [749])
        #expect(caps(high) == [599, 749])
        // One act in three dimensions is one incident; the same three days older count no more.
        #expect(caps(Dimension.allCases.map { Self.negative("i\($0)", $0, .high, incident: "one") }).isEmpty)
        #expect(caps((0..<3).map { Self.negative("h\($0)", .disclosure, .high, ago: 365) }).isEmpty)
        #expect(caps((0..<3).map { Self.negative("h\($0)", .disclosure, .high, ago: 364) }) == [749])
        #expect(caps([Self.negative("c", .disclosure, .critical, ago: 365)]).isEmpty)
        #expect(caps([Self.negative("c", .disclosure, .critical, ago: 364)]) == [599])
        #expect(caps([Self.negative("d", .disclosure, .high, ago: 900, due: Self.today)]).isEmpty)
        #expect(caps([Self.negative("d", .disclosure, .high, ago: 900, due: Self.day(1))]) == [699])
        #expect(caps([Self.negative("d", .disclosure, .medium, ago: 900, due: Self.day(1))]).isEmpty)
    }

    @Test func statuses() {
        let base = [Self.positive("p"), Self.negative("n", .data, .medium)]
        for status in [EvidenceStatus.retracted, .overturned, .repaired, .expired] {
            let more =
                base + [
                    Self.negative("x", .chain, .critical, status: status), Self.positive("y", .chain, status: status),
                ]
            #expect(card(more) == card(base))
        }
        // Contested: the finding counts until it is decided, the obligation does not.
        #expect(card(base + [Self.positive("y", .chain, status: .disputed)]) == card(base))
        let disputed = card(base + [Self.negative("x", .chain, .high, status: .disputed)])
        let undisputed = card(base + [Self.negative("x", .chain, .high)])
        #expect(disputed.score == undisputed.score)
        #expect(disputed.grade == undisputed.grade)
        #expect(disputed.dimensions == undisputed.dimensions)
        #expect(disputed.caps == undisputed.caps)
        // What happens after the day of the score is not known on it.
        #expect(card(base + [Self.negative("x", .chain, .critical, ago: -1)]) == card(base))
    }

    @Test func limitsOfPositives() {
        func evidence(_ items: [Evidence]) -> Int64 { dimension(card(items), .credit).evidence }
        // Three a day of one obligation; another obligation or day is another three.
        #expect(evidence((0..<9).map { Self.positive("a\($0)", obligation: "repay") }) == 3000)
        #expect(evidence((0..<9).map { Self.positive("a\($0)", obligation: "o\($0)") }) == 9000)
        // Ten units of one cluster, whatever the obligations.
        let many = (0..<40).map { Self.positive("a\($0)", obligation: "o\($0)", cluster: "c") }
        #expect(evidence(many) == 10_000)
        #expect(
            evidence((0..<40).map { Self.positive("a\($0)", obligation: "o\($0)", cluster: "c\($0 % 3)") }) == 30_000)
        // Sixty units in all.
        #expect(evidence((0..<99).map { Self.positive("a\($0)", obligation: "o\($0)", cluster: "c\($0)") }) == 60_000)
        // Young, unidentified or related counterparties.
        #expect(evidence([Self.positive("a", young: true)]) == 100)
        #expect(evidence([Self.positive("a", identified: false)]) == 100)
        #expect(evidence([Self.positive("a", young: true, identified: false)]) == 100)
        #expect(evidence([Self.positive("a", related: true)]) == 0)
        // Many fake raters of one cluster: the allowance first, then a tenth of it.
        let fake = (0..<40).map { Self.positive("a\($0)", obligation: "o\($0)", cluster: "c", young: true) }
        #expect(evidence(fake) == 1000)
        // The allowance of a cluster is spent in the order of ids, before related ones are worth nothing.
        let mixed =
            (0..<10).map { Self.positive("a\($0)", obligation: "o\($0)", cluster: "c", related: true) }
            + [Self.positive("z", obligation: "z", cluster: "c")]
        #expect(evidence(mixed) == 0)
        #expect(evidence(mixed + [Self.positive("A", obligation: "A", cluster: "c")]) == 1000)
    }

    @Test func incidentsCountOncePerDimension() {
        func evidence(_ items: [Evidence]) -> Int64 { dimension(card(items), .credit).evidence }
        let items = [
            Self.negative("a", .credit, .low, incident: "i"), Self.negative("b", .credit, .high, incident: "i"),
            Self.negative("c", .credit, .medium, incident: "i"),
        ]
        #expect(evidence(items) == 12_000)
        #expect(evidence(items + [Self.negative("d", .credit, .high)]) == 24_000)
        // An incident and a finding whose id is that text are two.
        #expect(evidence(items + [Self.negative("i", .credit, .low)]) == 13_000)
        #expect(dimension(card(items + [Self.negative("e", .data, .low, incident: "i")]), .data).evidence == 1000)
    }

    /// The gravest finding of an act counts, unless it has faded below a lesser one.
    @Test func incidentsCountWithWhatWeighsMost() {
        func evidence(_ items: [Evidence]) -> Int64 { dimension(card(items), .credit).evidence }
        let low = Self.negative("a", .credit, .low, incident: "i")
        // High a year ago: six units, however recent the low one is.
        #expect(evidence([low, Self.negative("b", .credit, .high, ago: 365, incident: "i")]) == 6000)
        // High four years ago: 0.75 units; one unit is left of today's low one.
        #expect(evidence([low, Self.negative("b", .credit, .high, ago: 1460, incident: "i")]) == 1000)
    }

    @Test func naturalPersonsAreForgotten() {
        func score(_ days: Int32) -> Int64 {
            card([
                Evidence(
                    id: "n", dimension: .credit, polarity: .negative(.critical), day: Self.day(days), rule: "AML-06",
                    isNaturalPerson: true)
            ]).score
        }
        // From 2019-10-04 to 2024-10-04.
        #expect(score(1826) == 299)
        #expect(score(1827) == 800)
        #expect(card([Self.negative("n", .credit, .critical, ago: 1827, rule: "AML-06")]).score == 299)
        // 29 February ends on 28 February.
        let born = Evidence(
            id: "n", dimension: .credit, polarity: .negative(.critical), day: Day(text: "2020-02-29") ?? Self.today,
            rule: "AML-06", isNaturalPerson: true)
        for (day, score) in [("2025-02-27", 299), ("2025-02-28", 800)] as [(String, Int64)] {
            #expect(
                scorer.score([born], subjectType: .platform, asOf: Day(text: day) ?? Self.today).score == score)
        }
    }

    /// A critical finding that has a cap of its own is none of the "other" ones, and still one of the grave incidents.
    @Test func ruleCapsAnswerTheirFindings() {
        let hit = Self.negative("a", .moneyLaundering, .critical, rule: "AML-06")
        #expect(card([hit]).caps.map(\.kind.code) == ["rule.AML-06"])
        let other = Self.negative("b", .moneyLaundering, .critical, rule: "AML-07")
        #expect(card([hit, other]).caps.map(\.kind.code) == ["rule.AML-06", "critical"])
        #expect(card([hit, other]).caps[1].evidence == ["b"])
        let third = Self.negative("c", .credit, .high)
        #expect(card([hit, other, third]).caps.map(\.kind.code) == ["rule.AML-06", "critical", "grave.3"])
    }

    @Test func contestedFindingsAreShownBothWays() {
        let items = [
            Self.negative("x", .chain, .critical, rule: "CHN-02", status: .disputed),
            Self.negative("n", .credit, .low), Self.positive("p", .chain, status: .disputed),
        ]
        let card = card(items)
        #expect(card.score == 399)
        #expect(card.withoutDisputed?.score == self.card([items[1]]).score)
        #expect(card.withoutDisputed?.evidence == ["x"])
        #expect(self.card([items[1]]).withoutDisputed == nil)
    }

    @Test func networkReason() {
        let card = card([Self.negative("n", .credit, .low)], penalty: 40)
        #expect(card.reasons.map(\.code) == ["CIS-NET", "CIS-CRD-CRD-05"])
        #expect(card.reasons[0].cost == 40)
        #expect(card.reasons[0].repairableFrom == nil)
        #expect(card.beforeNetwork == card.score + 40)
    }

    @Test func networkPenalty() {
        #expect(card([], penalty: 40).score == 760)
        #expect(card([], penalty: 5000).score == 700)
        #expect(card([], penalty: -5).score == 800)
    }

    @Test func reasonsInOrder() {
        let card = card([
            Self.negative("a", .credit, .high, rule: "CRD-05"), Self.negative("b", .credit, .low, rule: "CRD-01"),
            Self.negative("c", .data, .medium, rule: "DAT-01"),
            Self.negative("d", .disclosure, .medium, rule: "DIS-02"),
            Self.negative("e", .complaints, .low, rule: "COM-01"), Self.negative("f", .credit, .high, rule: "CRD-05"),
        ])
        #expect(card.reasons.count == 4)
        #expect(card.reasons[0].code == "CIS-CRD-CRD-05")
        #expect(card.reasons[0].evidence == ["a", "f"])
        #expect(zip(card.reasons, card.reasons.dropFirst()).allSatisfy { $0.cost >= $1.cost })
        #expect(card.improvement?.source == .rule("COM-01", .complaints))
    }

    /// Two caps of one height: no single rule costs anything, and the caps say why.
    @Test func reasonsBehindEqualCaps() {
        let card = card(
            [
                Self.negative("a", .complaints, .critical, ago: 364, rule: "X-1"),
                Self.negative("b", .complaints, .critical, ago: 364, rule: "X-2"),
            ] + (0..<20).map { Self.positive("p\($0)", .complaints, obligation: "o\($0)", cluster: "c\($0)") })
        #expect(card.caps.map(\.score) == [599])
        #expect(card.caps[0].evidence == ["a", "b"])
    }
}
