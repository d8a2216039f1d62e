import CEL
import Testing

@Suite struct RegexProgramTests {
    @Test(arguments: [
        ("hubba", "ubb", true), ("", "foo|bar", false), ("", "", true), ("abcd", "bc", true),
        ("banana", "ba(na)*", true), ("mañana", "a+ñ+a+", true),
        ("🐱😀😀", "(a|😀){2}", true), ("cows", "^cow$", false), ("INV-12345", "^(INV|PO)-[0-9]{4,10}$", true),
        ("INV-123", "^(INV|PO)-[0-9]{4,10}$", false),
        ("a\nb", "^b", false), ("a\nb", "(?m)^b", true), ("ABC", "(?i)abc", true), ("é", "^.$", true),
        ("e\u{301}", "^.$", false), ("e\u{301}", "\u{e9}", false),
        ("a\u{0}b", "a\u{0}b", true), ("a\u{0}b", "b$", true), ("Ω", "^\\pL$", true), ("x", "\\Qx\\E", true),
    ])
    func matches(_ text: String, _ pattern: String, _ expected: Bool) throws {
        #expect(try RegexProgram(pattern: pattern).matches(text) == expected)
    }

    @Test(arguments: [
        "(", ")", "[a", "a**", "*", "a{1001}", "\\", "(?P<n>a", "(?=a)", "(a)\\1", "\\8", "[z-a]", "(?i", "(?<!a)b",
    ])
    func malformed(_ pattern: String) {
        #expect {
            try RegexProgram(pattern: pattern)
        } throws: { error in
            guard case .malformed(let text) = error as? RegexError else { return false }
            return !text.isEmpty
        }
    }

    @Test func limits() {
        func isTooLarge(_ pattern: String, _ limits: RegexLimits = .standard) -> Bool {
            do throws(RegexError) {
                _ = try RegexProgram(pattern: pattern, limits: limits)
                return false
            } catch {
                guard case .tooLarge = error else { return false }
                return true
            }
        }
        #expect(isTooLarge(String(repeating: "a", count: 4097)))
        #expect(!isTooLarge(String(repeating: "a", count: 4096)))
        #expect(isTooLarge("a{500}", RegexLimits(patternBytes: 100, programSize: 100, memoryBytes: 1 << 20)))
        #expect(isTooLarge("((\\pL{30}){30})"))
        #expect(isTooLarge("a{500}", RegexLimits(patternBytes: 100, programSize: 100_000, memoryBytes: 1000)))
    }

    /// A backtracking engine would need 2^40 steps.
    @Test func linearTime() throws {
        let text = String(repeating: "a", count: 40) + "b"
        #expect(try !RegexProgram(pattern: "^(a+)+$").matches(text))
        #expect(try !RegexProgram(pattern: "^(a?){40}a{40}$").matches(text))
    }

    @Test func longTextsAndSmallMemory() throws {
        // Too small a cache makes RE2 change to its slower engine, never to a wrong answer.
        let limits = RegexLimits(patternBytes: 100, programSize: 10_000, memoryBytes: 20_000)
        let program = try RegexProgram(pattern: "x[ab]{8}y$", limits: limits)
        let text = String(repeating: "ab", count: 50_000)
        #expect(!program.matches(text))
        #expect(program.matches(text + "xaabbaabby"))
    }

    @Test func groupCount() throws {
        #expect(try RegexProgram(pattern: "a").groupCount == 0)
        #expect(try RegexProgram(pattern: "(a)(?:b)(?P<n>c)").groupCount == 2)
        #expect(try RegexProgram(pattern: "a{10}").programSize > 10)
    }

    @Test func sharedAcrossTasks() async throws {
        let program = try RegexProgram(pattern: "^(INV|PO)-[0-9]{4,10}$")
        let found = await withTaskGroup(of: Int.self) { group in
            for task in 0..<4 {
                group.addTask { (0..<500).count { program.matches("INV-\(1000 + $0 + task)") } }
            }
            return await group.reduce(0, +)
        }
        #expect(found == 2000)
    }
}
