import CEL
import Testing

/// A host type: a snapshot of a list of texts.
private final class Snapshot: OpaqueValue, @unchecked Sendable {
    private let entries: [String]

    init(_ entries: [String]) { self.entries = entries }

    override var typeName: String { "list_snapshot" }

    override func contains(_ value: Value) -> Bool? {
        guard case .string(let text) = value else { return nil }
        return entries.contains { $0.utf8.elementsEqual(text.utf8) }
    }
}

/// A structure whose fields are computed when asked for.
private final class LazyEvent: StructValue, @unchecked Sendable {
    override func field(at index: Int) -> Value? {
        switch index {
        case 0: .string("USDT")
        case 1: .amount(Amount(500))
        default: nil
        }
    }
}

@Suite struct EnvironmentTests {
    private static let event = StructType(
        name: "token.moved",
        fields: [
            .init("asset", .string), .init("value", .amount), .init("memo", .string),
            .init("note", .string, defaultValue: .string("none")), .init("party", .structure("party")),
        ])
    private static let party = StructType(name: "party", fields: [.init("country", .string), .init("level", .int)])

    private func environment(_ options: EnvironmentOptions = EnvironmentOptions()) throws -> Environment {
        try Environment(
            variables: [
                VariableDeclaration("event", .structure("token.moved"), slot: 0),
                VariableDeclaration("lists.ofac", .opaque("list_snapshot", []), slot: 1),
                VariableDeclaration("params.limit", .int, constant: .int(3)),
                VariableDeclaration("count", .int, slot: 2),
            ],
            structTypes: [Self.event, Self.party],
            opaqueTypes: [OpaqueType("list_snapshot", memberType: .string)],
            functions: [
                FunctionDeclaration(
                    "twice",
                    FunctionOverload(
                        "twice_int", [.int], .int, cost: 5,
                        body: .unary { _, value in
                            guard case .int(let number) = value else { return .null }
                            return .int(number &* 2)
                        }),
                    FunctionOverload(
                        "twice_string", [.string], .string,
                        body: .unary { context, value in
                            guard case .string(let text) = value else { return .null }
                            return context.charge(text.utf8.count * 2) ? .string(text + text) : .budgetExceeded
                        }))
            ],
            options: options)
    }

    private func activation(_ environment: Environment) -> Activation {
        let activation = Activation(slotCount: environment.slotCount)
        let party = StoredStructValue(type: Self.party, values: [.string("CN"), .int(2)])
        activation[0] = .structure(
            StoredStructValue(
                type: Self.event, values: [.string("USDT"), .amount(Amount(500)), nil, nil, .structure(party)]))
        activation[1] = .opaque(Snapshot(["0xbad"]))
        activation[2] = .int(4)
        return activation
    }

    private func evaluate(_ source: String) throws -> String {
        let environment = try environment()
        let value = try environment.program(source).evaluate(activation(environment)).value
        let parsed = try environment.plan(environment.parse(source)).evaluate(activation(environment)).value
        #expect("\(value)" == "\(parsed)", "parse-only mode comes to the same")
        return value.error.map { $0.code.rawValue } ?? "\(value)"
    }

