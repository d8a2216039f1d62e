import Backtesting
import ChainFormats
import RuleEngine
import RulePacks
import Supervision
import SupervisionModel
import Testing

/// Event files through the core: order of arrival, removals, ticks, finality.
@Suite struct BacktestTests {
    private static let vocabulary = """
        events:
          loan.originated:
            fields: { borrower: entity, lender: entity, principal: money }
        """

    private static let rule = """
        id: CRD-06
        version: 1.0
        title: { zh: 多头借贷, en: Borrowing on several platforms at once }
        basis:
          - { text: 征信业务惯例, level: heuristic, status: advisory }
        risk: { class: credit }
        severity: medium
        mode: live
        effective: { from: 2025-01-01 }
        scores: { dimension: CRD, polarity: negative }
        params:
          lenders: { type: int, default: 3, min: 2 }
          horizon: { type: duration, default: 30d }
        on: loan.originated
        key: event.borrower
        where: event.principal.minor > 0
        window: { sliding: params.horizon }
        let:
          lenders: distinct(event.lender)
          total: sum(event.principal.minor)
        when: lenders >= params.lenders
        rearm: whenFalse
        subject: event.borrower
        message:
          zh: "{subject} 在 {params.horizon} 内向 {lenders} 家平台借款，合计 {total}"
          en: "{subject} borrowed from {lenders} platforms within {params.horizon}, {total} in all"
        guidance: { zh: 请核对, en: Check it }
        tests:
          - name: third lender trips it
            events:
              - loan.originated: { at: 2025-03-01T00:00Z, chain: a, borrower: X, lender: P1, principal: 100 CNY }
              - loan.originated: { at: 2025-03-05T00:00Z, chain: b, borrower: X, lender: P2, principal: 100 CNY }
              - loan.originated: { at: 2025-03-09T00:00Z, chain: c, borrower: X, lender: P3, principal: 100 CNY }
            expect: [ { at: 2025-03-09T00:00Z, subject: X, lenders: 3 } ]
          - name: two lenders do not
            events:
              - loan.originated: { at: 2025-03-01T00:00Z, chain: a, borrower: X, lender: P1, principal: 100 CNY }
              - loan.originated: { at: 2025-03-05T00:00Z, chain: b, borrower: X, lender: P2, principal: 100 CNY }
            expect: []
          - name: exactly thirty days after the first the window has moved on
            events:
              - loan.originated: { at: 2025-03-01T00:00Z, chain: a, borrower: X, lender: P1, principal: 100 CNY }
              - loan.originated: { at: 2025-03-05T00:00Z, chain: b, borrower: X, lender: P2, principal: 100 CNY }
              - loan.originated: { at: 2025-03-31T00:00Z, chain: c, borrower: X, lender: P3, principal: 100 CNY }
            expect: []
          - name: the third loan is reorganised away
            events:
              - loan.originated: { at: 2025-03-01T00:00Z, chain: a, borrower: X, lender: P1, principal: 100 CNY }
              - loan.originated: { at: 2025-03-05T00:00Z, chain: b, borrower: X, lender: P2, principal: 100 CNY }
              - loan.originated: { at: 2025-03-09T00:00Z, chain: c, height: 7, borrower: X, lender: P3, principal: 100 CNY }
              - remove: { chain: c, height: 7 }
            expect: [ { subject: X, state: retracted } ]
        """

    private func pack() throws -> RulePack {
        let manifest = """
            id: test
            version: 1.0.0
            engine: 1
            authors: [one]
            approvers: [other]
            """
        return try RulePack.load(
            files: try PackFiles([
                PackFiles.File(path: "pack.yaml", bytes: Array(manifest.utf8)),
                PackFiles.File(path: "rules/credit/CRD-06.yaml", bytes: Array(Self.rule.utf8)),
                PackFiles.File(path: "vocabulary/loans.yaml", bytes: Array(Self.vocabulary.utf8)),
            ]))
    }

    private func steps(_ lines: [String], _ pack: RulePack) throws -> [EventStep] {
        try EventFile.read(
            Array(lines.joined(separator: "\n").utf8), path: "events.jsonl", vocabulary: pack.vocabulary,
            entities: EntityReader())
    }

    private func line(_ day: Int, _ chain: String, _ borrower: String, _ lender: String, isFinal: Bool = true) -> String
    {
        let month = 3 + (day - 1) / 28
        let date = "2025-0\(month)-\((day - 1) % 28 < 9 ? "0" : "")\((day - 1) % 28 + 1)"
        return
            "{\"type\":\"loan.originated\",\"chain\":\"\(chain)\",\"time\":\"\(date)T00:00:00Z\",\"final\":\(isFinal),\"borrower\":\"\(borrower)\",\"lender\":\"\(lender)\",\"principal\":{\"minor\":\"100\",\"currency\":\"CNY\"}}"
    }

