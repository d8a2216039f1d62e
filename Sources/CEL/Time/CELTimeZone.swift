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
        switch text {
        case "", "UTC": self = .utc
        default:
            var bytes = Array(text.utf8)
            var sign: Int32 = 1
            if let first = bytes.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
                sign = first == UInt8(ascii: "-") ? -1 : 1
                bytes.removeFirst()
            }
            guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
            bytes.remove(at: 2)
            guard bytes.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
            let digits = bytes.map { Int32($0 - UInt8(ascii: "0")) }
            let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
            guard hours < 24, minutes < 60 else { return nil }
            self = .fixed(seconds: sign * (hours * 3600 + minutes * 60))
        }
    }
}