    @Test(arguments: [
        (#"event.asset == "USDT""#, "true"),
        ("event.value > 499 && event.value <= amount('500')", "true"),
        ("has(event.memo)", "false"),
        ("has(event.note)", "false"),
        ("event.note", "\"none\""),
        ("event.memo", "no_such_field"),
        ("event.?memo.orValue('x')", "\"x\""),
        ("event.party.country + event.party.country", "\"CNCN\""),
        ("event.party.level != params.limit", "true"),
        ("count > params.limit", "true"),
        ("params.limit * 2", "6"),
        ("twice(count)", "8"),
        ("twice('ab')", "\"abab\""),
        ("'0xbad' in lists.ofac", "true"),
        ("event.asset in lists.ofac", "false"),
        ("lists.ofac == lists.ofac", "true"),
        ("type(event) == token.moved", "true"),
        ("party{country: 'DE'} == party{country: 'DE'}", "true"),
        ("party{country: 'DE'}.country", "\"DE\""),
        ("event.party == party{country: 'CN', level: 2}", "true"),
    ])
    func readsDeclaredNames(_ source: String, _ expected: String) throws {
        #expect(try evaluate(source) == expected)
    }

    @Test func lazyStructuresAreReadBySlot() throws {
        let environment = try environment()
        let activation = Activation(slotCount: environment.slotCount)
        activation[0] = .structure(LazyEvent(type: Self.event))
        let program = try environment.program("event.asset == 'USDT' && event.value == 500 && !has(event.party)")
        guard case .bool(true) = program.test(activation).value else {
            Issue.record("the lazy event was not read")
            return
        }
    }

    @Test(arguments: [
        ("event.aset == 'x'", CompileError.Code.unknownField, 7, "asset"),
        ("evnt.asset", .unknownName, 1, "event"),
        ("twise(1)", .unknownFunction, 1, "twice"),
        ("twice(1.0)", .noSuchOverload, 1, ""),
        ("event.asset > 3", .noSuchOverload, 1, ""),
        ("event.asset.x", .typeMismatch, 13, ""),
        ("prty{country: 'x'}", .unknownType, 1, "party"),
        ("party{contry: 'x'}", .unknownField, 7, "country"),
        ("party{country: 1}", .typeMismatch, 16, ""),
        ("1 in lists.ofac", .noSuchOverload, 1, ""),
        ("count && true", .typeMismatch, 1, ""),
        ("true ? 1 : 'a'", .typeMismatch, 1, ""),
    ])
    func refuses(_ source: String, _ code: CompileError.Code, _ column: Int, _ suggestion: String) throws {
        let environment = try environment()
        #expect {
            try environment.compile(source)
        } throws: { error in
            guard let first = (error as? CompileErrors)?.errors.first else { return false }
            return first.code == code && first.column == column && (first.suggestion ?? "") == suggestion
                && first.line == 1
        }
    }

    @Test func collectsErrorsInOrder() throws {
        let environment = try environment()
        do {
            _ = try environment.compile("evnt.a == 1 &&\n  cuont > 2 &&\n  twise(3) == 4")
            Issue.record("compiled")
        } catch {
            #expect(error.errors.map(\.line) == [1, 2, 3])
            #expect(error.errors.map(\.column) == [1, 3, 3])
            #expect(error.errors[1].snippet == "  cuont > 2 &&")
            #expect(error.omitted == 0)
        }
        let many = (0..<150).map { "x\($0)" }.joined(separator: " + ")
        do {
            _ = try environment.compile("[\(many.replacing(" + ", with: ", "))]")
            Issue.record("compiled")
        } catch {
            #expect(error.errors.count == 100)
            #expect(error.omitted == 50)
        }
    }

