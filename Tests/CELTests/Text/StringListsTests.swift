import CEL
import Testing

@Suite struct StringListsTests {
    @Test(
        arguments: [
            ("hello world", " ", -1, ["hello", "world"]), ("hello world events!", " ", 0, []),
            ("hello world events!", " ", 1, ["hello world events!"]), ("o©o©o©o", "©", -1, ["o", "o", "o", "o"]),
            ("o©o©o©o", "©", 2, ["o", "o©o©o"]), ("a,b,c", ",", 3, ["a", "b", "c"]),
            ("a,b,c", ",", 99, ["a", "b", "c"]),
            ("", ",", -1, [""]), ("", "", -1, []), ("", "", 1, []), ("", "", 2, []), ("é😀x", "", -1, ["é", "😀", "x"]),
            ("é😀x", "", 2, ["é", "😀x"]),
            ("abc", "", 1, ["abc"]), ("abc", "", 9, ["a", "b", "c"]), (",", ",", -1, ["", ""]),
            ("a,,b,", ",", -1, ["a", "", "b", ""]),
            ("aaa", "aa", -1, ["", "a"]), ("abc", ",", .min, ["abc"]), ("a,b", ",", .max, ["a", "b"]),
        ] as [(String, String, Int64, [String])])
    func split(_ text: String, _ separator: String, _ limit: Int64, _ expected: [String]) {
        #expect(StringLists.split(text, separator, limit: limit) == expected)
    }

    @Test(arguments: [
        (["x", "y"], "-", "x-y"), ([], "", ""), ([], "-", ""), (["x"], "-", "x"), (["", ""], ",", ","),
        (["é", "😀"], "", "é😀"),
    ])
    func join(_ pieces: [String], _ separator: String, _ expected: String) throws {
        #expect(try StringLists.join(pieces, separator) == expected)
    }

    @Test func joinLimit() throws {
        #expect(try StringLists.join(["abc", "def"], "--", maximumBytes: 8) == "abc--def")
        #expect(throws: TextError.resultTooLarge) { try StringLists.join(["abc", "def"], "--", maximumBytes: 7) }
    }
}
