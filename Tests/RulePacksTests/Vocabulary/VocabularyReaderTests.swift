import RulePacks
import SupervisionModel
import Testing

/// How vocabulary files declare types, fields and groups of fields.
@Suite struct VocabularyReaderTests {
    private func load(_ vocabulary: String) throws -> Vocabulary {
        let manifest = "id: a\nversion: 1.0\nengine: 1\nauthors: [a]\napprovers: [b]\n"
        return try RulePack.load(
            files: PackFiles([
                PackFiles.File(path: "pack.yaml", bytes: Array(manifest.utf8)),
                PackFiles.File(path: "vocabulary/v.yaml", bytes: Array(vocabulary.utf8)),
            ])
        ).vocabulary
    }

    private func problem(_ vocabulary: String) -> String {
        do { _ = try load(vocabulary) } catch let failure as LoadFailure {
            return failure.errors.first?.description ?? ""
        } catch { return "\(error)" }
        return ""
    }

    @Test func keepsMeaningsUnitsAndTheOrderOfGroups() throws {
        let vocabulary = try load(
            """
            groups:
              base: { id: string, who: entity }
              rates: { ratePpm: { type: int, unit: ppm, zh: 利率, en: Rate } }
            events:
              x.org.loan:
                meaning: { zh: 借款, en: A loan }
                with: [rates, base]
                fields: { px: ratio, count: number, metrics: map(number), period: period }
              x.org.end: { meaning: { zh: 结束, en: The end }, with: [base] }
            """)
        let type = vocabulary[try #require(vocabulary.index(of: "x.org.loan"))]
        #expect(type.meaning == Meaning(zh: "借款", en: "A loan"))
        #expect(type.payload.fields.map(\.name) == ["ratePpm", "id", "who", "px", "count", "metrics", "period"])
        #expect(type.payload.fields.dropFirst(3).map(\.type) == [.ratio, .number, .numberMap, .period])
        #expect(type.payload.fields[0].unit == "ppm")
        #expect(type.payload.fields[0].meaning == Meaning(zh: "利率", en: "Rate"))
        let end = vocabulary[try #require(vocabulary.index(of: "x.org.end"))]
        #expect(end.payload.fields.map(\.name) == ["id", "who"])
    }

    @Test func textsAreNoPartOfATypesIdentity() {
        let plain = EventType(name: "a.b", fields: [.init("n", .int)])
        let explained = EventType(
            name: "a.b", fields: [.init("n", .int, meaning: Meaning(zh: "数", en: "Number"), unit: "ppm")],
            meaning: Meaning(zh: "甲", en: "A"))
        #expect(plain == explained)
        #expect(Set([plain, explained]).count == 1)
        #expect(plain != EventType(name: "a.b", fields: [.init("n", .string)]))
        #expect(plain != EventType(name: "a.c", fields: [.init("n", .int)]))
    }

    @Test func aBuiltInTypeIsExplainedButNeverReplaced() {
        let explained = EventType(
            name: "feed.silence", fields: BuiltInEvents.all[6].payload.fields, timeSource: .node,
            meaning: Meaning(zh: "静默", en: "Silence"))
        #expect(Vocabulary(extensions: [explained]).types[6].meaning == Meaning(zh: "静默", en: "Silence"))
        let other = EventType(name: "feed.silence", fields: [.init("n", .int)], meaning: Meaning(zh: "甲", en: "A"))
        let vocabulary = Vocabulary(extensions: [other])
        #expect(vocabulary.types == BuiltInEvents.all)
        #expect(vocabulary.types[6].meaning == nil)
    }

    @Test(arguments: [
        (
            "events:\n  a.b: { fields: { n: { type: int, zh: 数 } } }",
            "YR1009 vocabulary/v.yaml:2:23 a.b.n needs the key \"en\""
        ),
        (
            "events:\n  a.b: { meaning: { zh: 数 }, fields: { n: int } }",
            "YR1009 vocabulary/v.yaml:2:19 a.b.meaning needs the key \"en\""
        ),
        (
            "events:\n  a.b: { fields: { n: int } }\n  a.c: { meaning: { zh: 数, en: N }, fields: { n: int } }",
            "YR1009 vocabulary/v.yaml:2:3 a.b needs the key \"meaning\""
        ),
        ("events:\n  a.b: {}", "YR1009 vocabulary/v.yaml:2:8 a.b needs the key \"fields\""),
        (
            "events:\n  a.b: { with: [los] }\ngroups: { loan: { n: int } }",
            "YR1011 vocabulary/v.yaml:2:17 a.b.with cannot be \"los\"; allowed: loan"
        ),
        (
            "groups: { g: { n: int } }\nevents:\n  a.b: { with: [g], fields: { n: int } }",
            "YR1005 vocabulary/v.yaml:3:31 the key \"n\" stands here twice"
        ),
        (
            "events:\n  a.b: { fields: { n: { type: ration } } }",
            "YR1302 vocabulary/v.yaml:2:31 \"ration\" is no type of a field; did you mean \"ratio\"?"
        ),
    ])
    func saysWhatIsWrong(_ vocabulary: String, _ expected: String) {
        #expect(problem(vocabulary) == expected)
    }
}
