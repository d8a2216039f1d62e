/// Reads deterministic CBOR (RFC 8949, section 4.2.1) front to back from borrowed bytes: numbers from 0 up, byte strings,
/// texts and arrays, each in its only form. Other kinds of items are refused: the supervision protocol has none.
///
/// Nothing is copied. Every method either moves over an item that is wholly there or throws.
struct CBORReader: ~Escapable {
    private let bytes: RawSpan
    /// Offset of the next unread byte; never beyond the end.
    private(set) var offset: Int
    private let end: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, in range: Range<Int>? = nil) {
        self.bytes = bytes
        self.offset = range?.lowerBound ?? 0
        self.end = range?.upperBound ?? bytes.byteCount
        precondition(offset >= 0 && offset <= end && end <= bytes.byteCount)
    }

    /// Bytes not read yet.
    var remaining: Int { end - offset }

    /// Kinds of items that are read.
    private enum Major: UInt64 {
        case number = 0
        case bytes = 2
        case text = 3
        case array = 4
    }

    /// A number from 0 to 2^64 − 1.
    mutating func number() throws(DecodeError) -> UInt64 { try head(.number) }

    /// A number of at most `greatest`.
    mutating func number(upTo greatest: UInt64) throws(DecodeError) -> UInt64 {
        let start = offset
        let value = try number()
        guard value <= greatest else { throw DecodeError(.outOfRange, at: start, found: value, expected: greatest) }
        return value
    }

    /// Where the content of a byte string stands.
    mutating func byteRange() throws(DecodeError) -> Range<Int> { try content(.bytes) }

    /// A byte string, copied.
    mutating func byteString() throws(DecodeError) -> [UInt8] { copy(try byteRange()) }

    /// A byte string of a fixed length, copied.
    mutating func byteString(count: Int) throws(DecodeError) -> [UInt8] {
        let start = offset
        let range = try byteRange()
        guard range.count == count else {
            throw DecodeError(.wrongLength, at: start, found: UInt64(range.count), expected: UInt64(count))
        }
        return copy(range)
    }

    /// A text of 1 to `limit` printable ASCII characters: names of the protocol have no others.
    mutating func name(limit: Int) throws(DecodeError) -> String {
        let start = offset
        let range = try content(.text)
        guard (1...limit).contains(range.count) else {
            throw DecodeError(.wrongLength, at: start, found: UInt64(range.count), expected: UInt64(limit))
        }
        let text = copy(range)
        if let other = text.first(where: { !(0x21...0x7e).contains($0) }) {
            throw DecodeError(.outOfRange, at: start, found: UInt64(other), expected: 0x7e)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The head of an array: how many items follow, never more than can follow.
    ///
    /// - Parameter limit: the greatest number.
    mutating func array(limit: Int) throws(DecodeError) -> Int {
        let start = offset
        let count = try head(.array)
        let greatest = UInt64(min(limit, remaining))
        guard count <= greatest else { throw DecodeError(.countTooLarge, at: start, found: count, expected: greatest) }
        return Int(truncatingIfNeeded: count)
    }

    /// The head of an array of a fixed number of items.
    mutating func array(count: Int) throws(DecodeError) {
        let start = offset
        let found = try head(.array)
        guard found == UInt64(count) else {
            throw DecodeError(.wrongLength, at: start, found: found, expected: UInt64(count))
        }
    }

    /// Moves over bytes that must be there as they are.
    mutating func fixed(_ expected: [UInt8]) throws(DecodeError) {
        guard remaining >= expected.count else {
            throw DecodeError(.truncated, at: offset, found: UInt64(remaining), expected: UInt64(expected.count))
        }
        for byte in expected {
            let found = bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            guard found == byte else {
                throw DecodeError(.unknownTag, at: offset, found: UInt64(found), expected: UInt64(byte))
            }
            offset += 1
        }
    }

    /// Nothing may follow.
    func finish() throws(DecodeError) {
        guard remaining == 0 else { throw DecodeError(.trailingBytes, at: offset, found: UInt64(remaining)) }
    }

    /// Bytes that were moved over.
    func copy(_ range: Range<Int>) -> [UInt8] { bytes.extracting(range).withUnsafeBytes { Array($0) } }

    private mutating func content(_ major: Major) throws(DecodeError) -> Range<Int> {
        let start = offset
        let length = try head(major)
        guard length <= UInt64(remaining) else {
            throw DecodeError(.truncated, at: start, found: UInt64(remaining), expected: length)
        }
        let first = offset
        offset += Int(truncatingIfNeeded: length)
        return first..<offset
    }

    /// The number in the head of an item: in the first byte up to 23, else in 1, 2, 4 or 8 bytes, as few as will do.
    private mutating func head(_ major: Major) throws(DecodeError) -> UInt64 {
        guard remaining >= 1 else { throw DecodeError(.truncated, at: offset, expected: 1) }
        let first = bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
        guard UInt64(first >> 5) == major.rawValue else {
            throw DecodeError(.wrongKind, at: offset, found: UInt64(first >> 5), expected: major.rawValue)
        }
        let detail = Int(first & 0x1f)
        guard detail >= 24 else {
            offset += 1
            return UInt64(detail)
        }
        // 28 to 30 mean nothing, 31 an item of unstated length, which has no single form.
        guard detail <= 27 else { throw DecodeError(.notCanonical, at: offset, found: UInt64(first)) }
        let count = 1 << (detail - 24)
        guard remaining > count else {
            throw DecodeError(.truncated, at: offset, found: UInt64(remaining), expected: UInt64(count + 1))
        }
        var value: UInt64 = 0
        for index in 1...count {
            value = value << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: offset + index, as: UInt8.self))
        }
        let least: UInt64 = count == 1 ? 24 : 1 << UInt64(4 * count)
        guard value >= least else { throw DecodeError(.notCanonical, at: offset, found: UInt64(first)) }
        offset += 1 + count
        return value
    }
}
