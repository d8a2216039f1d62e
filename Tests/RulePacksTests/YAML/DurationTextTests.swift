import RulePacks
import SupervisionModel
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("30d", Interval.days(30)), ("24h", .hours(24)), ("15m", .minutes(15)), ("60s", .seconds(60)), ("0s", .zero),
    ])
    func readsAndWrites(_ text: String, _ interval: Interval) throws {
        #expect(DurationText.interval(text) == interval)
        #expect(DurationText.interval(DurationText.text(interval)) == interval)
    }

    @Test(arguments: ["", "30", "d", "3 d", "-1d", "1.5h", "1w", "01s", "99999999999999d", "200000000000s", "1D", "５s"])
    func refuses(_ text: String) { #expect(DurationText.interval(text) == nil) }

    @Test func fieldsMayBeNegativeAndFiner() {
        #expect(DurationText.signed("-30s") == .seconds(-30))
        #expect(DurationText.signed("1500ms") == Interval(milliseconds: 1500))
        #expect(DurationText.signed("--1s") == nil)
        #expect(DurationText.interval("5ms") == nil)
    }
}

@Suite struct TimeTextTests {
    @Test(arguments: [
        ("2025-03-01T00:00:00Z", "2025-03-01T00:00:00Z"), ("2025-03-01T00:00Z", "2025-03-01T00:00:00Z"),
        ("2025-03-01T08:00:00+08:00", "2025-03-01T00:00:00Z"), ("2025-03-01t00:00:00.25z", "2025-03-01T00:00:00.250Z"),
        ("2024-02-29T23:59:59-01:00", "2024-03-01T00:59:59Z"), ("2025-03-01", "2025-02-28T16:00:00Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ])
    func reads(_ text: String, _ expected: String) { #expect(TimeText.timestamp(text)?.rfc3339 == expected) }

    @Test(arguments: [
        "", "2025-02-29", "2025-13-01", "2025-03-01T24:00:00Z", "2025-03-01T00:00:60Z", "2025-03-01T00:00:00",
        "2025-03-01 00:00:00Z", "2025-03-01T00:00:00.Z", "2025-03-01T00:00:00.0001Z", "0000-01-01", "2025-3-1",
        "2025-03-01T00:00:00+0800", "2025-03-01T00:00:00Zx",
    ])
    func refuses(_ text: String) { #expect(TimeText.timestamp(text) == nil) }
}
