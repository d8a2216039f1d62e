import IntegrityScore
import SupervisionModel
import Testing

@Suite struct EvidenceFileTests {
    private let asOf = Day(number: 20_000)

    private func read(_ lines: [String]) -> (subjects: [EvidenceFile.Subject], problems: [EvidenceFile.Problem]) {
        var file = EvidenceFile(asOf: asOf)
        for (index, line) in lines.enumerated() { file.add(Array(line.utf8).span, number: index + 1) }
        var subjects: [EvidenceFile.Subject] = []
        file.forEachSubject { subjects.append($0) }
        return (subjects, file.problems)
    }

    private func line(
        id: String = "e", subject: String = "s", type: String = "platform", day: String = "2024-03-01",
        more: String = ""
    ) -> String {
        #"{"id":"\#(id)","subject":"\#(subject)","subjectType":"\#(type)","dimension":"CRD","rule":"R@2","polarity":"negative","severity":"low","day":"\#(day)"\#(more)}"#
    }

    @Test func subjectsInTheOrderOfTheirBytes() {
        let read = read([
            line(subject: "b"), "", line(subject: "é"), line(id: "f", subject: "b"), "  \r", line(subject: "e\u{301}"),
            line(subject: "a"),
        ])
        #expect(read.problems.isEmpty)
        #expect(read.subjects.map { Array($0.name.utf8) } == ["a", "b", "e\u{301}", "é"].map { Array($0.utf8) })
        #expect(read.subjects.map { $0.evidence.map(\.id) } == [["e"], ["e", "f"], ["e"], ["e"]])
        #expect(read.subjects[0].evidence[0].rule == "R")
    }

