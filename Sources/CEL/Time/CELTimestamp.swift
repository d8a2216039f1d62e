/// An instant with nanosecond precision: the CEL type `google.protobuf.Timestamp`.
///
/// The range is 0001-01-01T00:00:00Z ... 9999-12-31T23:59:59.999999999Z; every result outside is an error. Leap seconds
/// do not exist, as in POSIX time.
public struct CELTimestamp: Hashable, Comparable, Sendable {
    /// 0001-01-01T00:00:00Z in seconds since 1970.
    static let minimumSeconds: Int64 = -62_135_596_800
    /// 9999-12-31T23:59:59Z in seconds since 1970.
    static let maximumSeconds: Int64 = 253_402_300_799

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public let seconds: Int64
    /// Nanoseconds after `seconds`, 0 ... 999,999,999.
    public let nanoseconds: Int32

    /// The instant `seconds + nanoseconds / 10^9` after 1970-01-01T00:00:00Z.
    ///
    /// - Parameter nanoseconds: 0 ... 999,999,999.
    /// - Returns: nil outside the range of timestamps or of the nanoseconds.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard (Self.minimumSeconds...Self.maximumSeconds).contains(seconds), (0..<1_000_000_000).contains(nanoseconds)
        else { return nil }
        self.init(trustedSeconds: seconds, nanoseconds: nanoseconds)
    }

    private init(trustedSeconds: Int64, nanoseconds: Int32) {
        seconds = trustedSeconds
        self.nanoseconds = nanoseconds
    }

    public static func < (left: CELTimestamp, right: CELTimestamp) -> Bool {
        left.seconds == right.seconds ? left.nanoseconds < right.nanoseconds : left.seconds < right.seconds
    }
}

extension CELTimestamp {
    /// `timestamp(int)`: seconds since 1970.
    package init(epochSeconds: Int64) throws(TimeError) {
        guard let timestamp = CELTimestamp(seconds: epochSeconds) else { throw .timestampRange }
        self = timestamp
    }

    /// `_+_(timestamp, duration)` and `_+_(duration, timestamp)`.
    package func adding(_ duration: CELDuration) throws(TimeError) -> CELTimestamp {
        // Both parts are far from the ends of 64 bits: no overflow.
        var sum = seconds + duration.nanoseconds / CELDuration.nanosecondsPerSecond
        var fraction = Int64(nanoseconds) + duration.nanoseconds % CELDuration.nanosecondsPerSecond
        if fraction < 0 {
            fraction += CELDuration.nanosecondsPerSecond
            sum -= 1
        } else if fraction >= CELDuration.nanosecondsPerSecond {
            fraction -= CELDuration.nanosecondsPerSecond
            sum += 1
        }
        guard let result = CELTimestamp(seconds: sum, nanoseconds: Int32(fraction)) else { throw .timestampRange }
        return result
    }

    /// `_-_(timestamp, duration)`.
    package func subtracting(_ duration: CELDuration) throws(TimeError) -> CELTimestamp {
        // The least duration has no negation: it is taken away in two steps toward the same end.
        let half = duration.nanoseconds / 2
        let first = try adding(CELDuration(nanoseconds: -half))
        return try first.adding(CELDuration(nanoseconds: half - duration.nanoseconds))
    }

    /// `_-_(timestamp, timestamp)`.
    package func subtracting(_ other: CELTimestamp) throws(TimeError) -> CELDuration {
        let difference =
            Int128(seconds - other.seconds) * Int128(CELDuration.nanosecondsPerSecond)
            + Int128(nanoseconds - other.nanoseconds)
        guard let nanoseconds = Int64(exactly: difference) else { throw .durationRange }
        return CELDuration(nanoseconds: nanoseconds)
    }
}