    @Test(arguments: ["1.5 > 1.0", "double(count) > double(2)", "[1.0]", "math.sqrt(count) == math.sqrt(4)"])
    func doublesCanBeForbidden(_ source: String) throws {
        var options = EnvironmentOptions()
        options.allowDoubles = false
        let environment = try environment(options)
        #expect {
            try environment.compile(source)
        } throws: { error in
            (error as? CompileErrors)?.errors.first?.code == .doubleNotAllowed
        }
        _ = try environment.compile("count * 2 > 3")
    }

    @Test func tellsWhatAnExpressionReads() throws {
        let expression = try environment().compile("has(event.memo) || event.party.level > count + params.limit")
        #expect(expression.variables == ["count", "event", "params.limit"])
        #expect(expression.fields == ["party.level", "token.moved.memo", "token.moved.party"])
        #expect(expression.type == .bool)
    }

    @Test func contradictionsAreRefused() throws {
        func code(_ body: () throws -> Void) -> EnvironmentError.Code? {
            do {
                try body()
                return nil
            } catch {
                return (error as? EnvironmentError)?.code
            }
        }
        #expect(
            code { _ = try Environment(variables: [.init("a", .int, slot: 0), .init("a", .int, slot: 1)]) }
                == .duplicate)
        #expect(code { _ = try Environment(structTypes: [StructType(name: "int", fields: [])]) } == .duplicate)
        #expect(code { _ = try Environment(opaqueTypes: [OpaqueType("a"), OpaqueType("a")]) } == .duplicate)
        #expect(code { _ = try Environment(variables: [.init("a", .int, slot: -1)]) } == .slotOutOfRange)
        let environment = try Environment(variables: [.init("a", .int, slot: 0)])
        #expect(code { _ = try environment.makeActivation([("b", .int(1))]) } == .unknownVariable)
        #expect("\(try environment.makeActivation([("a", .int(1))])[0])" == "1")
    }

    @Test func unsetSlotsAreErrors() throws {
        let environment = try environment()
        let outcome = try environment.program("count > 1").evaluate(Activation(slotCount: environment.slotCount))
        #expect(outcome.value.error?.code == .unknownName)
        let short = try environment.program("count > 1").evaluate(Activation(slotCount: 1))
        #expect(short.value.error?.code == .unknownName)
    }

    @Test func explainsEveryPart() throws {
        let environment = try environment()
        let program = try environment.program("event.value > 499 && (count == 5 || event.asset == 'USDT')")
        let lines = program.explain(activation(environment)).map { "\($0.text) = \($0.value)" }
        #expect(
            lines == [
                "event.value > 499 && (count == 5 || event.asset == 'USDT') = true",
                "event.value > 499 = true",
                "event.value = 500",
                "event = token.moved{asset: \"USDT\", value: 500, party: party{country: \"CN\", level: 2}}",
                "(count == 5 || event.asset == 'USDT') = true",
                "count == 5 = false",
                "count = 4",
                "event.asset == 'USDT' = true",
                "event.asset = \"USDT\"",
                "event = token.moved{asset: \"USDT\", value: 500, party: party{country: \"CN\", level: 2}}",
            ])
    }

    @Test func groupsShareWorkButNotCost() throws {
        let environment = try environment()
        let sources = [
            "size(event.asset + 'x') == 5 && count > 3", "size(event.asset + 'x') == 5 && count > 100",
            "count > 3 ? event.party.country == 'CN' : false", "size(event.asset + 'x') == 4",
        ]
        let group = try environment.group(sources.map { try environment.compile($0) })
        let activation = activation(environment)
        for _ in 0..<2 {
            group.begin(activation)
            for (index, source) in sources.enumerated() {
                let shared = group.evaluate(index, activation)
                let alone = try environment.program(source).evaluate(activation)
                #expect("\(shared.value)" == "\(alone.value)")
                #expect(shared.cost == alone.cost, "\(source)")
            }
        }
        // What is evaluated in between does no harm.
        _ = try environment.program("[1, 2].map(x, [x]).exists(y, y == [2])").evaluate(activation)
        #expect("\(group.evaluate(0, activation).value)" == "true")
        // After a change and `begin` nothing old is left.
        activation[2] = .int(1)
        group.begin(activation)
        #expect("\(group.evaluate(0, activation).value)" == "false")
    }

    @Test func costDoesNotDependOnOutcomeOfEarlierRuns() throws {
        let environment = try environment()
        let program = try environment.program("event.asset.matches(event.party.country + '.*') || count > 3")
        let activation = activation(environment)
        let first = program.evaluate(activation)
        let second = program.evaluate(activation)
        #expect(first.cost == second.cost)
        let exact = program.evaluate(activation, budget: first.cost)
        #expect("\(exact.value)" == "true")
        let short = program.evaluate(activation, budget: first.cost - 1)
        #expect(short.value.error?.code == .budgetExceeded)
    }

    @Test func valueIsSmall() {
        #expect(MemoryLayout<Value>.stride <= 24)
    }
}

@Suite struct AmountConditionTests {
    /// Comparisons with a constant take another way than those of two values; both must say the same.
    @Test(arguments: [
        "0", "1", "1.5", "2", "12.49", "12.5", "12.51", "13", "125", "340282366920938463463374607431768211456",
    ])
    func constantsCompareAsValuesDo(_ text: String) throws {
        let environment = try Environment(
            variables: [.init("a", .amount, slot: 0), .init("c", .amount, slot: 1)])
        let activation = Activation(slotCount: environment.slotCount)
        for constant in ["0", "1", "12.5", "12", "340282366920938463463374607431768211455.5"] {
            for sign in ["<", "<=", ">", ">=", "==", "!="] {
                for (slot, value) in [text, constant].enumerated() {
                    activation[slot] = try environment.program("amount('\(value)')").evaluate(activation).value
                }
                let fused = try environment.program("a \(sign) amount('\(constant)')").evaluate(activation).value
                let general = try environment.program("a \(sign) c").evaluate(activation).value
                #expect("\(fused)" == "\(general)", "\(text) \(sign) \(constant)")
            }
        }
    }
}
