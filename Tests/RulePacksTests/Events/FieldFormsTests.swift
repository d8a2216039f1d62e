import RulePacks
import SupervisionModel
import Testing

/// The forms in which platforms write values, and what they are stored as.
@Suite struct FieldFormsTests {
    private let vocabulary = Vocabulary(extensions: [
        EventType(
            name: "x.test",
            fields: [
                .init("px", .ratio), .init("count", .number), .init("metrics", .numberMap), .init("period", .period),
                .init("amount", .money), .init("day", .timestamp), .init("payload", .string),
                .init("rates", .list(.ratio)),
            ])
    ])

    private func event(_ field: String, _ json: String) throws -> Event {
        let line = #"{"type":"x.test","chain":"a","height":1,"time":"2025-03-01T00:00:00Z","\#(field)":\#(json)}"#
        let steps = try EventFile.read(
            Array(line.utf8), path: "e", vocabulary: vocabulary, entities: EntityReader())
        guard case .event(let event)? = steps.first else { throw Missing() }
        return event.event
    }

    private func value(_ field: String, _ json: String) throws -> FieldValue {
        let event = try event(field, json)
        let type = vocabulary[event.type]
        let written = EventJSON(vocabulary: vocabulary, naming: PlainNaming()).line(event, isFinal: false)
        let steps = try EventFile.read(written, path: "e", vocabulary: vocabulary, entities: EntityReader())
        guard case .event(let back)? = steps.first else { throw Missing() }
        #expect(back.event == event, "what is written is read again")
        return event[try #require(type.payload.slot(of: field))]
    }

    private struct Missing: Error {}

    @Test(arguments: [
        ("12", 12, 1), (#""12""#, 12, 1), (#""12.34""#, 617, 50), (#""-0.5""#, -1, 2), (#""617/50""#, 617, 50),
        (#""1234/100""#, 617, 50), (#"{"num":1234,"den":100}"#, 617, 50), (#"{"num":"-7","den":21}"#, -1, 3),
        (#""12.34 CNY""#, 617, 50), (#"{"minor":"1234","currency":"CNY"}"#, 617, 50),
        (#"{"minor":"1000000000000000000","currency":"ETH"}"#, 1, 1),
        (#"{"minor":"1234","currency":"QQQQQQQQQ"}"#, 1234, 1), ("0", 0, 1), (#""0.00""#, 0, 1),
        (#""-9223372036854775808""#, Int64.min, 1), (#""0.000000000000000001""#, 1, 1_000_000_000_000_000_000),
    ])
    func ratiosAreExact(_ json: String, _ num: Int64, _ den: Int64) throws {
        #expect(try value("px", json) == .record([.int(num), .int(den)]))
    }

    @Test(arguments: [
        #""1/0""#, #""1e3""#, #""0.1234567890123456789""#, #"{"num":1,"den":-2}"#, #"{"num":1}"#,
        #""9223372036854775808""#,
        #""one""#, "[1]", "true",
    ])
    func whatIsNoExactFractionIsRefused(_ json: String) {
        #expect(throws: LoadFailure.self) { try event("px", json) }
    }

    @Test(arguments: [
        ("12", 12), (#""12""#, 12), (#""-3""#, -3), (#""12.34 CNY""#, 1234),
        (#"{"minor":"1234","currency":"CNY"}"#, 1234), (#"{"minor":1234,"currency":"CNY"}"#, 1234),
        (#""9223372036854775807""#, Int64.max),
    ])
    func numbersCountMinorUnits(_ json: String, _ expected: Int64) throws {
        #expect(try value("count", json) == .int(expected))
    }

    @Test(arguments: [
        (#""12.5""#, "YR1504"), (#"{"minor":"9223372036854775808","currency":"CNY"}"#, "YR1504"),
        (#""9223372036854775808""#, "YR1504"), (#"{"minor":"1"}"#, "YR1009"), ("[]", "YR1504"),
    ])
    func whatIsNoNumberIsRefused(_ json: String, _ code: String) {
        let failure = #expect(throws: LoadFailure.self) { try event("count", json) }
        #expect(failure?.errors.first?.code.rawValue == code)
    }

    @Test func namedNumbersAreOrderedByName() throws {
        let expected = FieldValue.list([
            .record([.string("assets"), .int(9_007_199_254_740_992)]), .record([.string("revenue"), .int(1234)]),
            .record([.string("负债"), .int(-5)]),
        ])
        let json = #"{"负债":-5,"revenue":{"minor":"1234","currency":"CNY"},"assets":"9007199254740992"}"#
        #expect(try value("metrics", json) == expected)
        #expect(try value("metrics", "{}") == .list([]))
        #expect(throws: LoadFailure.self) { try event("metrics", #"{"a":"b"}"#) }
    }

    @Test(arguments: [
        ("2024", "2024-12-31"), ("FY2024", "2024-12-31"), ("2024FY", "2024-12-31"), ("2024-FY", "2024-12-31"),
        ("2024-H1", "2024-06-30"),
        ("2024h2", "2024-12-31"), ("2024-Q1", "2024-03-31"), ("2024Q3", "2024-09-30"), ("2024-02", "2024-02-29"),
        ("2024-12", "2024-12-31"), ("2024-06-30", "2024-06-30"),
    ])
    func periodsKnowTheirLastDay(_ text: String, _ day: String) throws {
        let end = try #require(TimeText.timestamp(day))
        #expect(try value("period", "\"\(text)\"") == .record([.string(text), .timestamp(end)]))
    }

    @Test(arguments: ["2024-13", "2024-H3", "202", "上半年", "2024-", "20244", "+024", "2024-+1"])
    func otherPeriodsKeepTheirName(_ text: String) throws {
        #expect(try value("period", "\"\(text)\"") == .record([.string(text), .absent]))
    }

    @Test func aDateIsItsFirstMomentInShanghai() throws {
        #expect(
            try value("day", #""2025-03-01""#) == .timestamp(try #require(TimeText.timestamp("2025-02-28T16:00:00Z"))))
    }

    @Test func amountsMayCountMinorUnitsAsANumber() throws {
        #expect(try value("amount", #"{"minor":123,"currency":"CNY"}"#) == .money(Money(minor: 123, currency: "CNY")))
    }

    @Test func aTextNamedPayloadIsAField() throws {
        #expect(try value("payload", #""13800138000""#) == .string("13800138000"))
        #expect(try value("payload", #"{"payload":"a"}"#) == .string("a"))
    }

    @Test func fractionsMayStandInLists() throws {
        let half = FieldValue.record([.int(1), .int(2)])
        #expect(try value("rates", #"["0.5","1/2"]"#) == .list([half, half]))
    }
}
