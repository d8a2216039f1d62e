import Foundation
import RuleEngine
import RulePacks
import Testing

/// Whoever reads Chinese reads no English, and the other way round.
@Suite struct LoadErrorLanguageTests {
    /// Two English words in a row, outside quotes and commands: what a file or the language says stands in quotes or is one
    /// word.
    static func englishClause(in text: String) -> String? {
        var rest = text
        for quoted in [
            "\"[^\"]*\"", "'[^']*'", "`[^`]*`", "rules/[^ ]*", "such as [0-9]+ [a-z]+", "yushi rules [a-z]+",
        ] {
            rest = rest.replacingOccurrences(of: quoted, with: "¤", options: .regularExpression)
        }
        let clause = "[A-Za-z]{2,} [a-z]{2,}"
        return rest.range(of: clause, options: .regularExpression).map { String(rest[$0]) }
    }

    static func hasChinese(_ text: String) -> Bool {
        let unquoted = text.replacingOccurrences(of: "\"[^\"]*\"", with: "", options: .regularExpression)
        return unquoted.unicodeScalars.contains { (0x3000...0x9FFF).contains($0.value) || $0.value >= 0xFF00 }
    }

    @Test func textsOfCodesKeepToTheirLanguage() {
        for text in LoadErrorText.all {
            for part in [text.short.en, text.long.en] {
                #expect(!LoadErrorLanguageTests.hasChinese(part), "\(text.code): \(part)")
            }
            for part in [text.short.zh, text.long.zh] {
                #expect(LoadErrorLanguageTests.englishClause(in: part) == nil, "\(text.code): \(part)")
                // A template that is nothing but its argument is as Chinese as the argument.
                #expect(LoadErrorLanguageTests.hasChinese(part) || part == "{0}", "\(text.code): \(part)")
            }
        }
    }

    /// Everything that planner, condition language and loader can put into a message has its Chinese.
    @Test func everyPhraseOfTheSourcesIsTranslated() throws {
        let calls: [(folder: String, calls: [String])] = [
            ("CEL/Syntax", ["SyntaxFailure("]), ("CEL/Checker", ["report(", "expect("]), ("CEL/Regex", [".tooLarge("]),
            ("RuleEngine/Plan", ["fail(", "PlanError("]),
            (
                "RulePacks",
                ["report(", "problem(", "Problem(", "unsupported(", "require(", "malformed(", "unreadable(", "bad("]
            ),
        ]
        var count = 0
        for (folder, names) in calls {
            let root = PackPaths.sources.appendingPathComponent(folder)
            let paths = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap { $0 as? String }
            for path in paths.sorted() where path.hasSuffix(".swift") {
                let source = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
                for literal in SourceLiterals.inside(names, of: source)
                where LoadErrorLanguageTests.englishClause(in: literal) != nil {
                    count += 1
                    let error = LoadError(
                        .combination, at: SourceLocation(file: path, line: 1, column: 1), [literal])
                    let chinese = error.message(in: .zh)
                    #expect(
                        LoadErrorLanguageTests.englishClause(in: chinese) == nil,
                        "\(folder)/\(path): \"\(literal)\" gives \"\(chinese)\"")
                    #expect(!LoadErrorLanguageTests.hasChinese(error.message(in: .en)), "\(literal)")
                }
            }
        }
        // The scan finds what it is there for.
        #expect(count > 120)
    }

    /// The recorded reports of bad packs: messages in the first half are English, those in the second Chinese.
    @Test(arguments: BadPackTests.names)
    func reportsKeepToTheirLanguage(_ name: String) throws {
        let report = try String(
            contentsOf: PackPaths.badPacks.appendingPathComponent(name + ".expected"), encoding: .utf8)
        let halves = report.components(separatedBy: "\n\n")
        #expect(halves.count == 2)
        for (half, isChinese) in zip(halves, [false, true]) {
            for line in half.split(separator: "\n") where line.hasPrefix("YR") {
                let message = line.split(separator: " ", maxSplits: 2).last.map(String.init) ?? ""
                if isChinese {
                    #expect(LoadErrorLanguageTests.englishClause(in: message) == nil, "\(message)")
                    #expect(LoadErrorLanguageTests.hasChinese(message), "\(message)")
                } else {
                    #expect(!LoadErrorLanguageTests.hasChinese(message), "\(message)")
                }
            }
        }
    }

    /// A name that a file gives is not translated, whatever it is.
    @Test func namesStayAsTheyAre() {
        let place = SourceLocation(file: "a", line: 1, column: 1)
        let error = LoadError(.unknownKey, at: place, ["nothing", "a rule"])
        #expect(error.message(in: .zh) == "规则 中没有键 \"nothing\"")
        let field = LoadError(.expression, at: place, ["unknown name 'text'", "CEL2001"])
        #expect(field.message(in: .zh) == "未知的名称 'text'（CEL2001）")
    }
}
