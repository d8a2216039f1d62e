public import SupervisionModel

/// A span of time as law and contracts state it: `15m`, `4h`, `60 days`, `10 workdays`, `4 months`, `1 year`.
///
/// Terms in days, working days, months and years end at 24:00 in Asia/Shanghai of their last day, the day of the event
/// not counted (民法典 Art. 201). With `civil` a term whose last day is no working day ends on the next one (Art. 203).
public struct Term: Hashable, Sendable {
    public enum Unit: Hashable, Sendable {
        case duration(Interval)
        case days, workdays, months
    }

    public let count: Int64
    public let unit: Unit
    public let isCivil: Bool

    /// Reads a term; `nil` for anything else.
    public init?(_ text: String) {
        var words = text.split(separator: " ").map(String.init)
        let isCivil = words.last == "civil"
        if isCivil { words.removeLast() }
        self.isCivil = isCivil
        if words.count == 1, !isCivil, let interval = Term.duration(words[0]) {
            count = 0
            unit = .duration(interval)
            return
        }
        guard words.count == 2, let count = Int64(words[0]), (0...36_600).contains(count) else { return nil }
        switch words[1] {
        case "day", "days": (self.count, unit) = (count, .days)
        case "workday", "workdays": (self.count, unit) = (count, .workdays)
        case "month", "months": (self.count, unit) = (count, .months)
        case "year", "years": (self.count, unit) = (count * 12, .months)
        default: return nil
        }
    }

    /// Whole seconds, minutes, hours or days: `90s`, `15m`, `4h`, `30d`.
    private static func duration(_ text: String) -> Interval? {
        guard let unit = text.utf8.last, let count = Int64(text.dropLast()), (0...1_000_000_000).contains(count) else {
            return nil
        }
        switch unit {
        case UInt8(ascii: "s"): return .seconds(count)
        case UInt8(ascii: "m"): return .minutes(count)
        case UInt8(ascii: "h"): return .hours(count)
        case UInt8(ascii: "d"): return count <= 36_600 ? .days(count) : nil
        default: return nil
        }
    }

    /// The moment at which the term ends when it begins at `moment`.
    public func end(from moment: Timestamp, calendar: WorkCalendar) -> Timestamp {
        let first = Day(containing: moment)
        var last: Day
        switch unit {
        case .duration(let interval): return moment.advanced(by: interval)
        case .days: last = Day(number: first.number + Int32(clamping: count))
        case .workdays:
            last = first
            var left = count
            while left > 0 {
                last = last.next
                if calendar.isWorkingDay(last) { left -= 1 }
            }
        case .months: last = Term.adding(months: count, to: first)
        }
        if isCivil {
            for _ in 0..<31 where !calendar.isWorkingDay(last) { last = last.next }
        }
        return last.next.start
    }

    /// The same day of a later month, or that month's last day where it has none such (民法典 Art. 202).
    private static func adding(months: Int64, to day: Day) -> Day {
        let date = CivilDate(daysSinceEpoch: Int64(day.number))
        let month = date.year * 12 + date.month - 1 + months
        let year = month >= 0 ? month / 12 : (month - 11) / 12
        for last in stride(from: date.day, through: 1, by: -1) {
            if let found = CivilDate(year: year, month: month - year * 12 + 1, day: last) {
                return Day(number: Int32(clamping: found.daysSinceEpoch))
            }
        }
        return day
    }
}
