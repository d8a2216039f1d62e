/// A supervision day: a calendar day in Asia/Shanghai (UTC+8, no daylight saving since 1991), counted from 1970-01-01.
public struct Day: Hashable, Comparable, Sendable {
    public let number: Int32

    public init(number: Int32) {
        self.number = number
    }

    /// The day in which a moment falls.
    public init(containing moment: Timestamp) {
        let shifted = moment.advanced(by: .hours(8)).milliseconds
        number = Int32(clamping: floorDivide(shifted, 86_400_000))
    }

    /// `YYYY-MM-DD`, otherwise `nil`.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        // Digits only: `Int64` would also take a sign.
        guard text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        number = Int32(clamping: date.daysSinceEpoch)
    }

    /// The first moment of the day.
    public var start: Timestamp {
        Timestamp(milliseconds: Int64(number) * 86_400_000).advanced(by: -Interval.hours(8))
    }

    public var next: Day { Day(number: number + 1) }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// ISO 8601 `YYYY-MM-DD`.
    public var text: String { CivilDate(daysSinceEpoch: Int64(number)).text }
}
