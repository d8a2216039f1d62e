public import SupervisionModel

/// Which days are working days: Monday to Friday, less holidays, plus working weekends (调休).
///
/// A day outside the years that the calendar covers follows the weekday alone.
public struct WorkCalendar: Hashable, Sendable {
    public let id: String
    public let zone: CalendarZone
    /// Weekdays without work, ascending.
    public let holidays: [Day]
    /// Saturdays and Sundays with work, ascending.
    public let workingWeekends: [Day]

    public init(id: String, zone: CalendarZone, holidays: [Day], workingWeekends: [Day]) {
        self.id = id
        self.zone = zone
        self.holidays = holidays.sorted()
        self.workingWeekends = workingWeekends.sorted()
    }

    /// Weekdays only.
    public static let plain = WorkCalendar(id: "plain", zone: .shanghai, holidays: [], workingWeekends: [])

    public func isWorkingDay(_ day: Day) -> Bool {
        // 1970-01-01 was a Thursday: 0 is Monday.
        let weekday = (Int(day.number) % 7 + 7 + 3) % 7
        return weekday < 5
            ? !WorkCalendar.contains(holidays, day) : WorkCalendar.contains(workingWeekends, day)
    }

    private static func contains(_ days: [Day], _ day: Day) -> Bool {
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < days.count && days[low] == day
    }
}
