/// A moment in milliseconds since 1970-01-01T00:00:00Z. The core's only notion of a moment; it reads no clock.
public struct Timestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public init(seconds: UInt32) {
        self.milliseconds = Int64(seconds) * 1000
    }

    public static let distantPast = Timestamp(milliseconds: .min)
    public static let distantFuture = Timestamp(milliseconds: .max)

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Saturating: a window that starts before the beginning of time starts at the beginning of time.
    public func advanced(by interval: Interval) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(interval.milliseconds)
        return Timestamp(milliseconds: overflow ? (interval.milliseconds < 0 ? .min : .max) : sum)
    }

    public func interval(since earlier: Timestamp) -> Interval {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return Interval(milliseconds: overflow ? (milliseconds < earlier.milliseconds ? .min : .max) : difference)
    }

    /// RFC 3339 in UTC, with milliseconds only where there are any: `2025-03-01T00:00:00Z`.
    public var rfc3339: String {
        let days = floorDivide(milliseconds, 86_400_000)
        let inDay = milliseconds - days * 86_400_000
        let date = CivilDate(daysSinceEpoch: days)
        var text = date.text + "T"
        text += padded(inDay / 3_600_000, 2) + ":" + padded(inDay / 60_000 % 60, 2) + ":" + padded(inDay / 1000 % 60, 2)
        if inDay % 1000 != 0 { text += "." + padded(inDay % 1000, 3) }
        return text + "Z"
    }
}

/// A signed span of time in milliseconds.
public struct Interval: Hashable, Comparable, Sendable, BitwiseCopyable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static let zero = Interval(milliseconds: 0)

    public static func seconds(_ count: Int64) -> Interval { Interval(milliseconds: count * 1000) }
    public static func minutes(_ count: Int64) -> Interval { .seconds(count * 60) }
    public static func hours(_ count: Int64) -> Interval { .minutes(count * 60) }
    public static func days(_ count: Int64) -> Interval { .hours(count * 24) }

    public static func < (left: Interval, right: Interval) -> Bool { left.milliseconds < right.milliseconds }

    public static prefix func - (interval: Interval) -> Interval {
        Interval(milliseconds: interval.milliseconds == .min ? .max : -interval.milliseconds)
    }
}

/// Division that rounds toward negative infinity, for moments before 1970.
func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
}

/// Decimal text with leading zeros.
func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
