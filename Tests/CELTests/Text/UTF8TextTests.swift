import CEL
import Testing

@Suite struct UTF8TextTests {
    /// A family of four joined by ZWJ: seven code points, one grapheme cluster.
    private static let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}"

    @Test(arguments: [
        ("", 0), ("A", 1), ("ÿ", 1), ("πέντε", 5), ("e\u{301}", 2), ("\u{e9}", 1), (family, 7), ("\r\n", 2), ("🇨🇳", 2),
        (String(repeating: "ab©😀", count: 1000), 4000),
    ])
    func scalarCount(_ text: String, _ expected: Int) {
        #expect(UTF8Text.scalarCount(text) == expected)
    }

    @Test func canonicallyEquivalentStringsDiffer() {
        #expect("\u{e9}" == "e\u{301}")
        #expect(!UTF8Text.equal("\u{e9}", "e\u{301}"))
        #expect(UTF8Text.order("\u{e9}", "e\u{301}") == .greater)
        #expect(!UTF8Text.startsWith("e\u{301}", "\u{e9}"))
        #expect(UTF8Text.startsWith("e\u{301}", "e"))
        #expect(UTF8Text.contains("cafe\u{301}", "cafe"))
        #expect(UTF8Text.endsWith("\r\n", "\n"))
    }

    @Test(
        arguments: [
            ("", "", .equal), ("", "a", .less), ("a", "ab", .less), ("Z", "a", .less), ("\u{FFFF}", "\u{10000}", .less),
            ("\u{7F}", "\u{80}", .less), ("b", "abc", .greater), ("\u{0}", "", .greater),
        ] as [(String, String, NumericOrder)])
    func order(_ left: String, _ right: String, _ expected: NumericOrder) {
        #expect(UTF8Text.order(left, right) == expected)
        #expect(UTF8Text.order(right, left) == expected.reversed)
        #expect(UTF8Text.equal(left, right) == (expected == .equal))
    }

    @Test func hashAgreesWithEquality() {
        func hash(_ text: String) -> Int {
            var hasher = Hasher()
            UTF8Text.hash(text, into: &hasher)
            return hasher.finalize()
        }
        #expect(hash("aé") == hash(["a", "é"].joined()))
        #expect(hash("\u{e9}") != hash("e\u{301}"))
    }

    @Test(arguments: [
        ("foobar", "foo", true, false, true), ("foobar", "bar", false, true, true), ("", "foo", false, false, false),
        ("foobar", "", true, true, true), ("", "", true, true, true), ("🐱😀😛", "🐱", true, false, true),
        ("abababc", "ababc", false, true, true), ("hello", "ol", false, false, false), ("a", "aa", false, false, false),
        ("aXbXc", "X", false, false, true),
    ])
    func parts(_ text: String, _ part: String, _ starts: Bool, _ ends: Bool, _ contains: Bool) {
        #expect(UTF8Text.startsWith(text, part) == starts)
        #expect(UTF8Text.endsWith(text, part) == ends)
        #expect(UTF8Text.contains(text, part) == contains)
    }

    /// The search must stay linear: quadratic work here would be 10^10 steps.
    @Test func hostileSearch() throws {
        let text = String(repeating: "a", count: 200_000)
        let needle = String(repeating: "a", count: 100_000) + "b"
        let reversedNeedle = "b" + String(repeating: "a", count: 100_000)
        #expect(!UTF8Text.contains(text, needle))
        #expect(UTF8Text.contains(text + "b", needle))
        #expect(try StringIndexing.indexOf(text + "b", needle) == 100_000)
        #expect(StringIndexing.lastIndexOf(text, reversedNeedle) == -1)
        #expect(StringIndexing.lastIndexOf("ab" + text, reversedNeedle) == 1)
        #expect(StringIndexing.lastIndexOf(text, needle) == -1)
    }
}
