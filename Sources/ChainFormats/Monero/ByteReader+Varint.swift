extension ByteReader {
    /// A variable-length number of Monero and of Protocol Buffers: seven bits a byte, least significant first, the top
    /// bit says that more follow.
    ///
    /// - Throws: `notCanonical` for a form longer than needed (Monero `tools::read_varint` refuses it too), `outOfRange`
    ///   beyond 64 bits.
    mutating func readVarint() throws(DecodeError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try readUInt8()
            guard shift < 63 || byte <= 1 else {
                throw DecodeError(.outOfRange, at: start, found: UInt64(byte), expected: .max)
            }
            value |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 {
                guard byte != 0 || shift == 0 else {
                    throw DecodeError(.notCanonical, at: start, found: UInt64(offset - start))
                }
                return value
            }
            shift += 7
        }
    }

    /// A varint that says how many items of at least `minimumSize` bytes follow.
    ///
    /// - Returns: the count, never more than the bytes left can hold.
    mutating func readVarintCount(minimumSize: Int) throws(DecodeError) -> Int {
        let start = offset
        let count = try readVarint()
        let greatest = UInt64(remaining / minimumSize)
        guard count <= greatest else {
            throw DecodeError(.countTooLarge, at: start, found: count, expected: greatest)
        }
        return Int(truncatingIfNeeded: count)
    }

    /// A varint that says how many bytes follow, and where these are.
    mutating func readVarintBytes() throws(DecodeError) -> Range<Int> {
        let length = try readVarintCount(minimumSize: 1)
        let start = offset
        try skip(length)
        return start..<start + length
    }
}

extension [UInt8] {
    /// Appends the shortest varint of a number.
    mutating func appendVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}
