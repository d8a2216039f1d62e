import CEL
import Testing

@Suite struct CELDurationTests {
    @Test(
        arguments: [
            ("0", 0, "0s"), ("-0", 0, "0s"), ("+0", 0, "0s"), ("0s", 0, "0s"),
            ("1h30m1.5s", 5_401_500_000_000, "5401.5s"),
            ("3661001ms", 3_661_001_000_000, "3661.001s"), ("-1.5h", -5_400_000_000_000, "-5400s"),
            (".5s", 500_000_000, "0.5s"),
            ("1.s", 1_000_000_000, "1s"), ("-.5s", -500_000_000, "-0.5s"), ("100ns", 100, "0.0000001s"),
            ("1us", 1000, "0.000001s"),
            ("1\u{B5}s", 1000, "0.000001s"), ("1\u{3BC}s", 1000, "0.000001s"), ("+5m", 300_000_000_000, "300s"),
            ("1s1s", 2_000_000_000, "2s"), ("1ns1h", 3_600_000_000_001, "3600.000000001s"),
            ("0.000000001s", 1, "0.000000001s"),
            ("0.0000000019s", 1, "0.000000001s"), ("0.3333333333333333333h", 1_200_000_000_000 - 1, "1199.999999999s"),
            ("0.100000000000000000000h", 360_000_000_000, "360s"),
            ("0.830103483285477580700h", 2_988_372_539_827, "2988.372539827s"),
            ("9223372036854775807ns", .max, "9223372036.854775807s"),
            ("-9223372036854775808ns", .min, "-9223372036.854775808s"),
            ("9223372036854775.807us", .max, "9223372036.854775807s"),
            ("2540400h10m10.000000000s", 9_145_440_610_000_000_000, "9145440610s"),
            ("1m1ms", 60_001_000_000, "60.001s"), ("0.9999999999ns", 0, "0s"),
            ("00000000000000000000000000001s", 1_000_000_000, "1s"),
        ] as [(String, Int64, String)])
    func textAndBack(_ text: String, _ nanoseconds: Int64, _ canonical: String) throws {
        let duration = try CELDuration(text: text)
        #expect(duration.nanoseconds == nanoseconds)
        #expect(duration.description == canonical)
        #expect(try CELDuration(text: canonical) == duration)
    }

    @Test(arguments: [
        ("", 0), ("1", 1), ("-", 1), ("+", 1), ("s", 0), (".", 1), (".s", 1), ("-.s", 2), ("1d", 1), ("1 s", 1),
        (" 1s", 0), ("1s ", 1),
        ("1S", 1), ("1h-30m", 1), ("--1s", 1), ("1e3s", 1), ("1sec", 1), ("3000000000000000000", 19), ("1.5.5s", 3),
        ("1m2", 3), ("00", 2),
        ("1e", 1), ("1\u{B5}", 1), ("１s", 0), ("1nss", 1), ("0x1s", 1), ("1s\u{0}", 1), ("+-1s", 1), ("0.s0", 4),
    ])
    func malformed(_ text: String, _ offset: Int) {
        #expect(throws: TimeError.malformedDuration(offset: offset)) { try CELDuration(text: text) }
    }

    @Test(arguments: [
        "320000000000s", "-320000000000s", "9223372036854775808ns", "-9223372036854775809ns", "9223372036854775.808us",
        "2562048h",
        "9223372036s1s", "99999999999999999999999999999s", "-99999999999999999999999999999ns",
        "2562047h47m16.854775808s",
        "18446744073709551616ns", "18446744073709551617ns", "-9223372036854775808ns1ns",
    ])
    func outOfRange(_ text: String) {
        #expect(throws: TimeError.durationRange) { try CELDuration(text: text) }
    }

    @Test(
        arguments: [
            (123, 321_456_789, 123_321_456_789), (-1, -500_000_000, -1_500_000_000), (0, -1, -1), (0, 1, 1),
            (5, 0, 5_000_000_000),
            (9_223_372_036, 854_775_807, .max), (-9_223_372_036, -854_775_808, .min), (9_223_372_036, 854_775_808, nil),
            (-9_223_372_036, -854_775_809, nil), (1, -1, nil), (-1, 1, nil), (0, 1_000_000_000, nil), (.max, 0, nil),
            (.min, 0, nil), (0, .min, nil),
        ] as [(Int64, Int32, Int64?)])
    func fromParts(_ seconds: Int64, _ nanoseconds: Int32, _ expected: Int64?) {
        #expect(CELDuration(seconds: seconds, nanoseconds: nanoseconds)?.nanoseconds == expected)
    }

    @Test(
        arguments: [
            ("10000s", 2, 166, 10_000, 0), ("3730s", 1, 62, 3730, 0), ("123.321456789s", 0, 2, 123, 321),
            ("-90.5s", 0, -1, -90, -500),
            ("-3h59m", -3, -239, -14_340, 0), ("0.0009s", 0, 0, 0, 0),
        ] as [(String, Int64, Int64, Int64, Int64)])
    func accessors(_ text: String, _ hours: Int64, _ minutes: Int64, _ seconds: Int64, _ milliseconds: Int64) throws {
        let duration = try CELDuration(text: text)
        #expect(duration.hours == hours)
        #expect(duration.minutes == minutes)
        #expect(duration.seconds == seconds)
        #expect(duration.millisecondPart == milliseconds)
    }

    @Test func arithmetic() throws {
        let (one, most, least) = (
            CELDuration(nanoseconds: 1), CELDuration(nanoseconds: .max), CELDuration(nanoseconds: .min)
        )
        #expect(try most.adding(least).nanoseconds == -1)
        #expect(throws: TimeError.durationRange) { try most.adding(one) }
        #expect(throws: TimeError.durationRange) { try least.subtracting(one) }
        #expect(throws: TimeError.durationRange) { try least.negated() }
        #expect(try one.negated().subtracting(most).nanoseconds == .min)
        #expect(least < one && one < most && !(one < one))
    }
}
