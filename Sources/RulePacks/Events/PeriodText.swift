import SupervisionModel

/// Names of reporting periods: when their last day begins, where the name says it.
enum PeriodText {
    /// The first moment, in Asia/Shanghai, of the last day of `2024`, `2024-H1`, `2024-Q3`, `2024-06` or of the day
    /// `2024-12-31` itself; `nil` for any other name. `FY` before or behind the year, a missing `-` and small letters
    /// make no difference.
    static func end(_ text: String) -> Timestamp? {
        if let day = TimeText.timestamp(text) { return day }
        var name = text.uppercased()
        if name.hasPrefix("FY") { name.removeFirst(2) }
        if name.hasSuffix("-FY") { name.removeLast(3) }
        if name.hasSuffix("FY") { name.removeLast(2) }
        guard let year = Int64(name.prefix(4)), name.prefix(4).utf8.allSatisfy(Identifier.isDigit), year > 0,
            name.prefix(4).utf8.count == 4, let month = lastMonth(name.dropFirst(4))
        else { return nil }
        let next = month == 12 ? (year: year + 1, month: Int64(1)) : (year: year, month: month + 1)
        guard let date = CivilDate(year: next.year, month: next.month, day: 1) else { return nil }
        return Timestamp(milliseconds: (date.daysSinceEpoch - 1) * 86_400_000).advanced(by: -Interval.hours(8))
    }

    private static func lastMonth(_ text: Substring) -> Int64? {
        let rest = text.hasPrefix("-") ? text.dropFirst() : text
        switch rest {
        case "": return text.isEmpty ? 12 : nil
        case "H1", "Q2": return 6
        case "H2", "Q4": return 12
        case "Q1": return 3
        case "Q3": return 9
        default:
            guard text.hasPrefix("-"), rest.utf8.count == 2, rest.utf8.allSatisfy(Identifier.isDigit),
                let month = Int64(rest), (1...12).contains(month)
            else { return nil }
            return month
        }
    }
}
