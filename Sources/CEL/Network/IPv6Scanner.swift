/// Reads the text of an IPv6 address without a zone.
enum IPv6Scanner {
    /// Eight groups of one to four hexadecimal digits; one `::` may stand for one or more groups of zeros; the last two
    /// groups may be a dotted IPv4 address. Nil for anything else.
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> (high: UInt64, low: UInt64)? {
        var groups: [UInt16] = []
        groups.reserveCapacity(8)
        /// How many groups stand before the `::`.
        var gap: Int?
        var offset = 0
        if bytes.count >= 2, bytes[0] == colon, bytes[1] == colon {
            gap = 0
            offset = 2
        }
        while offset < bytes.count {
            guard groups.count < 8 else { return nil }
            let start = offset
            var value: UInt32 = 0
            while offset < bytes.count, let digit = hexDigit(bytes[offset]) {
                guard offset - start < 4 else { return nil }
                value = value << 4 | digit
                offset += 1
            }
            guard offset > start else { return nil }
            if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
                guard groups.count <= 6, let bits = IPv4Scanner.scan(bytes[start...]) else { return nil }
                groups.append(UInt16(truncatingIfNeeded: bits >> 16))
                groups.append(UInt16(truncatingIfNeeded: bits))
                offset = bytes.count
                break
            }
            groups.append(UInt16(truncatingIfNeeded: value))
            if offset == bytes.count { break }
            guard bytes[offset] == colon else { return nil }
            offset += 1
            // A single colon at the end is incomplete.
            guard offset < bytes.count else { return nil }
            if bytes[offset] == colon {
                guard gap == nil else { return nil }
                gap = groups.count
                offset += 1
            }
        }
        if let gap {
            guard groups.count < 8 else { return nil }
            groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
        }
        guard groups.count == 8 else { return nil }
        let high = groups[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        let low = groups[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        return (high, low)
    }

    private static let colon = UInt8(ascii: ":")

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
