import RuleEngine
import SupervisionModel
import Testing

/// "A, and no B within a minute."
@Suite struct AbsenceTests {
    static let asked = EventType(name: "answer.asked", fields: [.init("who", .entity)])
    static let given = EventType(name: "answer.given", fields: [.init("who", .entity)])

    static func evaluator(until: Timestamp? = nil) throws -> Evaluator {
        var builder = RuleBuilder()
        builder.on = "answer.asked"
        builder.key = "event.who"
        builder.subject = "event.who"
        builder.absence = RuleBuilder.absent("answer.given", within: .seconds(60))
        builder.until = until
        return try builder.evaluator(extensions: [asked, given])
    }

    static func event(_ evaluator: Evaluator, _ name: String, at seconds: Int64, number: Int) throws -> Event {
        let type = try #require(evaluator.rules.vocabulary.index(of: name))
        return Event(
            type: type,
            position: Position(
                ruleTime: Timestamp(milliseconds: seconds * 1000), chain: TestEvents.chain("a"), height: 1,
                transaction: UInt32(number), index: 0),
            block: TestEvents.digest(1), origin: TestEvents.digest(number),
            time: Timestamp(milliseconds: seconds * 1000),
            fields: [.entity(TestEvents.entity("X"))])
    }

    static func state(_ evaluator: Evaluator, asked: [Int64], given: [Int64]) throws -> (KeyState, [UInt8]) {
        var events: [Event] = []
        for (number, seconds) in asked.enumerated() {
            events.append(try event(evaluator, "answer.asked", at: seconds, number: number))
        }
        for (number, seconds) in given.enumerated() {
            events.append(try event(evaluator, "answer.given", at: seconds, number: 100 + number))
        }
        var state = KeyState()
        var key: [UInt8] = []
        for made in TestEvents.entries(events, evaluator) {
            state.mustTake(made.entry)
            key = made.key
        }
        return (state, key)
    }

    struct Row: Sendable {
        let asked: [Int64]
        let given: [Int64]
        let watermark: Int64
        let found: [Int64]
        let next: Int64?
    }

    @Test(arguments: [
        Row(asked: [10], given: [], watermark: 69, found: [], next: 70),
        // Exactly at the deadline an answer could still come.
        Row(asked: [10], given: [], watermark: 70, found: [], next: 70),
        Row(asked: [10], given: [], watermark: 71, found: [70], next: nil),
        Row(asked: [10], given: [70], watermark: 99, found: [], next: nil),
        Row(asked: [10], given: [71], watermark: 99, found: [70], next: nil),
        // An answer before the question is none.
        Row(asked: [10], given: [9], watermark: 99, found: [70], next: nil),
        Row(asked: [10], given: [10], watermark: 99, found: [], next: nil),
        Row(asked: [10, 20, 200], given: [75], watermark: 100, found: [70], next: 260),
        Row(asked: [], given: [5], watermark: 100, found: [], next: nil),
    ])
    func boundaries(_ row: Row) throws {
        let evaluator = try Self.evaluator()
        let (state, key) = try Self.state(evaluator, asked: row.asked, given: row.given)
        let watermark = Timestamp(milliseconds: row.watermark * 1000)
        let matches = evaluator.matches(rule: 0, key: key, state: state, watermark: watermark)
        #expect(matches.map(\.at.milliseconds) == row.found.map { $0 * 1000 })
        #expect(
            evaluator.nextDeadline(rule: 0, state: state, watermark: watermark)?.milliseconds
                == row.next.map { $0 * 1000 })
    }

    @Test func settlingKeepsWhatIsStillOpen() throws {
        let evaluator = try Self.evaluator()
        var (state, key) = try Self.state(evaluator, asked: [10, 100], given: [])
        evaluator.settle(rule: 0, key: key, state: &state, through: Timestamp(milliseconds: 120_000))
        #expect(state.entries.map(\.position.ruleTime.milliseconds) == [100_000])
        let late = try Self.event(evaluator, "answer.given", at: 130, number: 300)
        let made = try #require(TestEvents.entries([late], evaluator).first)
        state.mustTake(made.entry)
        #expect(
            evaluator.matches(rule: 0, key: key, state: state, watermark: Timestamp(milliseconds: 999_000)).isEmpty)
    }

    /// A rule that has ended still hears the answers to what was asked in its time.
    @Test func answersCountAfterTheRuleHasEnded() throws {
        let evaluator = try Self.evaluator(until: Timestamp(milliseconds: 50_000))
        let (state, key) = try Self.state(evaluator, asked: [40], given: [60])
        #expect(
            evaluator.matches(rule: 0, key: key, state: state, watermark: Timestamp(milliseconds: 999_000)).isEmpty)
        #expect(TestEvents.entries([try Self.event(evaluator, "answer.asked", at: 55, number: 5)], evaluator).isEmpty)
    }

    @Test func awaitingItsOwnTypeIsRefused() throws {
        var builder = RuleBuilder()
        builder.absence = RuleBuilder.absent("transfer", within: .seconds(60))
        #expect(throws: PlanErrors.self) { try builder.evaluator() }
    }
}
