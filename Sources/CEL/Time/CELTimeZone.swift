/// A time zone: the offset of local time from UTC at every instant.
package enum CELTimeZone: Sendable {
    /// The same offset always, in seconds east of UTC.
    case fixed(seconds: Int32)
    /// The history of a zone of the time zone database.
    case table(TimeZoneTable)

    /// UTC itself.
    package static let utc = CELTimeZone.fixed(seconds: 0)

    /// Seconds to add to UTC to get local time, at an instant in seconds since 1970.
    package func offset(atEpochSeconds seconds: Int64) -> Int32 {
        switch self {
        case .fixed(let offset): offset
        case .table(let table): table.offset(atEpochSeconds: seconds)
        }
    }

    /// Reads a fixed zone: `UTC`, the empty text (also UTC, as in cel-go), or `HH:MM` with an optional sign, up to
    /// 23:59.
    ///
    /// - Returns: nil when the text has another form; it may then be a name of the time zone database.
    package init?(fixedText text: String) {
        let seconds: Int32? = UTF8Text.withBytes(of: text) { bytes in
            if bytes.isEmpty || bytes.elementsEqual("UTC".utf8) { return 0 }
            let isNegative = bytes[0] == UInt8(ascii: "-")
            let start = isNegative || bytes[0] == UInt8(ascii: "+") ? 1 : 0
            guard bytes.count == start + 5, bytes[start + 2] == UInt8(ascii: ":"),
                let hours = Self.number(bytes[start], bytes[start + 1]), hours < 24,
                let minutes = Self.number(bytes[start + 3], bytes[start + 4]), minutes < 60
            else { return nil }
            return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
        }
        guard let seconds else { return nil }
        self = .fixed(seconds: seconds)
    }

    /// The number that two decimal digits write.
    private static func number(_ tens: UInt8, _ ones: UInt8) -> Int32? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard digits.contains(tens), digits.contains(ones) else { return nil }
        return Int32(tens - digits.lowerBound) * 10 + Int32(ones - digits.lowerBound)
    }
}
