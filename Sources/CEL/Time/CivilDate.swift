/// A day of the proleptic Gregorian calendar.
///
/// The conversions work on eras of 400 years that start on the first of March, so that the leap day is the last day of
/// its year (see Hinnant, "chrono-Compatible Low-Level Date Algorithms").
struct CivilDate: Equatable {
    let year: Int64
    /// 1 ... 12
    let month: Int64
    /// 1 ... 31
    let day: Int64

    private static let daysPerEra: Int64 = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let epochShift: Int64 = 719_468

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date of a day number, counted from 1970-01-01.
    init(dayNumber: Int64) {
        let shifted = dayNumber + Self.epochShift
        let era = shifted.floorDivided(by: Self.daysPerEra)
        let dayOfEra = shifted - era * Self.daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        // Months from March on: 0 is March, 11 is February.
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// The day number, counted from 1970-01-01.
    var dayNumber: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.floorDivided(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysPerEra + dayOfEra - Self.epochShift
    }

    /// 0 ... 365
    var dayOfYear: Int64 { dayNumber - CivilDate(year: year, month: 1, day: 1).dayNumber }

    /// 0 = Sunday ... 6
    var dayOfWeek: Int64 { Self.dayOfWeek(dayNumber: dayNumber) }

    /// 0 = Sunday ... 6, for a day number counted from 1970-01-01, a Thursday.
    static func dayOfWeek(dayNumber: Int64) -> Int64 {
        let shifted = dayNumber + 4
        return shifted - shifted.floorDivided(by: 7) * 7
    }

    static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days of a month, for `month` 1 ... 12.
    static func dayCount(year: Int64, month: Int64) -> Int64 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// The quotient rounded down, for a positive divisor.
    func floorDivided(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -1 - (-1 - self) / divisor
    }
}
