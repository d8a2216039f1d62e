/// A failure of a timestamp or duration function.
package enum TimeError: FunctionError {
    /// A timestamp outside 0001-01-01T00:00:00Z ... 9999-12-31T23:59:59.999999999Z.
    case timestampRange
    /// A duration outside the range of 64 bits of nanoseconds, about 292 years either way.
    case durationRange
    /// `timestamp(string)`: not RFC 3339; the byte offset of the first fault is carried.
    case malformedTimestamp(offset: Int)
    /// `duration(string)`: not a sequence of numbers with units; the byte offset of the first fault is carried.
    case malformedDuration(offset: Int)
    /// A time zone that is neither `UTC`, nor `+HH:MM`, nor a name of the time zone database.
    case unknownTimeZone

    package var message: String {
        switch self {
        case .timestampRange: "range error: timestamp outside year 1 to 9999"
        case .durationRange: "range error: duration outside 64 bits of nanoseconds"
        case .malformedTimestamp(let offset):
            "timestamp parse error at byte \(offset): expected RFC 3339, such as 2009-02-13T23:31:30.5Z"
        case .malformedDuration(let offset):
            "duration parse error at byte \(offset): expected numbers with units h, m, s, ms, us, ns, such as 1h30m"
        case .unknownTimeZone: "unknown time zone: expected UTC, +HH:MM or an IANA name such as Europe/Paris"
        }
    }
}
