/// Writing of Bitcoin's variable-length counts; reading is `ByteReader`'s.
enum CompactSize {
    /// Bytes of the shortest form of `value`: 1, 3, 5 or 9.
    static func length(_ value: UInt64) -> Int {
        switch value {
        case 0..<0xfd: 1
        case 0xfd...0xffff: 3
        case 0x1_0000...0xffff_ffff: 5
        default: 9
        }
    }

    /// Appends the shortest form of `value`.
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        switch value {
        case 0..<0xfd:
            bytes.append(UInt8(truncatingIfNeeded: value))
        case 0xfd...0xffff:
            bytes.append(0xfd)
            bytes.appendLittleEndian(UInt16(truncatingIfNeeded: value))
        case 0x1_0000...0xffff_ffff:
            bytes.append(0xfe)
            bytes.appendLittleEndian(UInt32(truncatingIfNeeded: value))
        default:
            bytes.append(0xff)
            bytes.appendLittleEndian(value)
        }
    }
}

extension [UInt8] {
    /// Appends the bytes of an integer, least significant first.
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
