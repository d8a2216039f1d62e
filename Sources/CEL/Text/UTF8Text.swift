/// Strings as CEL sees them: sequences of code points, compared by code point.
///
/// Swift's own `==`, `<`, hashing and `count` work on grapheme clusters and canonical equivalence, under which `"é"`
/// equals `"e\u{301}"`; in CEL they differ. UTF-8 byte order is code-point order, so everything here works on the
/// bytes.
package enum UTF8Text {
    /// Calls `body` with the UTF-8 bytes of `text`, without a copy for every native string.
    @inline(__always)
    static func withBytes<Outcome, Failure: Error>(
        of text: String, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Outcome
    ) throws(Failure) -> Outcome {
        // Measured faster than `utf8Span`. The standard library's function rethrows untyped, so the outcome travels as
        // a value.
        let outcome = text.utf8.withContiguousStorageIfAvailable { bytes in
            Result<Outcome, Failure> { () throws(Failure) in try body(bytes) }
        }
        if let outcome { return try outcome.get() }
        return try Array(text.utf8).withUnsafeBufferPointer(body)
    }

    /// The same for two strings.
    @inline(__always)
    static func withBytes<Outcome, Failure: Error>(
        of left: String, and right: String,
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) throws(Failure) -> Outcome
    ) throws(Failure) -> Outcome {
        try withBytes(of: left) { (leftBytes) throws(Failure) in
            try withBytes(of: right) { (rightBytes) throws(Failure) in try body(leftBytes, rightBytes) }
        }
    }

    /// `size(string)`: the number of code points, not of bytes or grapheme clusters. Linear in the length.
    package static func scalarCount(_ text: String) -> Int {
        withBytes(of: text) { scalarCount($0) }
    }

    /// The number of code points of valid UTF-8: its bytes that are not continuation bytes.
    static func scalarCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var continuations = 0
        var offset = 0
        // Eight bytes at a time: bit 7 set and bit 6 clear marks a continuation byte.
        while raw.count - offset >= 8 {
            let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            continuations &+= (word & ~(word << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
            offset += 8
        }
        while offset < raw.count {
            if raw[offset] & 0xC0 == 0x80 { continuations &+= 1 }
            offset += 1
        }
        return raw.count - continuations
    }

    /// The number of bytes of the code point that starts with `lead`, 1 ... 4. Continuation bytes count 1.
    @inline(__always)
    static func scalarWidth(_ lead: UInt8) -> Int {
        if lead < 0xC0 { return 1 }
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }

    /// `_==_(string, string)`: equality by code point.
    package static func equal(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && withBytes(of: left, and: right) { ByteSearch.equal($0, $1) }
    }

    /// `_<_(string, string)` and its kin: lexicographic order by code point.
    package static func order(_ left: String, _ right: String) -> NumericOrder {
        withBytes(of: left, and: right) { ByteSearch.order($0, $1) }
    }

    /// Feeds the bytes of `text` into `hasher`, so that the hash agrees with `equal`.
    package static func hash(_ text: String, into hasher: inout Hasher) {
        let count = text.utf8.withContiguousStorageIfAvailable { bytes in
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
            return bytes.count
        }
        if let count {
            hasher.combine(count)
        } else {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }

    /// `string.startsWith(string)`.
    package static func startsWith(_ text: String, _ prefix: String) -> Bool {
        withBytes(of: text, and: prefix) { text, prefix in
            text.count >= prefix.count && ByteSearch.equal(text[..<prefix.count], prefix)
        }
    }

    /// `string.endsWith(string)`.
    package static func endsWith(_ text: String, _ suffix: String) -> Bool {
        withBytes(of: text, and: suffix) { text, suffix in
            text.count >= suffix.count && ByteSearch.equal(text[(text.count - suffix.count)...], suffix)
        }
    }

    /// `string.contains(string)`. Linear in the sum of both lengths.
    package static func contains(_ text: String, _ part: String) -> Bool {
        withBytes(of: text, and: part) { ByteSearch.firstOffset(of: $1, in: $0, from: 0) != nil }
    }
}
