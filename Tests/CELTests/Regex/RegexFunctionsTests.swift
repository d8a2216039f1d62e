import CEL
import Testing

@Suite struct RegexFunctionsTests {
    @Test(arguments: [
        ("hello world", "hello (.*)", "world"), ("item-A, item-B", "item-(\\w+)", "A"), ("HELLO", "hello", nil),
        ("item-A", "\\w+", "item"), ("bag", "(a?)g", "a"),
        ("bg", "b(a?)g", nil), ("bg", "b(a)?g", nil), ("", "", ""), ("test", "x*", ""), ("é😀", "(😀)", "😀"),
        ("The color is red", "The color is (\\w+)", "red"),
    ])
    func extract(_ text: String, _ pattern: String, _ expected: String?) throws {
        #expect(try RegexFunctions.extract(text, RegexProgram(pattern: pattern)) == expected)
    }

    @Test(arguments: [
        ("id:123, id:456", "id:\\d+", ["id:123", "id:456"]), ("id:123, id:456", "assa", []),
        ("id:123, id:456", "id:(\\d+)", ["123", "456"]),
        ("testuser@", "(?P<username>.*)@", ["testuser"]), ("aXbX", "(X)?", ["X", "X"]), ("banana", "ana", ["ana"]),
        ("ab", "", ["", "", ""]),
        ("é😀", "", ["", "", ""]), ("baac", "a*", ["", "aa", ""]), ("aaa", "a", ["a", "a", "a"]), ("", "a", []),
        ("x1x2", "x(\\d?)", ["1", "2"]),
        ("xx1", "x(\\d?)", ["1"]), ("a b", "\\b", ["", "", "", ""]), ("aa", "^a", ["a"]),
    ])
    func extractAll(_ text: String, _ pattern: String, _ expected: [String]) throws {
        #expect(try RegexFunctions.extractAll(text, RegexProgram(pattern: pattern)) == expected)
    }

    @Test func moreThanOneGroup() throws {
        let program = try RegexProgram(pattern: "(.*)@([^.]*)")
        #expect(throws: RegexError.moreThanOneGroup) { try RegexFunctions.extract("a@b", program) }
        #expect(throws: RegexError.moreThanOneGroup) { try RegexFunctions.extractAll("none", program) }
    }

    @Test(
        arguments: [
            ("hello world hello", "hello", "hi", -1, "hi world hi"), ("banana", "a", "x", 0, "banana"),
            ("banana", "a", "x", 1, "bxnana"),
            ("banana", "a", "x", 2, "bxnxna"), ("banana", "a", "x", 100, "bxnxnx"), ("banana", "a", "x", -1, "bxnxnx"),
            ("banana", "a", "x", -100, "bxnxnx"),
            ("foo bar", "(fo)o (ba)r", "\\2 \\1", -1, "ba fo"), ("ab", "a(x)?b", "[\\1]", -1, "[]"),
            ("ab", "b", "<\\0>", -1, "a<b>"), ("ab", "b", "\\\\", -1, "a\\"),
            ("abc", "", "-", -1, "-a-b-c-"), ("é😀", "", ".", -1, ".é.😀."), ("abc", "x*", "-", 2, "-a-bc"),
            ("baac", "a*", "-", -1, "-b-c-"), ("", "", "x", -1, "x"),
            ("nothing", "x", "\\9", -1, "nothing"), ("nothing", "x", "\\", -1, "nothing"),
            ("café", "é", "e\u{301}", -1, "cafe\u{301}"),
            ("abcdefghij", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "\\9\\1", -1, "ia"), ("a", "(a)", "\\10", -1, "a0"),
        ] as [(String, String, String, Int64, String)])
    func replace(_ text: String, _ pattern: String, _ replacement: String, _ count: Int64, _ expected: String) throws {
        let result = try RegexFunctions.replace(text, RegexProgram(pattern: pattern), with: replacement, count: count)
        #expect(UTF8Text.equal(result, expected))
    }

    @Test(
        arguments: [
            ("a", "\\", .replacementEndsWithBackslash), ("a", "x\\y", .replacementBadEscape),
            ("a", "\\1", .replacementUnknownGroup(group: 1, groupCount: 0)),
            ("(a)", "\\2", .replacementUnknownGroup(group: 2, groupCount: 1)), ("a", "\\١", .replacementBadEscape),
        ] as [(String, String, RegexError)])
    func replacementErrors(_ pattern: String, _ replacement: String, _ expected: RegexError) throws {
        let program = try RegexProgram(pattern: pattern)
        #expect(throws: expected) { try RegexFunctions.replace("banana", program, with: replacement) }
    }

    @Test func replaceRefusesAmplification() throws {
        let text = String(repeating: "a", count: 100_000)
        let program = try RegexProgram(pattern: "a")
        #expect(throws: RegexError.resultTooLarge) { try RegexFunctions.replace(text, program, with: text) }
        let whole = try RegexProgram(pattern: "(a+)")
        let doubling = String(repeating: "\\1", count: 1000)
        #expect(throws: RegexError.resultTooLarge) { try RegexFunctions.replace(text, whole, with: doubling) }
        #expect(throws: RegexError.resultTooLarge) {
            try RegexFunctions.replace("ab", program, with: "xx", maximumBytes: 2)
        }
        #expect(try RegexFunctions.replace("ab", program, with: "xx", maximumBytes: 3) == "xxb")
    }
}
