import CEL
import Testing

/// What an expression needs of its variables, and that it has no other value than false without it.
struct NeededFieldsTests {
    private static let event = StructType(
        name: "event", fields: [.init("a", .int), .init("b", .int), .init("c", .bool), .init("d", .list(.int))])

    private static func environment() throws -> Environment {
        try Environment(variables: [VariableDeclaration("event", .structure("event"), slot: 0)], structTypes: [event])
    }

    @Test(arguments: [
        ("event.a == 1", ["event.a"]),
        ("event.a + event.b > 2 && event.c", ["event.a", "event.b", "event.c"]),
        ("event.a == 1 || event.b == 1", []),
        ("(event.a == 1 && event.c) || (event.a == 2 && event.b == 1)", ["event.a"]),
        ("has(event.a) && event.b == 1", ["event.b"]),
        ("!(event.a in [1, 2])", ["event.a"]),
        ("event.c ? event.a == 1 : event.a == 2 && event.b == 1", ["event.a", "event.c"]),
        ("event.d.exists(x, x == event.a)", ["event.d"]),
        ("[1].exists(event, event == 1)", []),
        ("event.?a.orValue(event.b) == 1", []),
        ("!(event.c && event.b == 1)", []),
        ("!(event.c && !event.c)", ["event.c"]),
    ])
    func names(_ expression: String, _ expected: [String]) throws {
        #expect(try Self.environment().compile(expression).fieldsNeededToHold.sorted() == expected)
    }

    @Test(arguments: [
        ("[event.a, event.b]", ["event.a", "event.b"]), ("event.c && event.a == 1", []), ("event.a", ["event.a"]),
        ("event.c ? event.a : event.b", ["event.c"]),
    ])
    func namesForAValue(_ expression: String, _ expected: [String]) throws {
        #expect(try Self.environment().compile(expression).fieldsNeededForValue.sorted() == expected)
    }

    /// Whatever the other fields are, without a needed field nothing holds.
    @Test(arguments: [
        "event.a == 1", "event.a + event.b > 2 && event.c",
        "(event.a == 1 && event.c) || (event.a == 2 && event.b == 1)",
        "has(event.a) && event.b == 1", "!(event.a in [1, 2])", "event.c ? event.a == 1 : event.a == 2 && event.b == 1",
        "event.d.exists(x, x == event.a)", "!(event.c && event.b == 1)", "event.a != 1 || !event.c && event.a == 3",
    ])
    func nothingHoldsWithout(_ expression: String) throws {
        let environment = try Self.environment()
        let program = try environment.program(expression)
        let needed = try environment.compile(expression).fieldsNeededToHold
        for missing in 0..<4 where needed.contains("event.\(Self.event.fields[missing].name)") {
            for pattern in 0..<64 {
                let values: [Value?] = [
                    .int(Int64(pattern & 3)), .int(Int64(pattern >> 2 & 3)), .bool(pattern >> 4 & 1 == 1),
                    pattern >> 5 == 1 ? .list([.int(1)]) : .list([]),
                ]
                let event = StoredStructValue(
                    type: Self.event, values: values.enumerated().map { $0 == missing ? nil : $1 })
                let activation = Activation(slotCount: 1)
                activation[0] = .structure(event)
                if case .bool(true) = program.evaluate(activation).value {
                    Issue.record("\(expression) holds without \(Self.event.fields[missing].name), pattern \(pattern)")
                }
            }
        }
    }
}
