import Foundation
import RulePacks
import Testing

@Suite struct LoadErrorTextTests {
    /// Codes whose cases need bytes that no text file beside the tests can hold, and those of event files, which are
    /// no part of a pack; other tests raise them.
    static let elsewhere = [
        "YR1001", "YR1002", "YR1016", "YR1017", "YR1020", "YR1105", "YR1403", "YR1404", "YR1506", "YR1507",
        "YR1508",
        // What packs that extend each other say needs digests, what signatures say needs keys: other tests raise them.
        "YR1117", "YR1118", "YR1119", "YR1801", "YR1802", "YR1803", "YR1804", "YR1805", "YR1806",
        // Models of scores are no part of a pack.
        "YR1901", "YR1902",
    ]

    @Test func everyCodeHasFourTextsOnce() {
        var seen: Set<String> = []
        for text in LoadErrorText.all {
            #expect(seen.insert(text.code.rawValue).inserted, "\(text.code)")
            #expect(text.code.rawValue.range(of: "^YR1[0-9]{3}$", options: .regularExpression) != nil)
            for part in [text.short.en, text.short.zh, text.long.en, text.long.zh] { #expect(!part.isEmpty) }
            for index in 0..<4 {
                #expect(text.short.en.contains("{\(index)}") == text.short.zh.contains("{\(index)}"), "\(text.code)")
            }
        }
    }

    @Test func everyCodeHasABadPack() {
        let shown = Set(BadPackTests.names.map { String($0.prefix(6)) })
        for text in LoadErrorText.all where !LoadErrorTextTests.elsewhere.contains(text.code.rawValue) {
            #expect(shown.contains(text.code.rawValue), "\(text.code)")
        }
    }
}
