import CEL
import Foundation
import Testing

/// Runs on a thread with a stack of 512 KiB, as small as a host might have.
private func onSmallStack(_ body: @escaping @Sendable () -> String) async -> String {
    await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: body()) }
        thread.stackSize = 512 << 10
        thread.start()
    }
}

@Suite struct HostileInputTests {
    private static let nested: [String] = [
        String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
        String(repeating: "[", count: 10_000),
        String(repeating: "{1:", count: 10_000),
        String(repeating: "!(", count: 10_000) + "true",
        String(repeating: "-(", count: 10_000) + "1",
        String(repeating: "f(", count: 10_000),
        String(repeating: "a.f(", count: 10_000),
        String(repeating: "true ? 1 : ", count: 10_000),
        "1" + String(repeating: " + 1", count: 10_000),
        "a" + String(repeating: ".a", count: 10_000),
        "a" + String(repeating: "[0]", count: 10_000),
        "a" + String(repeating: ".f()", count: 10_000),
        "[1]" + String(repeating: ".map(x, x)", count: 5_000),
        String(repeating: "[1].map(x, ", count: 8_000),
        String(repeating: "a{b:", count: 10_000),
        String(repeating: "cel.bind(a, ", count: 8_000),
    ]

    @Test(arguments: nested.indices) func refusesDeepNesting(_ index: Int) async {
        let result = await onSmallStack { outcome(Self.nested[index]) }
        #expect(result == "refused CEL1003")
    }

    /// Everything up to the limit works on the small stack: parser, checker, planner, evaluator, explanation, deinit.
    @Test(arguments: [
        ("(", "1", ")"), ("[", "1", "][0]"), ("-(", "1", ")"), ("{1:", "1", "}[1]"), ("", "1", " + 1"),
        ("[1].map(x, ", "x", ")[0]"), ("true ? 1 : ", "1", ""), ("cel.bind(a, 1, ", "a", ")"),
        ("math.abs(", "1", ")"), ("optional.of(", "1", ").value()"), ("[1].all(y, ", "true", ")"),
    ])
    func acceptsAHundredLevels(_ open: String, _ core: String, _ close: String) async {
        // An index or a call around each level makes it two levels high.
        let depth = close.count > 1 && close != " + 1" ? 50 : 100
        let source = String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
        let result = await onSmallStack {
            do {
                let environment = try Environment()
                let program = try environment.program(source)
                let activation = Activation(slotCount: 1)
                let value = program.evaluate(activation).value
                return "\(value.error == nil) \(program.explain(activation).isEmpty)"
            } catch {
                return "\(error)"
            }
        }
        #expect(result.hasPrefix("true"))
    }

    @Test func refusesLongSources() {
        #expect(outcome(String(repeating: "(", count: 1_000_000)) == "refused CEL1003")
        #expect(outcome("1" + String(repeating: " ", count: 200_000)) == "refused CEL1003")
    }

    @Test(arguments: [
        "lists.range(2000000000)",
        "lists.range(9223372036854775807)",
        "lists.range(1000).map(a, lists.range(1000).map(b, lists.range(1000).map(c, a * b * c)))",
        "lists.range(100000).exists(a, lists.range(100000).exists(b, a + b < 0))",
        "lists.range(100000).map(x, string(x)).join('').size() > 0 && lists.range(1000000).size() > 0",
        "[1,2,3,4,5,6,7,8,9,0].all(a,[1,2,3,4,5,6,7,8,9,0].all(b,[1,2,3,4,5,6,7,8,9,0].all(c,[1,2,3,4,5,6,7,8,9,0]"
            + ".all(d,[1,2,3,4,5,6,7,8,9,0].all(e,[1,2,3,4,5,6,7,8,9,0].all(f,[1,2,3,4,5,6,7,8,9,0].all(g,true)))))))",
    ])
    func stopsAtTheBudget(_ source: String) {
        #expect(outcome(source, budget: 100_000) == "error budget_exceeded")
    }

    @Test func doublingIsCharged() {
        var source = "a == a"
        for _ in 0..<60 { source = "cel.bind(a, [a, a], \(source))" }
        #expect(outcome("cel.bind(a, [1], \(source))") == "error budget_exceeded")
        var text = "a.size()"
        for _ in 0..<60 { text = "cel.bind(a, a + a, \(text))" }
        #expect(outcome("cel.bind(a, 'x', \(text))") == "error budget_exceeded")
    }

    @Test func budgetIsNotHiddenByOr() {
        #expect(
            outcome("lists.range(1000).exists(x, x < 0) || [1].exists(y, y == 1)", budget: 100)
                == "error budget_exceeded")
    }

    @Test func refusesBytesThatAreNotUTF8() throws {
        let environment = try Environment()
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0xF5]] {
            #expect {
                try environment.compile(utf8: bytes)
            } throws: { error in
                (error as? CompileErrors)?.errors.first?.code == .encoding
            }
        }
    }

    @Test(arguments: [
        #""\ud800""#, #""\udfff""#, #""\ud83d\ude00""#, #""\U00110000""#, #""\x4""#, #""\400""#, "\"", "'''a",
    ])
    func refusesBadEscapes(_ source: String) {
        #expect(outcome(source) == "refused CEL1002")
    }
}
