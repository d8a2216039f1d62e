public import SupervisionModel

/// Durations in rule files: a whole number and one unit, `30d`, `24h`, `15m`, `60s`.
public enum DurationText {
    private static let units: [(suffix: UInt8, milliseconds: Int64)] = [
        (UInt8(ascii: "d"), 86_400_000), (UInt8(ascii: "h"), 3_600_000), (UInt8(ascii: "m"), 60_000),
        (UInt8(ascii: "s"), 1_000),
    ]

    /// `nil` for anything else, and beyond the 292 years that conditions can compute with.
    public static func interval(_ text: String) -> Interval? {
        guard let last = text.utf8.last, !text.hasSuffix("ms"), let unit = units.first(where: { $0.suffix == last }),
            let count = DecimalText.integer(String(text.dropLast())), count >= 0
        else { return nil }
        let (milliseconds, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
        guard !overflow, milliseconds <= Int64.max / 1_000_000 else { return nil }
        return Interval(milliseconds: milliseconds)
    }

    /// Durations of event fields, which may be negative and finer: also `-30s` and `1500ms`.
    public static func signed(_ text: String) -> Interval? {
        if text.utf8.first == UInt8(ascii: "-") { return unsigned(String(text.dropFirst())).map { -$0 } }
        return unsigned(text)
    }

    private static func unsigned(_ text: String) -> Interval? {
        guard text.hasSuffix("ms") else { return interval(text) }
        guard let count = DecimalText.integer(String(text.dropLast(2))), count >= 0, count <= Int64.max / 1_000_000
        else {
            return nil
        }
        return Interval(milliseconds: count)
    }

    /// The shortest form that means the same: `24h` is written `1d`, a rest below a second in `ms`.
    public static func text(_ interval: Interval) -> String {
        let milliseconds = interval.milliseconds
        guard milliseconds != 0 else { return "0s" }
        for unit in units where milliseconds % unit.milliseconds == 0 {
            return "\(milliseconds / unit.milliseconds)\(Character(Unicode.Scalar(unit.suffix)))"
        }
        return "\(milliseconds)ms"
    }
}
