/// Decimal numbers as the C2SP formats write them: ASCII digits, no sign, no leading zero, at most 2^63 − 1.
enum DecimalNumber {
    static func parse(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, text.count <= 19 else { return nil }
        if first == UInt8(ascii: "0"), text.count > 1 { return nil }
        var value: UInt64 = 0
        for character in text {
            guard case let digit = character &- UInt8(ascii: "0"), digit <= 9 else { return nil }
            // 19 digits are below 10^19 < 2^64.
            value = value * 10 + UInt64(digit)
        }
        return value <= TreeLimits.maximumSize ? value : nil
    }
}
