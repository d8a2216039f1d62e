/// Reads the dotted text of an IPv4 address.
enum IPv4Scanner {
    /// Exactly four decimal numbers 0 ... 255 without leading zeros, separated by points; nil for anything else.
    static func scan(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
        var address: UInt32 = 0
        var number: UInt32 = 0
        var digits = 0
        var points = 0
        for byte in bytes {
            if byte == UInt8(ascii: ".") {
                guard digits > 0, points < 3 else { return nil }
                address = address << 8 | number
                number = 0
                digits = 0
                points += 1
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            // A number that goes on after a zero has a leading zero, which some readers take for octal.
            guard digits == 0 || number > 0 else { return nil }
            number = number * 10 + UInt32(byte - UInt8(ascii: "0"))
            digits += 1
            guard number <= 255 else { return nil }
        }
        guard digits > 0, points == 3 else { return nil }
        return address << 8 | number
    }
}
