/// Writes RLP (Ethereum yellow paper, appendix B); reading is `RLPItem`'s.
enum RLPEncoding {
    /// A string of bytes.
    static func bytes(_ content: [UInt8]) -> [UInt8] {
        if content.count == 1, content[0] < 0x80 { return content }
        return prefix(0x80, content.count) + content
    }

    /// A list of items that are encoded already.
    static func list(_ items: [[UInt8]]) -> [UInt8] {
        let content = Array(items.joined())
        return prefix(0xc0, content.count) + content
    }

    /// A number: big-endian without leading zeros, 0 is the empty string.
    static func number(_ value: UInt64) -> [UInt8] {
        bytes(bigEndian(value))
    }

    /// The bytes of a number without leading zeros; none for 0.
    static func bigEndian(_ value: UInt64) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0.drop { $0 == 0 }) }
    }

    private static func prefix(_ base: UInt8, _ count: Int) -> [UInt8] {
        if count <= 55 { return [base + UInt8(count)] }
        let length = bigEndian(UInt64(count))
        return [base + 55 + UInt8(length.count)] + length
    }
}
