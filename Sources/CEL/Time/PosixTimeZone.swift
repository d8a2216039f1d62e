/// The rule of a POSIX `TZ` text such as `CET-1CEST,M3.5.0,M10.5.0/3`: the footer of a TZif file, for the time after
/// its last transition.
///
/// Source: POSIX.1-2017 section 8.3, with the extension of RFC 8536 section 3.3.1 (times of -167 ... 167 hours).
struct PosixTimeZone: Sendable {
    /// Seconds east of UTC in standard time.
    let standardOffset: Int32
    /// The daylight saving time of every year, if there is any.
    let daylight: Daylight?

    struct Daylight: Sendable {
        /// Seconds east of UTC in daylight saving time.
        let offset: Int32
        let start: Change
        let end: Change
    }

    /// A moment of every year, in local time before the change.
    struct Change: Sendable {
        let day: Day
        /// Seconds after 00:00 of that day; may be negative or beyond the day.
        let time: Int32
    }

    enum Day: Sendable {
        /// `Jn`: 1 ... 365, without counting 29 February.
        case julian(Int64)
        /// `n`: 0 ... 365, counting 29 February.
        case zeroBased(Int64)
        /// `Mm.w.d`: weekday 0 ... 6 of week 1 ... 5 (5 = the last) of month 1 ... 12.
        case monthly(month: Int64, week: Int64, weekday: Int64)
    }

    /// - Returns: nil when the text is not such a rule.
    init?(_ text: [UInt8]) {
        var scanner = PosixTimeZoneScanner(text)
        guard let zone = scanner.scan() else { return nil }
        self = zone
    }

    init(standardOffset: Int32, daylight: Daylight?) {
        self.standardOffset = standardOffset
        self.daylight = daylight
    }

    /// Seconds to add to UTC to get local time, at an instant in seconds since 1970.
    func offset(atEpochSeconds seconds: Int64) -> Int32 {
        guard let daylight else { return standardOffset }
        let year = CivilDate(dayNumber: (seconds + Int64(standardOffset)).floorDivided(by: 86_400)).year
        let start = daylight.start.seconds(year: year) - Int64(standardOffset)
        let end = daylight.end.seconds(year: year) - Int64(daylight.offset)
        // South of the equator daylight saving time spans the turn of the year.
        let isDaylight = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
        return isDaylight ? daylight.offset : standardOffset
    }
}

extension PosixTimeZone.Change {
    /// The moment in a year, in seconds since 1970 as if local time were UTC.
    func seconds(year: Int64) -> Int64 {
        let newYear = CivilDate(year: year, month: 1, day: 1).dayNumber
        let dayNumber: Int64
        switch day {
        case .julian(let number):
            dayNumber = newYear + number - 1 + (CivilDate.isLeap(year) && number >= 60 ? 1 : 0)
        case .zeroBased(let number):
            dayNumber = newYear + number
        case .monthly(let month, let week, let weekday):
            let first = CivilDate(year: year, month: month, day: 1).dayNumber
            let firstMatch = (weekday - CivilDate.dayOfWeek(dayNumber: first) + 7) % 7
            var offset = firstMatch + (week - 1) * 7
            if offset >= CivilDate.dayCount(year: year, month: month) { offset -= 7 }
            dayNumber = first + offset
        }
        return dayNumber * 86_400 + Int64(time)
    }
}
