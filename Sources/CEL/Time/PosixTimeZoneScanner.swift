/// Reads the text of a POSIX `TZ` rule.
struct PosixTimeZoneScanner {
    /// Longest text, in bytes.
    private static let maximumBytes = 128

    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func scan() -> PosixTimeZone? {
        guard bytes.count <= Self.maximumBytes, skipName(), let west = time(maximumHours: 24) else { return nil }
        let standardOffset = -west
        if offset == bytes.count { return PosixTimeZone(standardOffset: standardOffset, daylight: nil) }
        guard skipName() else { return nil }
        // Daylight saving time is an hour ahead unless the text says otherwise.
        var daylightOffset = standardOffset + 3600
        if let next = current, next != UInt8(ascii: ",") {
            guard let west = time(maximumHours: 24) else { return nil }
            daylightOffset = -west
        }
        // POSIX leaves the rules optional, but then they are the implementation's: a zone file never omits them.
        guard skip(","), let start = change(), skip(","), let end = change(), offset == bytes.count else { return nil }
        let daylight = PosixTimeZone.Daylight(offset: daylightOffset, start: start, end: end)
        return PosixTimeZone(standardOffset: standardOffset, daylight: daylight)
    }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skip(_ scalar: UnicodeScalar) -> Bool {
        guard current == UInt8(ascii: scalar) else { return false }
        offset += 1
        return true
    }

    /// Skips a designation: at least three letters, or anything alphanumeric with signs in angle brackets.
    private mutating func skipName() -> Bool {
        func isLetter(_ byte: UInt8) -> Bool {
            (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
        }
        let start = offset
        if skip("<") {
            while let byte = current, byte != UInt8(ascii: ">") {
                let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                guard isLetter(byte) || isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") else {
                    return false
                }
                offset += 1
            }
            return skip(">") && offset - start >= 5
        }
        while let byte = current, isLetter(byte) { offset += 1 }
        return offset - start >= 3
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private mutating func time(maximumHours: Int32) -> Int32? {
        let isNegative = current == UInt8(ascii: "-")
        if isNegative || current == UInt8(ascii: "+") { offset += 1 }
        guard let hours = number(upTo: Int64(maximumHours)) else { return nil }
        var seconds = Int32(hours) * 3600
        if skip(":") {
            guard let minutes = number(upTo: 59) else { return nil }
            seconds += Int32(minutes) * 60
            if skip(":") {
                guard let rest = number(upTo: 59) else { return nil }
                seconds += Int32(rest)
            }
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func change() -> PosixTimeZone.Change? {
        let day: PosixTimeZone.Day
        if skip("J") {
            guard let number = number(upTo: 365), number >= 1 else { return nil }
            day = .julian(number)
        } else if skip("M") {
            guard let month = number(upTo: 12), month >= 1, skip("."), let week = number(upTo: 5), week >= 1, skip("."),
                let weekday = number(upTo: 6)
            else { return nil }
            day = .monthly(month: month, week: week, weekday: weekday)
        } else {
            guard let number = number(upTo: 365) else { return nil }
            day = .zeroBased(number)
        }
        // 02:00 unless the text says otherwise.
        var seconds: Int32 = 7200
        if skip("/") {
            guard let time = time(maximumHours: 167) else { return nil }
            seconds = time
        }
        return PosixTimeZone.Change(day: day, time: seconds)
    }

    /// One to three decimal digits.
    private mutating func number(upTo maximum: Int64) -> Int64? {
        var value: Int64 = 0
        let start = offset
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), offset - start < 3 {
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            offset += 1
        }
        return offset > start && value <= maximum ? value : nil
    }
}
