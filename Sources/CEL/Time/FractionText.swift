/// The text of a fraction of a second.
enum FractionText {
    /// A point and the digits of `nanoseconds` without trailing zeros, such as `.5`; nothing for 0.
    static func suffix(nanoseconds: UInt32) -> String {
        if nanoseconds == 0 { return "" }
        var rest = nanoseconds
        var places = 9
        while rest % 10 == 0 {
            rest /= 10
            places -= 1
        }
        let digits = rest.description
        return "." + String(repeating: "0", count: places - digits.utf8.count) + digits
    }
}
