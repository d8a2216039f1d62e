extension CELTimestamp: CustomStringConvertible {
    /// `string(timestamp)`: RFC 3339 in UTC, with the fraction cut after its last digit that is not zero, such as
    /// `2009-02-13T23:31:30Z` and `2009-02-13T23:31:30.5Z`.
    public var description: String {
        let dayNumber = seconds.floorDivided(by: 86_400)
        let date = CivilDate(dayNumber: dayNumber)
        let second = seconds - dayNumber * 86_400
        var text: [UInt8] = []
        text.reserveCapacity(30)
        func append(_ number: Int64, digits: Int) {
            var divisor: Int64 = 1
            for _ in 1..<digits { divisor *= 10 }
            while divisor > 0 {
                text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
                divisor /= 10
            }
        }
        append(date.year, digits: 4)
        text.append(UInt8(ascii: "-"))
        append(date.month, digits: 2)
        text.append(UInt8(ascii: "-"))
        append(date.day, digits: 2)
        text.append(UInt8(ascii: "T"))
        append(second / 3600, digits: 2)
        text.append(UInt8(ascii: ":"))
        append(second / 60 % 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        append(second % 60, digits: 2)
        text.append(contentsOf: FractionText.suffix(nanoseconds: UInt32(nanoseconds)).utf8)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// `timestamp(string)`: RFC 3339 `date-time` with capital `T` and `Z`, a mandatory zone (`Z` or `±HH:MM`), a
    /// fraction of at most nine digits, and no leap second.
    ///
    /// - Throws: `malformedTimestamp`, or `timestampRange` for a well-formed instant outside year 1 ... 9999 in UTC.
    package init(text: String) throws(TimeError) {
        self = try UTF8Text.withBytes(of: text) {
            (bytes: UnsafeBufferPointer<UInt8>) throws(TimeError) -> CELTimestamp in
            var scanner = TimestampScanner(bytes)
            return try scanner.scan()
        }
    }
}

/// Reads an RFC 3339 text.
private struct TimestampScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func scan() throws(TimeError) -> CELTimestamp {
        let year = try number(digits: 4, in: 0...9999)
        try literal("-")
        let month = try number(digits: 2, in: 1...12)
        try literal("-")
        let day = try number(digits: 2, in: 1...CivilDate.dayCount(year: year, month: month))
        try literal("T")
        let hour = try number(digits: 2, in: 0...23)
        try literal(":")
        let minute = try number(digits: 2, in: 0...59)
        try literal(":")
        let second = try number(digits: 2, in: 0...59)
        let nanoseconds = try fraction()
        let zone = try zoneOffset()
        guard offset == bytes.count else { throw .malformedTimestamp(offset: offset) }
        let dayNumber = CivilDate(year: year, month: month, day: day).dayNumber
        let seconds = dayNumber * 86_400 + hour * 3600 + minute * 60 + second - zone
        guard let timestamp = CELTimestamp(seconds: seconds, nanoseconds: nanoseconds) else { throw .timestampRange }
        return timestamp
    }

    private mutating func fraction() throws(TimeError) -> Int32 {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ".") else { return 0 }
        offset += 1
        var nanoseconds: Int32 = 0
        var weight: Int32 = 100_000_000
        let start = offset
        while let digit = currentDigit {
            guard weight > 0 else { throw .malformedTimestamp(offset: offset) }
            nanoseconds += Int32(digit) * weight
            weight /= 10
            offset += 1
        }
        guard offset > start else { throw .malformedTimestamp(offset: offset) }
        return nanoseconds
    }

    /// Seconds east of UTC.
    private mutating func zoneOffset() throws(TimeError) -> Int64 {
        guard offset < bytes.count else { throw .malformedTimestamp(offset: offset) }
        let sign: Int64
        switch bytes[offset] {
        case UInt8(ascii: "Z"):
            offset += 1
            return 0
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: throw .malformedTimestamp(offset: offset)
        }
        offset += 1
        let hour = try number(digits: 2, in: 0...23)
        try literal(":")
        let minute = try number(digits: 2, in: 0...59)
        return sign * (hour * 3600 + minute * 60)
    }

    private var currentDigit: UInt8? {
        guard offset < bytes.count, bytes[offset] >= UInt8(ascii: "0"), bytes[offset] <= UInt8(ascii: "9") else {
            return nil
        }
        return bytes[offset] - UInt8(ascii: "0")
    }

    private mutating func number(digits: Int, in range: ClosedRange<Int64>) throws(TimeError) -> Int64 {
        let start = offset
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = currentDigit else { throw .malformedTimestamp(offset: offset) }
            value = value * 10 + Int64(digit)
            offset += 1
        }
        guard range.contains(value) else { throw .malformedTimestamp(offset: start) }
        return value
    }

    private mutating func literal(_ scalar: UnicodeScalar) throws(TimeError) {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: scalar) else {
            throw .malformedTimestamp(offset: offset)
        }
        offset += 1
    }
}
