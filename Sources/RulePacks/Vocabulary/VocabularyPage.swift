public import SupervisionModel

/// Writes a vocabulary as a page for people, in both languages (`Docs/VOCABULARY.md`).
public struct VocabularyPage: Sendable {
    private let vocabulary: Vocabulary

    public init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// Types of one noun: `loan.applied`, `loan.repaid` …
    private struct Family {
        let noun: String
        var types: [EventType]
    }

    /// One row a field: a name and a type, and which types of the family have it.
    private struct Row {
        let field: RecordType.Field
        var verbs: [String]
    }

    /// The page in Markdown, the same for the same vocabulary.
    public var markdown: String {
        let sections = families.map(section)
        return ([VocabularyPage.introduction] + sections).joined(separator: "\n")
    }

    private static let introduction = """
        # 事件词汇 / The vocabulary of events

        规则所能使用的全部事件及字段。由 `Rules/vocabulary/` 生成；测试保证本页与之一致。
        All events that rules may speak of, and their fields. Made from `Rules/vocabulary/`; a test holds this page to it.

        事件的公共部分（链、高度、时间等）见事件文件的格式。Every event also has its place and time: chain, height, transaction,
        index, time.

        | 类型 type | 事件文件中的写法 / what an event file may say | 条件中 / in conditions |
        |---|---|---|
        | `bool` | `true`, `false` | bool |
        | `int` | 整数 an integer; beyond ±(2^53 − 1) as text | int |
        | `string` | 任意文本 any text | string |
        | `digest` | 64 位十六进制 64 hexadecimal digits | string |
        | `bytes` | 十六进制 hexadecimal digits | bytes |
        | `entity` | 主体标识 a reference: USCC, LEI, address, DID or a name | entity |
        | `money` | `{"minor":"12345","currency":"CNY"}`, `{"minor":12345,…}`, `"123.45 CNY"` | `.minor`, `.currency` |
        | `timestamp` | RFC 3339，或日期（北京时间零点）RFC 3339, or a date (midnight in Asia/Shanghai) | timestamp |
        | `duration` | `"30d"`, `"24h"`, `"60s"`, `"-1500ms"` | duration |
        | `ratio` | `12`, `"12.34"`, `"617/50"`, `{"num":617,"den":50}`, or money: major units by the asset table, else minor | `.num`, `.den`: lowest terms |
        | `number` | `12`, `"12"`, or money, whose minor units count | int |
        | `map(number)` | `{"revenue":12,"assets":"34"}`, each a number | list of `.name`, `.value`, by name |
        | `period` | 任意文本 any text; the last day is known of `2024`, `2024-H1`, `2024-Q3`, `2024-06`, `2024-12-31` | `.text`, `.end` |
        | `list(T)` | JSON 数组 an array | list |

        """

    private var families: [Family] {
        var families: [Family] = []
        for type in vocabulary.types {
            let noun = String(type.name.prefix { $0 != "." })
            if let index = families.firstIndex(where: { $0.noun.utf8.elementsEqual(noun.utf8) }) {
                families[index].types.append(type)
            } else {
                families.append(Family(noun: noun, types: [type]))
            }
        }
        return families.sorted { $0.noun.utf8.lexicographicallyPrecedes($1.noun.utf8) }
    }

    private func section(_ family: Family) -> String {
        var lines = ["## \(family.noun)", ""]
        for type in family.types {
            let meaning = type.meaning.map { ": \($0.zh) / \($0.en)" } ?? ""
            let time = type.timeSource == .node ? "（节点时间 time of the node）" : ""
            lines.append("* `\(type.name)`\(meaning)\(time)")
        }
        lines += ["", "| 字段 field | 类型 type | 含义 meaning | 仅见于 only of |", "|---|---|---|---|"]
        for row in rows(family) {
            let field = row.field
            let unit = field.unit.map { "（\($0)）" } ?? ""
            let meaning = field.meaning.map { "\($0.zh) / \($0.en)" } ?? ""
            let only = row.verbs.count == family.types.count ? "" : row.verbs.joined(separator: ", ")
            lines.append("| `\(field.name)` | `\(FieldTypeText.text(field.type))`\(unit) | \(meaning) | \(only) |")
        }
        var records: [RecordType] = []
        for type in family.types { for field in type.payload.fields { VocabularyPage.gather(field.type, &records) } }
        for record in records {
            let fields = record.fields.map { "`\($0.name)` `\(FieldTypeText.text($0.type))`" }
            lines += ["", "`\(record.name)`: \(fields.joined(separator: ", "))"]
        }
        return (lines + [""]).joined(separator: "\n")
    }

    private func rows(_ family: Family) -> [Row] {
        var rows: [Row] = []
        for type in family.types {
            let verb = type.name.dropFirst(family.noun.count + 1)
            for field in type.payload.fields {
                if let index = rows.firstIndex(where: { $0.field == field }) {
                    rows[index].verbs.append(String(verb))
                } else {
                    rows.append(Row(field: field, verbs: [String(verb)]))
                }
            }
        }
        return rows
    }

    private static func gather(_ type: FieldType, _ records: inout [RecordType]) {
        switch type {
        case .list(let element): gather(element, &records)
        case .record(let record):
            if !records.contains(record) { records.append(record) }
            for field in record.fields { gather(field.type, &records) }
        default: break
        }
    }
}
