import Foundation
import RulePacks
import SupervisionModel
import Testing

/// The page of the vocabulary says what the pack declares.
@Suite struct VocabularyPageTests {
    /// Written anew with `YUSHI_RECORD_EXPECTED=1`.
    @Test func thePageIsUpToDate() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase)
        let page = VocabularyPage(pack.vocabulary).markdown
        let file = PackPaths.repository.appendingPathComponent("Docs/VOCABULARY.md")
        if ProcessInfo.processInfo.environment["YUSHI_RECORD_EXPECTED"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == page)
    }

    @Test func namesWhatOnlySomeTypesOfANounHave() {
        let vocabulary = Vocabulary(extensions: [
            EventType(
                name: "x.org.opened",
                fields: [
                    .init("who", .entity, meaning: Meaning(zh: "谁", en: "Who")),
                    .init("shares", .list(.record(RecordType(name: "part", fields: [.init("ppm", .int)])))),
                ], meaning: Meaning(zh: "开启", en: "Opened")),
            EventType(name: "x.org.closed", fields: [.init("who", .entity), .init("days", .int, unit: "days")]),
        ])
        let page = VocabularyPage(vocabulary).markdown
        let expected = """
            ## x

            * `x.org.opened`: 开启 / Opened
            * `x.org.closed`

            | 字段 field | 类型 type | 含义 meaning | 仅见于 only of |
            |---|---|---|---|
            | `who` | `entity` | 谁 / Who |  |
            | `shares` | `list(part)` |  | org.opened |
            | `days` | `int`（days） |  | org.closed |

            `part`: `ppm` `int`

            """
        #expect(page.hasSuffix(expected))
    }
}