    @Test func itsOwnTestsPassOnTheCore() throws {
        let pack = try pack()
        var engine = CoreRuleTests(naming: AddressNaming())
        let results = pack.runTests(on: &engine)
        #expect(results.count == 4)
        for result in results { #expect(result.hasPassed, "\(result.test.name): \(result)") }
    }

    @Test func theShippedPackPassesOnTheCore() throws {
        let pack = try RulePack.load(directory: RepositoryFiles.path("Rules"), entities: .ofEveryNetwork)
        var engine = CoreRuleTests(naming: AddressNaming())
        let results = pack.runTests(on: &engine)
        #expect(results.count >= 44)
        for result in results { #expect(result.hasPassed, "\(result.test.rule) \(result.test.name): \(result)") }
    }

    @Test(arguments: UInt64(1)...5) func theOrderOfArrivalDoesNotMatter(seed: UInt64) throws {
        let pack = try pack()
        var generator = SplitMix64(state: seed)
        var lines: [String] = []
        for day in 1...60 {
            for _ in 0..<2 {
                lines.append(
                    line(
                        day, ["a", "b", "c"][Int.random(in: 0..<3, using: &generator)],
                        "X\(Int.random(in: 0..<9, using: &generator))", "P\(Int.random(in: 0..<6, using: &generator))",
                        isFinal: Bool.random(using: &generator)))
            }
            if day == 30 { lines.append("{\"tick\":\"2025-03-25T00:00:00Z\"}") }
            if day == 40 { lines.append("{\"remove\":{\"chain\":\"b\",\"height\":20}}") }
        }
        let backtest = Backtest(pack: pack, naming: AddressNaming())
        let steps = try steps(lines, pack)
        let straight = try backtest.run(steps).map { backtest.json($0).encode() }
        #expect(straight.count > 3)
        for shuffle in UInt64(1)...3 {
            #expect(try backtest.run(steps, shuffle: shuffle).map { backtest.json($0).encode() } == straight)
        }
    }

    @Test func theEndSetsEveryWatermark() throws {
        let pack = try pack()
        let backtest = Backtest(pack: pack, naming: AddressNaming())
        let lines = [line(1, "a", "X", "P1"), line(2, "b", "X", "P2"), line(3, "c", "X", "P3")]
        let final = try backtest.run(try steps(lines, pack))
        #expect(final.map(\.alert.finality) == [.final])
        let json = backtest.json(try #require(final.first))
        #expect(json["at"] == "2025-03-03T00:00:00Z")
        #expect(json["subject"] == "X")
        #expect(json["key"] == ["X"])
        #expect(json["state"] == "final")
        #expect(json["values"]?["lenders"] == 3)
        #expect(json["evidence"]?.array?.count == 3)
        // One block is not final: neither is the alert.
        let open = [lines[0], lines[1], line(3, "c", "X", "P3", isFinal: false)]
        #expect(try backtest.run(try steps(open, pack)).map(\.alert.finality) == [.provisional])
        let later = open + ["{\"final\":{\"chain\":\"c\",\"height\":1}}"]
        #expect(try backtest.run(try steps(later, pack)).map(\.alert.finality) == [.final])
        // Time has only passed to the last tick.
        let early = ["{\"tick\":\"2025-03-02T00:00:00Z\"}"] + lines
        #expect(try backtest.run(try steps(early, pack)).map(\.alert.finality) == [.provisional])
    }

    @Test func whatCannotBeJudgedChangesNoAlert() throws {
        let pack = try pack()
        let backtest = Backtest(pack: pack, naming: AddressNaming())
        let good = [line(1, "a", "X", "P1"), line(2, "b", "X", "P2"), line(3, "c", "X", "P3")]
        let between = [
            "no JSON", #"{"type":"x.org.other","chain":"d","height":900,"time":"2025-03-09T00:00:00Z"}"#,
            #"{"type":"loan.originated","chain":"a","height":1,"index":0,"time":"2025-03-02T00:00:00Z","lender":"P9"}"#,
            #"{"type":"loan.originated","chain":"a","time":"1999-03-02T00:00:00Z"}"#,
            #"{"tick":"9999-01-01T00:00:00Z"}"#, #"{"type":"loan.originated","chain":"c","time":7}"#,
        ]
        let mixed = [good[0]] + between + [good[1], between[1], good[2]]
        let expected = try backtest.run(try steps(good, pack)).map { backtest.json($0).encode() }
        #expect(expected.count == 1)
        let read = EventFile.steps(
            of: Array(mixed.joined(separator: "\n").utf8), path: "events.jsonl", vocabulary: pack.vocabulary,
            entities: EntityReader())
        #expect(try backtest.run(read).map { backtest.json($0).encode() } == expected)
        #expect(try backtest.run(read, shuffle: 3).map { backtest.json($0).encode() } == expected)
        let report = EventFileReport(read, vocabulary: pack.vocabulary)
        #expect(report.faulty.map(\.location.line) == [2, 4, 5, 6, 7])
        #expect(report.undeclared.map(\.count) == [2])
    }

    @Test func expectationsAreCompared() throws {
        let alerts: [JSONValue] = [
            ["rule": "R", "subject": "X", "at": "2025-03-03T00:00:00Z", "state": "final", "values": ["n": 3, "m": 1]],
            ["rule": "R", "subject": "Y", "at": "2025-03-04T00:00:00Z", "state": "retracted"],
        ]
        func difference(_ lines: [JSONValue]) -> [Int] {
            let difference = BacktestExpectations(lines).difference(from: alerts)
            return [difference.missing.count, difference.unexpected.count]
        }
        #expect(difference([]) == [0, 1])
        #expect(difference([["rule": "R", "subject": "X", "values": ["n": 3]]]) == [0, 0])
        #expect(difference([["rule": "R", "subject": "X", "values": ["n": 4]]]) == [1, 1])
        #expect(
            difference([["rule": "R", "subject": "X", "from": "2025-03-01T00:00:00Z", "to": "2025-03-03T00:00:00Z"]])
                == [0, 0])
        #expect(
            difference([["rule": "R", "subject": "X", "from": "2025-03-04T00:00:00Z", "to": "2025-03-05T00:00:00Z"]])
                == [1, 1])
        #expect(
            difference([
                ["rule": "R", "subject": "X"],
                ["rule": "R", "subject": "Y", "from": "2025-03-01T00:00:00Z", "to": "2025-03-09T00:00:00Z"],
            ]) == [1, 0])
    }
}
