/// Writes deterministic CBOR (RFC 8949, section 4.2.1); reading is `CBORReader`'s.
struct CBORWriter {
    private(set) var bytes: [UInt8] = []

    mutating func number(_ value: UInt64) { head(0, value) }

    mutating func byteString(_ content: [UInt8]) {
        head(2, UInt64(content.count))
        bytes += content
    }

    mutating func name(_ text: String) {
        head(3, UInt64(text.utf8.count))
        bytes += Array(text.utf8)
    }

    /// The head of an array of so many items, which must follow.
    mutating func array(_ count: Int) { head(4, UInt64(count)) }

    /// Bytes that are CBOR already.
    mutating func raw(_ encoded: [UInt8]) { bytes += encoded }

    private mutating func head(_ major: UInt8, _ value: UInt64) {
        let first = major << 5
        switch value {
        case 0..<24: bytes.append(first | UInt8(truncatingIfNeeded: value))
        case 24..<0x100: append(first | 24, value, count: 1)
        case 0x100..<0x1_0000: append(first | 25, value, count: 2)
        case 0x1_0000..<0x1_0000_0000: append(first | 26, value, count: 4)
        default: append(first | 27, value, count: 8)
        }
    }

    private mutating func append(_ first: UInt8, _ value: UInt64, count: Int) {
        bytes.append(first)
        for index in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }
}
