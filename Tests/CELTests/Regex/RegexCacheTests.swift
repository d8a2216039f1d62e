import CEL
import Testing

@Suite struct RegexCacheTests {
    @Test func keepsPrograms() throws {
        let cache = RegexCache(capacity: 2)
        let first = try cache.program(for: "a")
        #expect(try cache.program(for: "a") === first)
        #expect(cache.count == 1)
    }

    @Test func dropsTheLeastRecentlyUsed() throws {
        let cache = RegexCache(capacity: 2)
        let (first, second) = (try cache.program(for: "a"), try cache.program(for: "b"))
        #expect(try cache.program(for: "a") === first)
        _ = try cache.program(for: "c")
        #expect(cache.count == 2)
        #expect(try cache.program(for: "a") === first)
        #expect(try cache.program(for: "b") !== second)
    }

    /// Canonically equivalent patterns are different patterns.
    @Test func comparesBytes() throws {
        let cache = RegexCache(capacity: 4)
        #expect(try cache.program(for: "^\u{e9}$").matches("\u{e9}"))
        #expect(try !cache.program(for: "^e\u{301}$").matches("\u{e9}"))
        #expect(cache.count == 2)
    }

    @Test func badPatternsAreNotKept() throws {
        let cache = RegexCache(capacity: 2)
        #expect(throws: RegexError.self) { try cache.program(for: "(") }
        #expect(cache.count == 0)
    }

    @Test func manyTasks() async throws {
        let cache = RegexCache(capacity: 3)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    for step in 0..<200 {
                        let digit = (task + step) % 7
                        guard let program = try? cache.program(for: "^\(digit)$") else { return }
                        #expect(program.matches("\(digit)") && !program.matches("x"))
                    }
                }
            }
        }
        #expect(cache.count == 3)
    }
}
