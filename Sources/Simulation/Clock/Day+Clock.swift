internal import SupervisionModel

/// Days of Asia/Shanghai and moments in them.
extension Day {
    /// A moment of the day by the clock of Shanghai. Hours of 24 and more are of later days.
    func at(_ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> Timestamp {
        start.advanced(by: .seconds(Int64(hour * 3_600 + minute * 60 + second)))
    }

    func plus(_ days: Int) -> Day { Day(number: number + Int32(clamping: days)) }

    var date: CivilDate { CivilDate(daysSinceEpoch: Int64(number)) }

    var month: Int { Int(date.month) }

    var dayOfMonth: Int { Int(date.day) }

    /// 0 Monday … 6 Sunday; 1 January 1970 was a Thursday.
    var weekday: Int { Int((number % 7 + 10) % 7) }

    var isWeekday: Bool { weekday < 5 }

    /// The first day of the month that many months later.
    func monthsLater(_ months: Int) -> Day {
        let index = date.year * 12 + date.month - 1 + Int64(months)
        let first = CivilDate(year: index / 12, month: index % 12 + 1, day: 1)
        return Day(number: Int32(clamping: first?.daysSinceEpoch ?? Int64(number)))
    }

    /// Months of the year in which no public holiday of China and no working day in its place falls on any day
    /// (国务院办公厅 moves them every year, but never into these).
    static let monthsWithoutHolidays = [3, 7, 8, 11]
}

extension Timestamp {
    func plus(seconds: Int) -> Timestamp { advanced(by: .seconds(Int64(seconds))) }
}
