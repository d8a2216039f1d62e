/// A span of time with nanosecond precision: the CEL type `google.protobuf.Duration`.
///
/// The range is one signed 64-bit number of nanoseconds, about 292 years either way, as the CEL language definition
/// fixes it under "Overflow".
public struct CELDuration: Hashable, Comparable, Sendable {
    /// Nanoseconds in a second.
    static let nanosecondsPerSecond: Int64 = 1_000_000_000

    /// The whole span, in nanoseconds.
    public let nanoseconds: Int64

    /// No time at all.
    public static let zero = CELDuration(nanoseconds: 0)

    /// A span of `nanoseconds`.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The span `seconds + nanoseconds / 10^9`, the shape of the protobuf message.
    ///
    /// - Parameter nanoseconds: -999,999,999 ... 999,999,999, of the sign of `seconds` or any sign when that is 0.
    /// - Returns: nil when the nanoseconds are not of that form or the span leaves the range.
    public init?(seconds: Int64, nanoseconds: Int32) {
        guard nanoseconds.magnitude < 1_000_000_000,
            nanoseconds == 0 || seconds == 0 || (nanoseconds < 0) == (seconds < 0)
        else { return nil }
        // In 128 bits, because the least duration is only reached with both parts.
        let total = Int128(seconds) * Int128(Self.nanosecondsPerSecond) + Int128(nanoseconds)
        guard let total = Int64(exactly: total) else { return nil }
        self.nanoseconds = total
    }

    /// Whole seconds, truncated toward zero. `google.protobuf.Duration.getSeconds()`.
    public var seconds: Int64 { nanoseconds / Self.nanosecondsPerSecond }

    public static func < (left: CELDuration, right: CELDuration) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension CELDuration {
    /// `getHours()`: the whole span in hours, truncated toward zero.
    package var hours: Int64 { nanoseconds / (3600 * Self.nanosecondsPerSecond) }

    /// `getMinutes()`: the whole span in minutes, truncated toward zero.
    package var minutes: Int64 { nanoseconds / (60 * Self.nanosecondsPerSecond) }

    /// `getMilliseconds()`: the part below a second, in milliseconds, -999 ... 999. (The language definition says so;
    /// cel-go gives the whole span.)
    package var millisecondPart: Int64 { nanoseconds % Self.nanosecondsPerSecond / 1_000_000 }

    /// `_+_(duration, duration)`.
    package func adding(_ other: CELDuration) throws(TimeError) -> CELDuration {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(other.nanoseconds)
        if overflow { throw .durationRange }
        return CELDuration(nanoseconds: sum)
    }

    /// `_-_(duration, duration)`.
    package func subtracting(_ other: CELDuration) throws(TimeError) -> CELDuration {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
        if overflow { throw .durationRange }
        return CELDuration(nanoseconds: difference)
    }

    /// `-_(duration)`.
    package func negated() throws(TimeError) -> CELDuration {
        try CELDuration.zero.subtracting(self)
    }
}
