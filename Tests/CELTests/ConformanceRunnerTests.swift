import CEL
import CELConformance
import Testing

/// The runner itself: it must notice what is wrong.
@Suite struct ConformanceRunnerTests {
    private func report(_ cases: String, _ mode: ConformanceSuite.Mode = .checked) throws -> ConformanceSuite.Report {
        try ConformanceSuite(utf8: Array(#"{"cases":[\#(cases)]}"#.utf8)).run(mode)
    }

    @Test(arguments: [
        (#"{"id":"a","expr":"1 + 1","expect":{"value":{"t":"int","v":"2"}}}"#, "1 passed, 0 failed"),
        (#"{"id":"a","expr":"1 + 1","expect":{"value":{"t":"int","v":"3"}}}"#, "0 passed, 1 failed"),
        (#"{"id":"a","expr":"1 + 1","expect":{"value":{"t":"uint","v":"2"}}}"#, "0 passed, 1 failed"),
        (#"{"id":"a","expr":"1 + 1","expect":{"value":{"t":"double","v":"2.0"}}}"#, "0 passed, 1 failed"),
        (#"{"id":"a","expr":"'\\u00e9'","expect":{"value":{"t":"string","v":"e\u0301"}}}"#, "0 passed, 1 failed"),
        (#"{"id":"a","expr":"0.0 / 0.0","expect":{"value":{"t":"double","v":"NaN"}}}"#, "1 passed, 0 failed"),
        (#"{"id":"a","expr":"1 / 0","expect":{"error":true}}"#, "1 passed, 0 failed"),
        (#"{"id":"a","expr":"1","expect":{"error":true}}"#, "0 passed, 1 failed"),
        (#"{"id":"a","expr":"[1]","check_only":true,"expect":{"type":{"list":"int"}}}"#, "1 passed, 0 failed"),
        (#"{"id":"a","expr":"[1]","check_only":true,"expect":{"type":{"list":"uint"}}}"#, "0 passed, 1 failed"),
        (#"{"id":"a","expr":"x","needs_proto":true,"expect":{"error":true}}"#, "0 passed, 0 failed"),
        (
            #"{"id":"a","expr":"x.y","type_env":[{"name":"x.y","kind":"variable","type":"bool"}],"#
                + #""bindings":{"x.y":{"t":"bool","v":true}},"expect":{"value":{"t":"bool","v":true}}}"#,
            "1 passed, 0 failed"
        ),
        (
            #"{"id":"a","expr":"{1: 'a', 2: 'b'}","expect":{"value":{"t":"map","v":["#
                + #"[{"t":"int","v":"2"},{"t":"string","v":"b"}],[{"t":"int","v":"1"},{"t":"string","v":"a"}]]}}}"#,
            "1 passed, 0 failed"
        ),
    ])
    func judges(_ test: String, _ expected: String) throws {
        let report = try report(test)
        #expect(report.summary == expected)
        #expect(report.json.contains("\"id\":\"a\"") == (report.failed == 1))
    }

    @Test func parseOnlySkipsWhatIsAboutTypes() throws {
        let test = #"{"id":"a","expr":"[1]","check_only":true,"expect":{"type":{"list":"int"}}}"#
        #expect(try report(test, .parseOnly).skipped == 1)
    }

    @Test(arguments: [
        "{", "[1,]", "{\"a\" 1}", "\"\u{1}\"", "\"\\ud800\"", "\"\\x\"", "nul", "1 2", "",
        String(repeating: "[", count: 100_000),
    ])
    func malformedJSONIsRefused(_ text: String) {
        #expect(throws: JSONText.Malformed.self) { try JSONText(utf8: Array(text.utf8)) }
    }

    @Test func valuesSurviveTheJSONForm() throws {
        let text =
            #"{"t":"list","v":[{"t":"int","v":"-1"},{"t":"uint","v":"18446744073709551615"},"#
            + #"{"t":"double","v":"-0.0"},{"t":"string","v":"a\"\\\u0001é"},{"t":"bytes","v":"AP8="},{"t":"null"},"#
            + #"{"t":"timestamp","s":"-1","n":5},{"t":"duration","s":"-1","n":-5},{"t":"bool","v":true}]}"#
        let value = try #require(Value(conformance: JSONText(utf8: Array(text.utf8))))
        #expect(value.conformanceJSON == text)
    }

    @Test func evaluatesOverJSONBindings() throws {
        let command = try ExpressionCommand(
            bindings: Array(#"{"x":{"a":[1,2.5]},"n":3,"u":{"t":"uint","v":"7"}}"#.utf8),
            typeEnvironment: Array(#"[{"name":"n","kind":"variable","type":"int"}]"#.utf8))
        #expect("\(try command.evaluate("x.a[1] == 2.5 && n + 1 == 4 && u == 7u").value)" == "true")
        #expect(throws: CompileErrors.self) { try command.evaluate("n == 'a'") }
        #expect("\(try command.evaluate("n == 'a'", parseOnly: true).value)" == "false")
        #expect(throws: ExpressionCommand.Failure.self) {
            try ExpressionCommand(bindings: Array("{".utf8), typeEnvironment: nil)
        }
    }
}
