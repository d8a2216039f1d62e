import CEL
import Testing

@Suite struct StringTransformsTests {
    @Test func asciiCase() {
        #expect(StringTransforms.lowerAscii("TacoCÆt Xii[@`{") == "tacocÆt xii[@`{")
        #expect(StringTransforms.upperAscii("tacoCαt xii[@`{") == "TACOCαT XII[@`{")
    }

    @Test(arguments: [("", ""), ("☺", "☺"), ("Ta©oCαt", "tαCo©aT"), ("e\u{301}", "\u{301}e"), ("😀é", "é😀")])
    func reverse(_ text: String, _ expected: String) {
        #expect(UTF8Text.equal(StringTransforms.reverse(text), expected))
    }

    @Test(arguments: [
        (" \u{c}\n\r\t\u{b}text  ", "text"), ("\u{85}\u{a0}\u{1680}text", "text"),
        ("text\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}", "text"),
        ("\u{200a}text\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}", "text"),
        (
            "\u{180e}text\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}",
            "\u{180e}text\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}"
        ),
        ("   ", ""), ("", ""), ("a b", "a b"), ("\r\na\r\n", "a"), ("\u{1f}x\u{1f}", "\u{1f}x\u{1f}"),
        (" \u{301}", "\u{301}"),
    ])
    func trim(_ text: String, _ expected: String) {
        #expect(UTF8Text.equal(StringTransforms.trim(text), expected))
    }

    @Test(arguments: [
        ("first\nsecond", #""first\nsecond""#), ("bell\u{7}", #""bell\a""#), ("\u{8}backspace", #""\bbackspace""#),
        ("\u{c}form feed", #""\fform feed""#), ("carriage \r return", #""carriage \r return""#), ("tab\t", #""tab\t""#),
        ("vertical \u{b} tab", #""vertical \v tab""#), (#"double \\ slash"#, #""double \\\\ slash""#),
        (#"\"#, #""\\""#),
        (#"mid " quote"#, #""mid \" quote""#), ("завтра", #""завтра""#), ("🐱", #""🐱""#), ("", #""""#),
        ("\u{0}", "\"\u{0}\""),
    ])
    func quote(_ text: String, _ expected: String) {
        #expect(StringTransforms.quote(text) == expected)
    }

    @Test(
        arguments: [
            ("12 days 12 hours", "{0}", "2", -1, "12 days 12 hours"),
            ("{0} days {0} hours", "{0}", "2", -1, "2 days 2 hours"),
            ("{0} days {0} hours", "{0}", "2", 1, "2 days {0} hours"), ("1 ©αT taco", "αT", "o©α", -1, "1 ©o©α taco"),
            ("abc", "", "-", -1, "-a-b-c-"), ("abc", "", "-", 2, "-a-bc"), ("abc", "", "-", 4, "-a-b-c-"),
            ("", "", "x", -1, "x"),
            ("é😀", "", ".", -1, ".é.😀."), ("aaa", "aa", "b", -1, "ba"), ("abc", "b", "", -1, "ac"),
            ("abc", "b", "x", 0, "abc"),
            ("", "a", "b", -1, ""), ("aaaa", "a", "b", .max, "bbbb"), ("aaaa", "a", "b", .min, "bbbb"),
        ] as [(String, String, String, Int64, String)])
    func replace(_ text: String, _ old: String, _ new: String, _ limit: Int64, _ expected: String) throws {
        #expect(try StringTransforms.replace(text, old, with: new, limit: limit) == expected)
    }

    /// 10^5 occurrences of 10^5 bytes would be 10 GB.
    @Test func replaceRefusesAmplification() {
        let text = String(repeating: "a", count: 100_000)
        #expect(throws: TextError.resultTooLarge) { try StringTransforms.replace(text, "a", with: text) }
        #expect(throws: TextError.resultTooLarge) {
            try StringTransforms.replace("aa", "a", with: "bbb", maximumBytes: 5)
        }
        #expect(throws: Never.self) { try StringTransforms.replace("aa", "a", with: "bbb", maximumBytes: 6) }
    }
}