    @Test(
        arguments: [
            ("{", "json.unexpectedEnd"),
            (#"{"id":1}"#, "subjectType"),
            (#"["a"]"#, "expected object"),
            ("\u{FEFF}{}", "json.unexpectedByte"),
            ("nonsense", "json.unexpectedByte"),
        ])
    func refusedLines(text: String, says: String) throws {
        let problem = try #require(read([line(), text]).problems.first)
        #expect(problem.line == 2)
        #expect(problem.text.contains(says), "\(problem.text)")
    }

    @Test(
        arguments: [
            (#""dimension":"CRD""#, #""dimension":"CRX""#, "dimension"),
            (#""day":"2024-03-01""#, #""day":"2024-02-30""#, "day"),
            (#""day":"2024-03-01""#, #""day":"2024-3-01""#, "day"),
            (#""day":"2024-03-01""#, #""day":"+024-03-01""#, "day"),
            (#""day":"2024-03-01""#, #""day":"2024-10-05""#, "after the day of the score, 2024-10-04"),
            (#""severity":"low","#, "", "severity"),
            (#""severity":"low""#, #""severity":3"#, "severity"),
            (#""id":"e""#, #""id":"""#, "id"),
            (#""id":"e""#, #""id":"e","id":"f""#, "duplicateName"),
            (#""id":"e""#, #""id":"e","confidencePpm":1000001"#, "confidencePpm"),
            (#""id":"e""#, #""id":"e","confidencePpm":-1"#, "confidencePpm"),
            (#""id":"e""#, #""id":"e","confidencePpm":0.5"#, "notInteger"),
            (#""id":"e""#, #""id":"e","confidencePpm":1e3"#, "notInteger"),
            (#""id":"e""#, #""id":"e","confidencePpm":007"#, "malformedInteger"),
            (#""id":"e""#, #""id":"e","confidencePpm":99999999999999999999"#, "integerOutOfRange"),
            (#""id":"e""#, #""id":"e","counterpartyDays":1000001"#, "counterpartyDays"),
            (#""id":"e""#, #""id":"e","related":1"#, "related"),
            (#""id":"e""#, #""id":"e","assurance":"high""#, "assurance"),
            (#""id":"e""#, #""id":"e","weight":5"#, "weight"),
            (#""rule":"R@2""#, #""rule":"@2""#, "rule"),
            (#""subjectType":"platform""#, #""subjectType":"person""#, "subjectType"),
        ])
    func refusedMembers(old: String, new: String, says: String) throws {
        let good = line()
        #expect(good.contains(old))
        let read = read([good, line(id: "x").replacing(#""id":"x""#, with: #""id":"e""#).replacing(old, with: new)])
        let problem = try #require(read.problems.first)
        #expect(problem.line == 2)
        #expect(problem.text.contains(says), "\(problem.text)")
        #expect(read.subjects.isEmpty, "nothing is scored where a line is wrong")
    }

    @Test func duplicates() {
        let read = read([
            line(id: "b"), line(id: "a"), line(id: "b", subject: "t"), line(id: "b"), line(id: "a"),
            line(id: "\\u0062"),
        ])
        #expect(read.problems.map(\.line) == [4, 5, 6])
        #expect(read.problems[0].text.contains("line 1"))
        #expect(read.problems[1].text.contains("line 2"))
        #expect(read.subjects.isEmpty)
    }

    @Test func oneTypeOfASubject() {
        let read = read([line(), line(id: "f", type: "enterprise")])
        #expect(read.problems.map(\.line) == [2])
        #expect(read.problems[0].text.contains("line 1"))
    }

    @Test func problemsAreCounted() {
        var file = EvidenceFile(asOf: asOf)
        for number in 1...50 { file.add(Array("x".utf8).span, number: number) }
        #expect(file.problemCount == 50)
        #expect(file.problems.map(\.line) == Array(1...EvidenceFile.maximumProblems))
    }

    @Test func longLinesAreRefused() {
        let long = line(more: #","incident":""# + String(repeating: "x", count: EvidenceFile.maximumLineBytes) + "\"")
        let read = read([long])
        #expect(read.problems.map(\.text) == ["json.tooLong at byte 65536"])
    }

    /// Lines that the shortcut takes, and lines that it must leave to the full reader: both read alike.
    @Test(arguments: 0..<400)
    func linesReadAsTheFullReaderReadsThem(seed: Int) throws {
        var random = ScorePropertyTests.Generator(state: UInt64(seed))
        func choice(_ texts: [String]) -> String { texts[Int(random.next(UInt64(texts.count)))] }
        var members = [
            #""id":"e1""#, #""subject":"s""#, "\"subjectType\":\"\(choice(["platform", "enterprise", "x"]))\"",
            "\"dimension\":\"\(choice(["CHN", "AML", "CRD", "SCF", "DIS", "DAT", "COM", "crd"]))\"",
            "\"rule\":\"\(choice(["R", "R@1", "规则@2", "", "a@b@c"]))\"",
            "\"polarity\":\"\(choice(["positive", "negative", "negative", "none"]))\"",
            "\"severity\":\"\(choice(["low", "medium", "high", "critical", "grave"]))\"",
            "\"day\":\"\(choice(["2024-02-29", "2023-02-29", "2020-12-31", "2024-1-1"]))\"",
        ]
        for more in [
            #""confidencePpm":\#(choice(["0", "1000000", "1000001", "12", "1.5", "-1", "012"]))"#,
            "\"incident\":\"\(choice(["i", "é", "\\u00e9", "\\\\", "\\ud800", "\t", ""]))\"",
            #""obligation":"o""#, #""counterparty":"c""#, #""cluster":"k""#,
            "\"counterpartyDays\":\(choice(["0", "29", "1000000", "1000001", "null"]))",
            "\"counterpartyKyc\":\(choice(["true", "false", "1", "null"]))", #""related": true"#,
            "\"remedyDue\":\"\(choice(["2024-03-01", "x"]))\"", #""naturalPerson":true"#, #""chain":"scf-1""#,
            "\"assurance\":\"\(choice(["quorum", "none"]))\"",
            "\"status\":\"\(choice(["active", "disputed", "ACTIVE", "repaired"]))\"", #""status":"active""#,
            #""unknown":1"#,
        ] where random.next(4) == 0 {
            members.insert(more, at: Int(random.next(UInt64(members.count + 1))))
        }
        if random.next(10) == 0 { members.remove(at: Int(random.next(UInt64(members.count)))) }
        let separator = choice([",", " ,\t", ", "])
        let text = choice(["{", " { "]) + members.joined(separator: separator) + choice(["}", " } ", "}x", ""])
        let expected = try? Evidence.read(
            JSONParser.parse(Array(text.utf8), maximumBytes: 10_000, nulls: .absent))
        let read = read([text])
        #expect(read.subjects.first?.evidence.first == expected?.evidence, "\(text)")
        #expect(read.subjects.first?.type == expected?.type)
        #expect(read.problems.isEmpty == (expected != nil), "\(text)")
    }

    /// Bytes that are no UTF-8 are refused wherever they stand.
    @Test func invalidUTF8() {
        for member in ["id", "subject", "rule", "incident", "obligation", "counterparty", "cluster", "chain"] {
            var bytes = Array(
                line(more: #","incident":"i","obligation":"o","counterparty":"c","cluster":"k","chain":"h""#).utf8)
            let name = Array("\"\(member)\":\"".utf8)
            let place = bytes.indices.first { bytes[$0...].starts(with: name) }
            bytes[(place ?? 0) + name.count] = 0xFF
            var file = EvidenceFile(asOf: asOf)
            file.add(bytes.span, number: 1)
            #expect(file.problemCount == 1, "\(member)")
        }
    }
}
