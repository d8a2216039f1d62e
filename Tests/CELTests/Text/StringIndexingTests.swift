import CEL
import Testing

@Suite struct StringIndexingTests {
    @Test(
        arguments: [
            ("tacocat", 3, "o"), ("tacocat", 7, ""), ("©αT", 0, "©"), ("©αT", 1, "α"), ("©αT", 2, "T"), ("", 0, ""),
            ("😀", 1, ""),
            ("e\u{301}", 1, "\u{301}"),
        ] as [(String, Int64, String)])
    func charAt(_ text: String, _ index: Int64, _ expected: String) throws {
        #expect(UTF8Text.equal(try StringIndexing.charAt(text, index), expected))
    }

    @Test(
        arguments: [("tacocat", 30), ("tacocat", 8), ("", 1), ("©αT", 4), ("a", -1), ("a", .max), ("a", .min)]
            as [(String, Int64)])
    func charAtOutOfRange(_ text: String, _ index: Int64) {
        #expect(throws: TextError.indexOutOfRange(index)) { try StringIndexing.charAt(text, index) }
        #expect(throws: TextError.indexOutOfRange(index)) { try StringIndexing.substring(text, from: index) }
        #expect(throws: TextError.indexOutOfRange(index)) { try StringIndexing.indexOf(text, "", from: index) }
        #expect(throws: TextError.indexOutOfRange(index)) { try StringIndexing.indexOf(text, "a", from: index) }
        #expect(throws: TextError.indexOutOfRange(index)) { try StringIndexing.lastIndexOf(text, "", from: index) }
        #expect(throws: TextError.indexOutOfRange(index)) { try StringIndexing.lastIndexOf(text, "zz", from: index) }
    }

    @Test(
        arguments: [
            ("tacocat", "", 0, 0), ("tacocat", "ac", 0, 1), ("tacocat", "none", 0, -1), ("tacocat", "", 3, 3),
            ("tacocat", "a", 3, 5), ("ta©o©αT", "©", 0, 2), ("ta©o©αT", "©", 3, 4), ("ta©o©αT", "©αT", 3, 4),
            ("ta©o©αT", "©α", 5, -1), ("hello wello", "ello", 6, 7), ("ijk", "k", 0, 2), ("ab", "", 2, 2),
            ("ab", "b", 2, -1),
            ("", "", 0, 0), ("aab", "ab", 0, 1), ("\u{e9}", "\u{301}", 0, -1),
        ] as [(String, String, Int64, Int64)])
    func indexOf(_ text: String, _ part: String, _ offset: Int64, _ expected: Int64) throws {
        #expect(try StringIndexing.indexOf(text, part, from: offset) == expected)
    }

    @Test(
        arguments: [
            ("", "@@", -1), ("tacocat", "", 7), ("tacocat", "none", -1), ("hello wello", "hello wello", 0),
            ("hello wello", "low", -1), ("ta©o©αT", "©", 4), ("aaa", "aa", 1), ("abc", "c", 2), ("", "", 0),
        ] as [(String, String, Int64)])
    func lastIndexOf(_ text: String, _ part: String, _ expected: Int64) {
        #expect(StringIndexing.lastIndexOf(text, part) == expected)
    }

    @Test(
        arguments: [
            ("tacocat", "", 3, 3), ("ta©o©αT", "©", 3, 2), ("ta©o©αT", "©α", 4, 4), ("hello wello", "ello", 6, 1),
            ("bananananana", "nana", 7, 6), ("tacocat", "t", 7, 6), ("tacocat", "c", 0, -1), ("tacocat", "t", 0, 0),
        ] as [(String, String, Int64, Int64)])
    func lastIndexOfFrom(_ text: String, _ part: String, _ offset: Int64, _ expected: Int64) throws {
        #expect(try StringIndexing.lastIndexOf(text, part, from: offset) == expected)
    }

    @Test(
        arguments: [
            ("tacocat", 0, 4, "taco"), ("tacocat", 4, 4, ""), ("ta©o©αT", 2, 6, "©o©α"), ("ta©o©αT", 7, 7, ""),
            ("😀a", 0, 1, "😀"),
        ] as [(String, Int64, Int64, String)])
    func substring(_ text: String, _ start: Int64, _ end: Int64, _ expected: String) throws {
        #expect(UTF8Text.equal(try StringIndexing.substring(text, from: start, to: end), expected))
    }

    @Test func substringToTheEnd() throws {
        #expect(try StringIndexing.substring("tacocat", from: 4) == "cat")
        #expect(try StringIndexing.substring("tacocat", from: 7) == "")
    }

    @Test(
        arguments: [
            (1, 50, .indexOutOfRange(50)), (49, 50, .indexOutOfRange(49)),
            (4, 3, .invalidSubstringRange(start: 4, end: 3)),
            (-1, 3, .indexOutOfRange(-1)), (.min, .max, .indexOutOfRange(.min)), (0, .max, .indexOutOfRange(.max)),
            (.max, .min, .invalidSubstringRange(start: .max, end: .min)),
        ] as [(Int64, Int64, TextError)])
    func substringErrors(_ start: Int64, _ end: Int64, _ expected: TextError) {
        #expect(throws: expected) { try StringIndexing.substring("tacocat", from: start, to: end) }
    }
}
