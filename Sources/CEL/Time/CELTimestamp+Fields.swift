/// A field of a timestamp that a CEL accessor gives.
package enum TimestampField: Sendable, CaseIterable {
    /// `getFullYear()`: 1 ... 9999 in UTC; a zone may shift it to 0 or 10000.
    case fullYear
    /// `getMonth()`: 0 = January ... 11.
    case month
    /// `getDayOfYear()`: 0 ... 365.
    case dayOfYear
    /// `getDayOfMonth()`: 0 ... 30.
    case dayOfMonth
    /// `getDate()`: 1 ... 31.
    case date
    /// `getDayOfWeek()`: 0 = Sunday ... 6.
    case dayOfWeek
    /// `getHours()`: 0 ... 23.
    case hours
    /// `getMinutes()`: 0 ... 59.
    case minutes
    /// `getSeconds()`: 0 ... 59.
    case seconds
    /// `getMilliseconds()`: 0 ... 999, the part below a second.
    case milliseconds
}

extension CELTimestamp {
    /// The accessors `getFullYear` to `getMilliseconds` of a timestamp, in UTC or in a time zone.
    ///
    /// Source: CEL language definition, "Timestamps".
    package func field(_ field: TimestampField, in zone: CELTimeZone = .utc) -> Int64 {
        let local = seconds + Int64(zone.offset(atEpochSeconds: seconds))
        let dayNumber = local.floorDivided(by: 86_400)
        let second = local - dayNumber * 86_400
        switch field {
        case .fullYear: return CivilDate(dayNumber: dayNumber).year
        case .month: return CivilDate(dayNumber: dayNumber).month - 1
        case .dayOfYear: return CivilDate(dayNumber: dayNumber).dayOfYear
        case .dayOfMonth: return CivilDate(dayNumber: dayNumber).day - 1
        case .date: return CivilDate(dayNumber: dayNumber).day
        case .dayOfWeek: return CivilDate.dayOfWeek(dayNumber: dayNumber)
        case .hours: return second / 3600
        case .minutes: return second / 60 % 60
        case .seconds: return second % 60
        case .milliseconds: return Int64(nanoseconds) / 1_000_000
        }
    }
}
