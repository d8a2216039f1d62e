import RuleEngine
import SupervisionModel
import Testing

/// What conditions see of fractions, numbers, named numbers and periods.
@Suite struct FieldTypeTests {
    private static let vocabulary = Vocabulary(extensions: [
        EventType(
            name: "x.test",
            fields: [
                .init("to", .entity), .init("px", .ratio), .init("count", .number), .init("metrics", .numberMap),
                .init("period", .period), .init("rates", .list(.ratio)),
            ])
    ])

    private static func event(_ fields: [FieldValue]) throws -> Event {
        let like = TestEvents.transfer(1, at: 5)
        return Event(
            type: try #require(vocabulary.index(of: "x.test")), position: like.position, block: like.block,
            origin: like.origin, time: like.time, fields: fields)
    }

    private static func matches(_ condition: String, _ fields: [FieldValue]) throws -> Bool {
        var builder = EvaluatorTests.stateless(condition)
        builder.on = "x.test"
        let evaluator = try builder.evaluator(extensions: Array(vocabulary.types.suffix(1)))
        return TestEvents.matches([try event(fields)], evaluator).count == 1
    }

    private static let full: [FieldValue] = [
        .entity(TestEvents.entity("X")), .record([.int(617), .int(50)]), .int(7),
        .list([.record([.string("assets"), .int(3)]), .record([.string("revenue"), .int(9)])]),
        .record([.string("2024"), .timestamp(Timestamp(milliseconds: 1_735_574_400_000))]),
        .list([.record([.int(1), .int(2)])]),
    ]

    @Test(arguments: [
        ("event.px.num == 617 && event.px.den == 50", true), ("event.px.num * 100 > event.px.den * 1233", true),
        ("event.px.num * 100 > event.px.den * 1234", false), ("event.count == 7", true),
        ("event.metrics.exists(m, m.name == 'revenue' && m.value > 8)", true),
        ("event.metrics.exists(m, m.name == 'revenue' && m.value > 9)", false), ("size(event.metrics) == 2", true),
        ("event.period.text == '2024'", true),
        ("event.period.end == timestamp('2024-12-30T16:00:00Z')", true), ("has(event.period.end)", true),
        ("event.rates[0].den == 2", true),
    ])
    func conditions(_ condition: String, _ expected: Bool) throws {
        #expect(try Self.matches(condition, Self.full) == expected)
    }

    @Test func aPeriodWithoutADayHasNone() throws {
        var fields = Self.full
        fields[4] = .record([.string("上半年"), .absent])
        #expect(try Self.matches("!has(event.period.end) && event.period.text == '上半年'", fields))
        fields[1] = .absent
        #expect(try Self.matches("!has(event.px)", fields))
        #expect(try !Self.matches("event.px.num == 0", fields), "what is not there is not zero")
    }
}
