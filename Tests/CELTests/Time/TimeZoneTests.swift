import CEL
import Testing

@Suite struct TimeZoneTests {
    private static let hasSystemDatabase: Bool = {
        do {
            _ = try TimeZoneDatabase.system.zone("Europe/Paris")
            return true
        } catch {
            return false
        }
    }()

    @Test(
        arguments: [
            ("UTC", 0), ("", 0), ("+11:00", 39_600), ("-09:30", -34_200), ("-00:00", 0), ("02:00", 7200),
            ("+23:59", 86_340), ("-00:30", -1800),
        ] as [(String, Int32)])
    func fixedZones(_ text: String, _ offset: Int32) throws {
        #expect(try Self.empty.zone(text).offset(atEpochSeconds: 0) == offset)
    }

    @Test(arguments: [
        "+24:00", "+01:60", "1:00", "+1:00", "+0100", "+01", "+01:00:00", "++1:00", "+a1:00", "utc", "Local",
        "localtime", "posixrules",
        "/etc/passwd", "../../etc/passwd", "Europe/../UTC", "Europe//Paris", "Europe/", "/Europe/Paris",
        "Europe/Paris ", "right/UTC",
        "posix/UTC", "tzdata.zi", ".", "..", "Europe", "Nowhere/Land", "Europe\u{0}/Paris", "é", "zone.tab", "+٠1:00",
        String(repeating: "A", count: 65), "Europe/Paris\u{0}x",
    ])
    func unknownZones(_ text: String) {
        #expect(throws: TimeError.unknownTimeZone) { try TimeZoneDatabase.system.zone(text) }
    }

    @Test(
        arguments: [
            ("2009-02-13T23:31:30Z", "US/Central", [2009, 1, 43, 12, 13, 5, 17, 31, 30, 0]),
            ("2009-02-13T23:31:30Z", "+11:00", [2009, 1, 44, 13, 14, 6, 10, 31, 30, 0]),
            ("2009-02-13T02:00:00Z", "America/St_Johns", [2009, 1, 42, 11, 12, 4, 22, 30, 0, 0]),
            ("2009-02-13T23:31:30.987654321Z", "Asia/Kathmandu", [2009, 1, 44, 13, 14, 6, 5, 16, 30, 987]),
            ("2009-02-13T23:31:30Z", "-09:30", [2009, 1, 43, 12, 13, 5, 14, 1, 30, 0]),
            ("1969-12-31T23:59:59.999Z", "UTC", [1969, 11, 364, 30, 31, 3, 23, 59, 59, 999]),
            ("2024-02-29T12:00:00Z", "UTC", [2024, 1, 59, 28, 29, 4, 12, 0, 0, 0]),
            ("9999-12-31T23:59:59Z", "+01:00", [10_000, 0, 0, 0, 1, 6, 0, 59, 59, 0]),
            ("0001-01-01T00:00:00Z", "-01:00", [0, 11, 365, 30, 31, 0, 23, 0, 0, 0]),
            ("2023-07-01T00:00:00Z", "Asia/Shanghai", [2023, 6, 181, 0, 1, 6, 8, 0, 0, 0]),
        ] as [(String, String, [Int64])])
    func fields(_ text: String, _ zone: String, _ expected: [Int64]) throws {
        guard Self.hasSystemDatabase || CELTimeZone(fixedText: zone) != nil else {
            print("SKIPPED: no time zone database on this machine")
            return
        }
        let (timestamp, zone) = (try CELTimestamp(text: text), try TimeZoneDatabase.system.zone(zone))
        #expect(TimestampField.allCases.map { timestamp.field($0, in: zone) } == expected)
    }

    /// Expected offsets are those of Python's zoneinfo over the same database.
    @Test(
        arguments: [
            ("Europe/Paris", "2024-03-31T00:59:59Z", 3600), ("Europe/Paris", "2024-03-31T01:00:00Z", 7200),
            ("Europe/Paris", "2024-10-27T00:59:59Z", 7200), ("Europe/Paris", "2024-10-27T01:00:00Z", 3600),
            ("Europe/Paris", "2500-07-01T00:00:00Z", 7200), ("Europe/Paris", "9999-12-31T23:59:59Z", 3600),
            ("Europe/Paris", "0001-01-01T00:00:00Z", 561), ("Europe/Dublin", "2040-01-15T00:00:00Z", 0),
            ("Europe/Dublin", "2040-07-15T00:00:00Z", 3600), ("Australia/Sydney", "2100-01-15T00:00:00Z", 39_600),
            ("Australia/Sydney", "2100-06-15T00:00:00Z", 36_000),
            ("Australia/Lord_Howe", "2060-06-15T00:00:00Z", 37_800),
            ("Australia/Lord_Howe", "2060-12-15T00:00:00Z", 39_600),
            ("America/New_York", "2050-03-13T06:59:59Z", -18_000),
            ("America/New_York", "2050-03-13T07:00:00Z", -14_400),
            ("America/New_York", "2050-11-06T05:59:59Z", -14_400),
            ("America/New_York", "2050-11-06T06:00:00Z", -18_000), ("Asia/Shanghai", "1988-07-01T00:00:00Z", 32_400),
            ("Asia/Shanghai", "2100-07-01T00:00:00Z", 28_800), ("Pacific/Chatham", "2045-01-01T00:00:00Z", 49_500),
            ("America/Nuuk", "2030-03-31T00:59:59Z", -7200), ("Etc/GMT+5", "2024-01-01T00:00:00Z", -18_000),
            ("EST5EDT", "2024-07-01T00:00:00Z", -14_400),
            ("Asia/Jerusalem", "2045-03-24T00:00:00Z", 10_800), ("Africa/Cairo", "2045-10-31T20:59:59Z", 7200),
        ] as [(String, String, Int32)])
    func namedOffsets(_ zone: String, _ text: String, _ expected: Int32) throws {
        guard Self.hasSystemDatabase else {
            print("SKIPPED: no time zone database on this machine")
            return
        }
        let timestamp = try CELTimestamp(text: text)
        #expect(try TimeZoneDatabase.system.zone(zone).offset(atEpochSeconds: timestamp.seconds) == expected)
    }

    @Test func sourceIsAskedOncePerName() throws {
        let calls = CallCounter()
        let database = TimeZoneDatabase { name in
            calls.count(name)
            return name == "Test/Zone" ? TZifFileTests.fixed(offset: 5400, footer: "") : nil
        }
        for _ in 0..<3 { #expect(try database.zone("Test/Zone").offset(atEpochSeconds: 0) == 5400) }
        #expect(throws: TimeError.unknownTimeZone) { try database.zone("Test/Other") }
        #expect(calls.names == ["Test/Zone", "Test/Other"])
    }

    /// Systems without the old names still know them.
    @Test func legacyNames() throws {
        let database = TimeZoneDatabase {
            $0 == "America/Chicago" ? TZifFileTests.fixed(offset: -21_600, footer: "") : nil
        }
        #expect(try database.zone("US/Central").offset(atEpochSeconds: 0) == -21_600)
    }

    private static let empty = TimeZoneDatabase { _ in nil }
}
