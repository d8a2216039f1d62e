import RuleEngine
import SupervisionModel
import Testing

/// Stateless rules, lists, budgets, absent fields.
@Suite struct EvaluatorTests {
    static func stateless(_ filter: String?, _ condition: String? = nil) -> RuleBuilder {
        var builder = RuleBuilder()
        builder.key = nil
        builder.filter = filter
        builder.condition = condition
        return builder
    }

    struct Row: Sendable {
        let condition: String
        let matches: Bool
    }

    @Test(arguments: [
        Row(condition: "event.amount.minor == 7", matches: true),
        Row(condition: "event.amount.minor > 7", matches: false),
        Row(condition: "event.amount.currency == 'BTC' && event.chain == 'a' && event.height == 1", matches: true),
        Row(condition: "event.txIndex == 1 && event.index == 0", matches: true),
        Row(condition: "event.ruleTime == timestamp('1970-01-01T00:00:05Z')", matches: true),
        // An absent field: unknown is not an accusation, in either direction.
        Row(condition: "event.purposeCode == 'SALA'", matches: false),
        Row(condition: "event.purposeCode != 'SALA'", matches: false),
        Row(condition: "!has(event.purposeCode)", matches: true),
        Row(condition: "event.from == event.to", matches: false),
    ])
    func conditions(_ row: Row) throws {
        let evaluator = try Self.stateless(row.condition).evaluator()
        let found = TestEvents.matches([TestEvents.transfer(1, at: 5, minor: 7)], evaluator)
        #expect(found.isEmpty != row.matches)
        if row.matches {
            #expect(found.map(\.subject) == [TestEvents.entity("X")])
            #expect(found.map(\.marks) == [[]])
        }
    }

    @Test func anAmountBeyond64BitsKeepsItsValue() throws {
        let evaluator = try Self.stateless("event.amount.minor > amount('99999999999999999999')").evaluator()
        let large: Int128 = 100_000_000_000_000_000_000
        #expect(TestEvents.matches([TestEvents.transfer(1, at: 5, minor: large)], evaluator).count == 1)
        #expect(TestEvents.matches([TestEvents.transfer(1, at: 5, minor: large - 1)], evaluator).isEmpty)
    }

    @Test func aSpentBudgetIsInconclusive() throws {
        var builder = Self.stateless("[1, 2, 3, 4, 5, 6, 7, 8].all(x, x + event.height > 0)")
        builder.bindings = [RuleBuilder.value("h", "event.height")]
        builder.escalations = [("h >= 1", .critical)]
        builder.condition = "true"
        #expect(TestEvents.matches([TestEvents.transfer(1, at: 5)], try builder.evaluator()).map(\.marks) == [[]])
        let poor = try builder.evaluator(budget: 5)
        for number in 1...3 {
            let found = TestEvents.matches([TestEvents.transfer(number, at: 5)], poor)
            #expect(found.map(\.marks) == [.inconclusive])
            #expect(found.map(\.severity) == [.medium], "of the rule's own severity, whatever was judged before")
        }
    }

    @Test func severityRisesToTheHighestThatHolds() throws {
        var builder = Self.stateless("event.amount.minor > 0")
        builder.escalations = [
            ("event.amount.minor >= 100", .critical), ("event.amount.minor >= 10", .high),
            ("event.amount.minor >= 1", .low),
        ]
        let evaluator = try builder.evaluator()
        for (minor, severity) in [(Int128(5), Severity.medium), (10, .high), (100, .critical)] {
            #expect(
                TestEvents.matches([TestEvents.transfer(1, at: 5, minor: minor)], evaluator).map(\.severity) == [
                    severity
                ])
        }
    }

    @Test func aRuleIsInForceByRuleTime() throws {
        var builder = Self.stateless("event.amount.minor > 0")
        builder.from = Timestamp(milliseconds: 10_000)
        builder.until = Timestamp(milliseconds: 20_000)
        let evaluator = try builder.evaluator()
        let found = TestEvents.matches([9, 10, 19, 20].map { TestEvents.transfer(1, at: $0) }, evaluator)
        #expect(found.map(\.at.milliseconds) == [10_000, 19_000])
    }

    @Test func listsAreAskedAsOfTheEvent() throws {
        let list = ListSnapshot(
            id: "watch", version: "3", content: .zero,
            entries: [
                .init(
                    subject: TestEvents.entity("X"), entry: "W/1", from: Timestamp(milliseconds: 10_000),
                    until: Timestamp(milliseconds: 20_000), label: ""),
                .init(
                    subject: TestEvents.entity("X"), entry: "W/2", from: Timestamp(milliseconds: 30_000), until: nil,
                    label: ""),
            ])
        let evaluator = try Self.stateless("event.to in lists.watch").evaluator(lists: [list])
        let found = TestEvents.matches([9, 10, 19, 20, 30].map { TestEvents.transfer(1, at: $0) }, evaluator)
        #expect(found.map(\.at.milliseconds) == [10_000, 19_000, 30_000])
        #expect(found.flatMap(\.hits).map(\.entry) == ["W/1", "W/1", "W/2"])
        #expect(found.flatMap(\.hits).map(\.version) == ["3", "3", "3"])
    }

    @Test func aSumBeyondItsTypeIsInconclusive() throws {
        var builder = RuleBuilder()
        builder.window = .sliding(.days(1))
        builder.bindings = [RuleBuilder.aggregate("total", .sum, "9223372036854775807")]
        builder.condition = "total > 0"
        let evaluator = try builder.evaluator()
        let made = TestEvents.entries((1...2).map { TestEvents.transfer($0, at: Int64($0)) }, evaluator)
        var state = KeyState()
        state.mustTake(made[0].entry)
        #expect(
            evaluator.matches(rule: 0, key: made[0].key, state: state, watermark: .distantPast).map(\.marks) == [[]])
        state.mustTake(made[1].entry)
        #expect(
            evaluator.matches(rule: 0, key: made[0].key, state: state, watermark: .distantPast).map(\.marks)
                == [.inconclusive])
    }

    struct Refused: Sendable {
        let filter: String
        let suggestion: String?
    }

    @Test(arguments: [
        Refused(filter: "event.ammount.minor > 0", suggestion: "amount"),
        Refused(filter: "event.amount.minor", suggestion: nil),
        Refused(filter: "event.amount.minor > 0.5", suggestion: nil),
        Refused(filter: "event.to in lists.nobody", suggestion: nil),
        Refused(filter: "event.to == 'X'", suggestion: nil),
    ])
    func mistakesAreLoadErrors(_ row: Refused) {
        #expect {
            try Self.stateless(row.filter).evaluator()
        } throws: { error in
            guard let first = (error as? PlanErrors)?.errors.first else { return false }
            return row.suggestion == nil || first.suggestion == row.suggestion
        }
    }
}
