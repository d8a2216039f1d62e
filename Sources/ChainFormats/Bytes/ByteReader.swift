/// Reads little-endian fields and CompactSize counts from borrowed bytes, front to back, checking every bound.
///
/// Nothing is copied. Every method either moves forward over an item that is wholly there or throws and stays.
struct ByteReader: ~Escapable {
    private let bytes: RawSpan
    /// Offset of the next unread byte; never beyond `bytes.byteCount`.
    private(set) var offset: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, from offset: Int = 0) {
        precondition(offset >= 0 && offset <= bytes.byteCount)
        self.bytes = bytes
        self.offset = offset
    }

    /// Bytes not read yet.
    var remaining: Int { bytes.byteCount - offset }

    /// Whether the `count` bytes at `offset`, which were moved over before, are all zero.
    func isZero(from offset: Int, count: Int) -> Bool {
        for index in offset..<offset + count
        where bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) != 0 { return false }
        return true
    }

    /// Moves over `count` bytes.
    @inline(__always)
    mutating func skip(_ count: Int) throws(DecodeError) {
        guard count <= remaining else { throw short(count) }
        offset += count
    }

    @inline(__always)
    mutating func readUInt8() throws(DecodeError) -> UInt8 {
        guard remaining >= 1 else { throw short(1) }
        defer { offset += 1 }
        return bytes.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    mutating func readUInt16() throws(DecodeError) -> UInt16 {
        guard remaining >= 2 else { throw short(2) }
        defer { offset += 2 }
        return UInt16(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self))
    }

    @inline(__always)
    mutating func readUInt32() throws(DecodeError) -> UInt32 {
        guard remaining >= 4 else { throw short(4) }
        defer { offset += 4 }
        return UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
    }

    @inline(__always)
    mutating func readUInt64() throws(DecodeError) -> UInt64 {
        guard remaining >= 8 else { throw short(8) }
        defer { offset += 8 }
        return UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// A CompactSize (Bitcoin's variable-length count): one byte below 253, else 253, 254 or 255 and 2, 4 or 8 bytes.
    ///
    /// - Throws: `nonMinimalCount` when a shorter form would do, as Bitcoin Core's `ReadCompactSize` does.
    @inline(__always)
    mutating func readCompactSize() throws(DecodeError) -> UInt64 {
        let start = offset
        let first = try readUInt8()
        if first < 0xfd { return UInt64(first) }
        return try readLongCompactSize(first, start: start)
    }

    private mutating func readLongCompactSize(_ first: UInt8, start: Int) throws(DecodeError) -> UInt64 {
        let value: UInt64
        let least: UInt64
        let length: UInt64
        do throws(DecodeError) {
            switch first {
            case 0xfd: (value, least, length) = (UInt64(try readUInt16()), 0xfd, 3)
            case 0xfe: (value, least, length) = (UInt64(try readUInt32()), 0x1_0000, 5)
            default: (value, least, length) = (try readUInt64(), 0x1_0000_0000, 9)
            }
        } catch {
            offset = start
            throw error
        }
        guard value >= least else {
            offset = start
            throw DecodeError(.nonMinimalCount, at: start, found: value, expected: length)
        }
        return value
    }

    /// A CompactSize that says how many bytes follow; moves over the count and leaves the bytes unread.
    ///
    /// - Returns: the length, never more than `remaining`.
    @inline(__always)
    mutating func readLength() throws(DecodeError) -> Int {
        let start = offset
        let length = try readCompactSize()
        guard length <= UInt64(remaining) else {
            let error = DecodeError(.countTooLarge, at: start, found: length, expected: UInt64(remaining))
            offset = start
            throw error
        }
        return Int(truncatingIfNeeded: length)
    }

    /// Moves over a CompactSize and as many bytes as it says; returns where those bytes are.
    mutating func readItem() throws(DecodeError) -> Range<Int> {
        let length = try readLength()
        let start = offset
        try skip(length)
        return start..<start + length
    }

    /// A CompactSize that says how many items of at least `minimumSize` bytes follow.
    ///
    /// - Returns: the count, never more than the bytes left can hold.
    @inline(__always)
    mutating func readCount(minimumSize: Int) throws(DecodeError) -> Int {
        let start = offset
        let count = try readCompactSize()
        let greatest = UInt64(remaining / minimumSize)
        guard count <= greatest else {
            offset = start
            throw DecodeError(.countTooLarge, at: start, found: count, expected: greatest)
        }
        return Int(truncatingIfNeeded: count)
    }

    private func short(_ needed: Int) -> DecodeError {
        DecodeError(.truncated, at: offset, found: UInt64(remaining), expected: UInt64(clamping: needed))
    }
}
