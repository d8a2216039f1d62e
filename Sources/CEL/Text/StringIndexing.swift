/// The functions of the `strings` extension library that take or return offsets. Offsets count code points.
///
/// Source: cel-go `ext/strings.go`; where cel-go and the suite part, the suite holds: an offset past the end is an
/// error.
package enum StringIndexing {
    /// `string.charAt(int)`: the code point at `index`; the empty string when `index` is the length.
    package static func charAt(_ text: String, _ index: Int64) throws(TextError) -> String {
        let piece: String? = UTF8Text.withBytes(of: text) { bytes in
            guard let start = byteOffset(of: index, in: bytes) else { return nil }
            if start == bytes.count { return "" }
            return string(bytes, start, start + UTF8Text.scalarWidth(bytes[start]))
        }
        guard let piece else { throw .indexOutOfRange(index) }
        return piece
    }

    /// `string.substring(int)`: from the code point at `start` to the end.
    package static func substring(_ text: String, from start: Int64) throws(TextError) -> String {
        let piece: String? = UTF8Text.withBytes(of: text) { bytes in
            byteOffset(of: start, in: bytes).map { string(bytes, $0, bytes.count) }
        }
        guard let piece else { throw .indexOutOfRange(start) }
        return piece
    }

    /// `string.substring(int, int)`: the code points from `start` up to, not including, `end`.
    package static func substring(_ text: String, from start: Int64, to end: Int64) throws(TextError) -> String {
        if start > end { throw .invalidSubstringRange(start: start, end: end) }
        let outcome: Result<String, TextError> = UTF8Text.withBytes(of: text) { bytes in
            guard let first = byteOffset(of: start, in: bytes) else { return .failure(.indexOutOfRange(start)) }
            let rest = UnsafeBufferPointer(rebasing: bytes[first...])
            guard let length = byteOffset(of: end - start, in: rest) else { return .failure(.indexOutOfRange(end)) }
            return .success(string(bytes, first, first + length))
        }
        return try outcome.get()
    }

    /// `string.indexOf(string)` and `string.indexOf(string, int)`: the offset of the first occurrence that starts at
    /// `offset` or later, -1 without one. An empty part is found at `offset`.
    package static func indexOf(_ text: String, _ part: String, from offset: Int64 = 0) throws(TextError) -> Int64 {
        let index: Int64? = UTF8Text.withBytes(of: text, and: part) { text, part in
            guard let start = byteOffset(of: offset, in: text) else { return nil }
            guard let found = ByteSearch.firstOffset(of: part, in: text, from: start) else { return -1 }
            return offset + Int64(UTF8Text.scalarCount(UnsafeBufferPointer(rebasing: text[start..<found])))
        }
        guard let index else { throw .indexOutOfRange(offset) }
        return index
    }

    /// `string.lastIndexOf(string)`: the offset of the last occurrence, -1 without one; the length for an empty part.
    package static func lastIndexOf(_ text: String, _ part: String) -> Int64 {
        UTF8Text.withBytes(of: text, and: part) { text, part in
            guard let found = ByteSearch.lastOffset(of: part, in: text, from: text.count) else { return -1 }
            return Int64(UTF8Text.scalarCount(UnsafeBufferPointer(rebasing: text[..<found])))
        }
    }

    /// `string.lastIndexOf(string, int)`: the offset of the last occurrence that starts at `offset` or earlier.
    package static func lastIndexOf(_ text: String, _ part: String, from offset: Int64) throws(TextError) -> Int64 {
        let index: Int64? = UTF8Text.withBytes(of: text, and: part) { text, part in
            guard let start = byteOffset(of: offset, in: text) else { return nil }
            guard let found = ByteSearch.lastOffset(of: part, in: text, from: start) else { return -1 }
            return Int64(UTF8Text.scalarCount(UnsafeBufferPointer(rebasing: text[..<found])))
        }
        guard let index else { throw .indexOutOfRange(offset) }
        return index
    }

    /// The byte offset of the code point number `index`; the byte count for the number of code points; nil beyond.
    private static func byteOffset(of index: Int64, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard index >= 0, index <= bytes.count else { return nil }
        var rest = Int(index)
        var offset = 0
        while rest > 0 {
            guard offset < bytes.count else { return nil }
            offset += UTF8Text.scalarWidth(bytes[offset])
            rest -= 1
        }
        return offset
    }

    private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
