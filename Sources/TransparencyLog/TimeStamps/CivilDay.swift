/// Days of the Gregorian calendar, without a library of clocks.
enum CivilDay {
    /// Days from 1970-01-01, negative before it. Years are counted from March, so that the leap day is the last of its
    /// year, in cycles of 400 years of 146,097 days.
    ///
    /// - Parameters:
    ///   - year: 0 … 9999.
    ///   - month: 1 … 12.
    ///   - day: 1 … 31.
    static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let cycle = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfCycle = shifted - cycle * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        // 719,468 days lie between 0000-03-01 and 1970-01-01.
        return cycle * 146_097 + dayOfCycle - 719_468
    }
}
