import CEL
import Testing

@Suite struct CELTimestampTests {
    @Test(
        arguments: [
            ("2009-02-13T23:31:30Z", 1_234_567_890, 0, "2009-02-13T23:31:30Z"),
            ("1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"),
            ("1969-12-31T23:59:59.999999999Z", -1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0, "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
            ("2000-02-29T12:00:00.5+01:30", 951_820_200, 500_000_000, "2000-02-29T10:30:00.5Z"),
            ("2023-02-03T23:31:20+00:00", 1_675_467_080, 0, "2023-02-03T23:31:20Z"),
            ("2023-02-03T23:31:20-00:00", 1_675_467_080, 0, "2023-02-03T23:31:20Z"),
            ("2024-12-31T23:59:59-12:00", 1_735_732_799, 0, "2025-01-01T11:59:59Z"),
            ("2011-10-05T14:48:00.010Z", 1_317_826_080, 10_000_000, "2011-10-05T14:48:00.01Z"),
            ("2011-10-05T14:48:00.000000001Z", 1_317_826_080, 1, "2011-10-05T14:48:00.000000001Z"),
            ("2011-10-05T14:48:00.000Z", 1_317_826_080, 0, "2011-10-05T14:48:00Z"),
            ("0001-01-01T00:00:00-23:59", -62_135_510_460, 0, "0001-01-01T23:59:00Z"),
        ] as [(String, Int64, Int32, String)])
    func textAndBack(_ text: String, _ seconds: Int64, _ nanoseconds: Int32, _ canonical: String) throws {
        let timestamp = try CELTimestamp(text: text)
        #expect(timestamp.seconds == seconds)
        #expect(timestamp.nanoseconds == nanoseconds)
        #expect(timestamp.description == canonical)
        #expect(try CELTimestamp(text: canonical) == timestamp)
    }

    @Test(arguments: [
        ("", 0), ("2009-02-13", 10), ("2009-02-13T23:31:30", 19), ("2009-02-13 23:31:30Z", 10),
        ("2009-02-13t23:31:30Z", 10),
        ("2009-02-13T23:31:30z", 19), ("2009-02-13T24:00:00Z", 11), ("2009-02-13T23:60:00Z", 14),
        ("2009-02-13T23:59:60Z", 17),
        ("2009-02-29T00:00:00Z", 8), ("1900-02-29T00:00:00Z", 8), ("2009-13-01T00:00:00Z", 5),
        ("2009-00-01T00:00:00Z", 5),
        ("2009-01-00T00:00:00Z", 8), ("2009-04-31T00:00:00Z", 8), ("2009-02-13T23:31:30.Z", 20),
        ("2009-02-13T23:31:30,5Z", 19),
        ("2009-02-13T23:31:30.1234567890Z", 29), ("2009-02-13T23:31:30+0100", 22), ("2009-02-13T23:31:30+24:00", 20),
        ("2009-02-13T23:31:30+01:60", 23), ("2009-02-13T23:31:30Zx", 20), ("2009-02-13T23:31:30Z ", 20),
        ("10000-01-01T00:00:00Z", 4),
        ("-001-01-01T00:00:00Z", 0), ("+2009-02-13T23:31:30Z", 0), ("20090213T233130Z", 4), ("2009-2-13T23:31:30Z", 6),
        ("２009-02-13T23:31:30Z", 0), ("2009-02-13T23:31:30\u{2212}01:00", 19), ("2009-02-13T23:31:30+1:00", 21),
        (" 2009-02-13T23:31:30Z", 0), ("2009-02-13T23:31:3\u{0}Z", 18),
    ])
    func malformed(_ text: String, _ offset: Int) {
        #expect(throws: TimeError.malformedTimestamp(offset: offset)) { try CELTimestamp(text: text) }
    }

    @Test(arguments: [
        "0000-01-01T00:00:00Z", "0000-12-31T23:59:59.999999999Z", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "0000-02-29T00:00:00Z",
    ])
    func outOfRange(_ text: String) {
        #expect(throws: TimeError.timestampRange) { try CELTimestamp(text: text) }
    }

    /// An offset may bring a year 0 text into the range, since only the instant counts.
    @Test func offsetsBringTextsIntoRange() throws {
        #expect(try CELTimestamp(text: "0000-12-31T23:59:00-00:01").seconds == -62_135_596_800)
    }

    @Test func construction() throws {
        #expect(CELTimestamp(seconds: -62_135_596_801) == nil)
        #expect(CELTimestamp(seconds: 253_402_300_800) == nil)
        #expect(CELTimestamp(seconds: 0, nanoseconds: -1) == nil)
        #expect(CELTimestamp(seconds: 0, nanoseconds: 1_000_000_000) == nil)
        #expect(throws: TimeError.timestampRange) { try CELTimestamp(epochSeconds: 253_402_300_800) }
        #expect(throws: TimeError.timestampRange) { try CELTimestamp(epochSeconds: .min) }
        #expect(try CELTimestamp(epochSeconds: 1) > CELTimestamp(text: "1970-01-01T00:00:00.999999999Z"))
    }

    @Test(arguments: [
        ("2009-02-13T23:01:00Z", "120s", "2009-02-13T23:03:00Z"),
        ("0001-01-01T00:00:01.000000001Z", "-999999999ns", "0001-01-01T00:00:00.000000002Z"),
        ("1970-01-01T00:00:00Z", "-1ns", "1969-12-31T23:59:59.999999999Z"),
        ("1999-12-31T23:59:59.999999999Z", "1ns", "2000-01-01T00:00:00Z"),
        ("2000-01-01T00:00:00Z", "9223372036854775807ns", "2292-04-10T23:47:16.854775807Z"),
        ("2000-01-01T00:00:00Z", "-9223372036854775808ns", "1707-09-22T00:12:43.145224192Z"),
    ])
    func sums(_ start: String, _ duration: String, _ expected: String) throws {
        let (start, duration, end) = (
            try CELTimestamp(text: start), try CELDuration(text: duration), try CELTimestamp(text: expected)
        )
        #expect(try start.adding(duration) == end)
        #expect(try end.subtracting(duration) == start)
        #expect(try end.subtracting(start) == duration)
    }

    @Test(arguments: [
        ("0001-01-01T00:00:00Z", "-1s"), ("9999-12-31T23:59:59Z", "1s"), ("9999-12-31T23:59:59.999999999Z", "1ns"),
        ("0001-01-01T00:00:00Z", "-1ns"), ("9999-12-31T00:00:00Z", "9223372036854775807ns"),
        ("0001-12-31T00:00:00Z", "-9223372036854775808ns"),
    ])
    func sumsOutOfRange(_ start: String, _ duration: String) throws {
        let (start, duration) = (try CELTimestamp(text: start), try CELDuration(text: duration))
        #expect(throws: TimeError.timestampRange) { try start.adding(duration) }
    }

    @Test func differenceOutOfRange() throws {
        let (first, last) = (
            try CELTimestamp(text: "0001-01-01T00:00:00Z"), try CELTimestamp(text: "9999-12-31T23:59:59Z")
        )
        #expect(throws: TimeError.durationRange) { try first.subtracting(last) }
        #expect(throws: TimeError.durationRange) { try last.subtracting(first) }
        #expect(throws: TimeError.timestampRange) { try first.subtracting(CELDuration(nanoseconds: 1)) }
        #expect(
            try last.subtracting(CELDuration(nanoseconds: .min + 1).negated()).description
                == "9707-09-22T00:12:42.145224193Z")
    }

    /// Every day of the range survives the way to text and back, and the fields agree with counting.
    @Test func calendar() throws {
        var (year, month, day, weekday, dayOfYear) = (1, 1, 1, 1, 0)
        for dayNumber in stride(from: Int64(-719_162), through: 2_932_896, by: 1) {
            let timestamp = try CELTimestamp(epochSeconds: dayNumber * 86_400 + 86_399)
            if timestamp.field(.fullYear) != Int64(year) || timestamp.field(.month) != Int64(month - 1)
                || timestamp.field(.date) != Int64(day) || timestamp.field(.dayOfWeek) != Int64(weekday)
            {
                Issue.record("day \(dayNumber) is not \(year)-\(month)-\(day)")
                break
            }
            if dayNumber % 97 == 0 {
                #expect(timestamp.field(.dayOfYear) == Int64(dayOfYear))
                #expect(try CELTimestamp(text: timestamp.description) == timestamp)
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            weekday = (weekday + 1) % 7
            dayOfYear += 1
            day += 1
            if day > lengths[month - 1] { (day, month) = (1, month + 1) }
            if month > 12 { (month, year, dayOfYear) = (1, year + 1, 0) }
        }
    }
}
