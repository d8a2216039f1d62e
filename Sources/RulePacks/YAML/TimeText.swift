public import SupervisionModel

/// Moments in rule and event files: RFC 3339 (seconds may be left out), or a date.
public enum TimeText {
    /// A date is the first moment of its day in Asia/Shanghai: dates of the jurisdiction (catalogue.md).
    /// `nil` for anything else, and outside the years 1 to 9999.
    public static func timestamp(_ text: some StringProtocol) -> Timestamp? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes.count <= 40 else { return nil }
        guard let date = date(bytes) else { return nil }
        if bytes.count == 10 {
            return Timestamp(milliseconds: date.daysSinceEpoch * 86_400_000).advanced(by: -Interval.hours(8))
        }
        var reader = Reader(bytes: bytes, at: 10)
        guard reader.take(in: "Tt"), let hour = reader.number(2), hour < 24, reader.take(in: ":"),
            let minute = reader.number(2), minute < 60
        else { return nil }
        var second: Int64 = 0
        var millisecond: Int64 = 0
        if reader.take(in: ":") {
            guard let value = reader.number(2), value < 60 else { return nil }
            second = value
            if reader.take(in: ".") {
                guard let value = reader.fraction() else { return nil }
                millisecond = value
            }
        }
        guard let offset = reader.zone(), reader.isAtEnd else { return nil }
        let inDay = (hour * 3_600 + minute * 60 + second - offset * 60) * 1_000 + millisecond
        return Timestamp(milliseconds: date.daysSinceEpoch * 86_400_000 + inDay)
    }

    private static func date(_ bytes: [UInt8]) -> CivilDate? {
        var reader = Reader(bytes: bytes, at: 0)
        guard let year = reader.number(4), year >= 1, reader.take(in: "-"), let month = reader.number(2),
            reader.take(in: "-"), let day = reader.number(2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private struct Reader {
        let bytes: [UInt8]
        var at: Int

        var isAtEnd: Bool { at == bytes.count }

        mutating func take(in characters: String) -> Bool {
            guard at < bytes.count, characters.utf8.contains(bytes[at]) else { return false }
            at += 1
            return true
        }

        mutating func number(_ digits: Int) -> Int64? {
            guard bytes.count - at >= digits else { return nil }
            var value: Int64 = 0
            for byte in bytes[at..<at + digits] {
                guard Identifier.isDigit(byte) else { return nil }
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            }
            at += digits
            return value
        }

        /// Milliseconds; further digits must be zeros, since moments have no finer unit.
        mutating func fraction() -> Int64? {
            var value: Int64 = 0
            var count = 0
            while at < bytes.count, Identifier.isDigit(bytes[at]) {
                let digit = Int64(bytes[at] - UInt8(ascii: "0"))
                if count < 3 { value = value * 10 + digit } else if digit != 0 { return nil }
                count += 1
                at += 1
            }
            guard count > 0 else { return nil }
            for _ in 0..<max(0, 3 - count) { value *= 10 }
            return value
        }

        /// Minutes east of Greenwich.
        mutating func zone() -> Int64? {
            if take(in: "Zz") { return 0 }
            let isEast = take(in: "+")
            guard isEast || take(in: "-") else { return nil }
            guard let hours = number(2), hours < 24, take(in: ":"), let minutes = number(2), minutes < 60 else {
                return nil
            }
            return (isEast ? 1 : -1) * (hours * 60 + minutes)
        }
    }
}
