import IntegrityScore
import SupervisionModel
import Testing

@Suite struct EvidenceJSONTests {
    private func read(_ text: String) throws -> (subject: String, type: SubjectType, evidence: Evidence) {
        try Evidence.read(JSONParser.parse(Array(text.utf8), maximumBytes: 10_000))
    }

    @Test func allMembers() throws {
        let (subject, type, evidence) = try read(
            """
            {"id":"e1","subject":"p-1","subjectType":"platform","dimension":"CRD","rule":"CRD-05@3","polarity":"negative",
            "severity":"high","confidencePpm":900000,"day":"2025-03-01","incident":"i","obligation":"o","counterparty":"c",
            "cluster":"k","counterpartyDays":5,"counterpartyKyc":false,"related":true,"remedyDue":"2025-04-01",
            "naturalPerson":true,"chain":"scf-1","assurance":"quorum","status":"disputed"}
            """)
        #expect(subject == "p-1")
        #expect(type == .platform)
        #expect(
            evidence
                == Evidence(
                    id: "e1", dimension: .credit, polarity: .negative(.high), confidence: 900_000,
                    day: try #require(Day(text: "2025-03-01")), rule: "CRD-05", incident: "i", obligation: "o",
                    counterparty: Evidence.Counterparty(cluster: "k", ageDays: 5, hasIdentityCheck: false),
                    isRelated: true, remedyDue: Day(text: "2025-04-01"), isNaturalPerson: true, status: .disputed))
    }

    @Test func defaults() throws {
        let evidence = try read(
            #"{"id":"e","subject":"p","subjectType":"enterprise","dimension":"COM","rule":"R","polarity":"positive","day":"2025-03-01","counterparty":"c"}"#
        ).evidence
        #expect(
            evidence
                == Evidence(
                    id: "e", dimension: .complaints, polarity: .positive, day: try #require(Day(text: "2025-03-01")),
                    rule: "R", counterparty: Evidence.Counterparty(cluster: "c")))
    }

    @Test(
        arguments: [
            (#""dimension":"COM""#, #""dimension":"XXX""#, "dimension"),
            (#""polarity":"negative""#, #""polarity":"bad""#, "polarity"),
            (#""severity":"low""#, #""severity":"huge""#, "severity"),
            (#""severity":"low","#, "", "severity"),
            (#""day":"2025-03-01""#, #""day":"2025-02-30""#, "day"),
            (#""subjectType":"platform""#, #""subjectType":"person""#, "subjectType"),
            (#""id":"e""#, #""id":"e","sevrity":"low""#, "sevrity"),
            (#""id":"e""#, #""id":"e","confidencePpm":1000001"#, "confidencePpm"),
            (#""id":"e""#, #""id":"e","status":"gone""#, "status"),
        ])
    func refused(old: String, new: String, path: String) {
        let good =
            #"{"id":"e","subject":"p","subjectType":"platform","dimension":"COM","rule":"R","polarity":"negative","severity":"low","day":"2025-03-01"}"#
        #expect(throws: Never.self) { try read(good) }
        let error = #expect(throws: JSONReadError.self) { try read(good.replacing(old, with: new)) }
        #expect(error?.path == path)
    }

    @Test func card() throws {
        let card = Scorer().score(
            [ScorerTests.negative("a", .moneyLaundering, .critical, ago: 400, rule: "AML-07")], subjectType: .platform,
            asOf: ScorerTests.today)
        let json = card.json(subject: "p-1")
        #expect(json["score"] == .integer(card.score))
        #expect(json["subject"] == "p-1")
        #expect(json["model"] == "CIS-1")
        #expect(json["reasons"]?.array?.first?["code"] == "CIS-AML-AML-07")
        #expect(json["improvement"]?["code"] == "CIS-AML-AML-07")
        #expect(json["dimensions"]?.array?.count == 7)
        #expect(try CanonicalJSON.decode(json.encode(), maximumBytes: 10_000) == json)
    }
}
