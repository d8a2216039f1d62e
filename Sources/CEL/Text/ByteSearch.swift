/// Search and comparison of byte sequences.
enum ByteSearch {
    /// Whether both ranges hold the same bytes.
    @inline(__always)
    static func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return matches(left, right, at: 0)
    }

    /// Whether both ranges hold the same bytes.
    @inline(__always)
    static func equal(_ left: Slice<UnsafeBufferPointer<UInt8>>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        equal(UnsafeBufferPointer(rebasing: left), right)
    }

    /// Lexicographic order by unsigned byte.
    static func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> NumericOrder {
        let shorter = min(left.count, right.count)
        let index = commonLength(left, UnsafeBufferPointer(rebasing: right[..<shorter]), at: 0)
        if index < shorter { return left[index] < right[index] ? .less : .greater }
        return .of(left.count, right.count)
    }

    /// The offset of the first occurrence of `needle` that starts at `start` or later; `start` itself for an empty
    /// needle.
    ///
    /// The plain search is the fastest for ordinary texts, but quadratic for `aaaa...` in `aaaa...b`. When it has
    /// compared a few times more bytes than the text has, the rest is searched with the failure table of Knuth, Morris
    /// and Pratt.
    static func firstOffset(
        of needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        guard let first = needle.first else { return start <= text.count ? start : nil }
        guard text.count >= needle.count else { return nil }
        let last = text.count - needle.count
        var budget = 4 * text.count + 64
        var offset = start
        while offset <= last {
            offset = nextOffset(of: first, in: text, from: offset, through: last)
            guard offset <= last else { return nil }
            let equalBytes = commonLength(text, needle, at: offset)
            if equalBytes == needle.count { return offset }
            budget -= equalBytes
            if budget < 0 { return linearFirstOffset(of: needle, in: text, from: offset + 1) }
            offset += 1
        }
        return nil
    }

    /// The first offset of `byte` in `start...last`, or some offset beyond `last`.
    @inline(__always)
    private static func nextOffset(
        of byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int, through last: Int
    ) -> Int {
        let raw = UnsafeRawBufferPointer(text)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let pattern = ones &* UInt64(byte)
        var offset = start
        // Eight bytes at a time: a byte of the exclusive or is zero where the byte stands. The lowest mark is exact.
        while offset + 7 <= last {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ pattern
            let marks = (word &- ones) & ~word & 0x8080_8080_8080_8080
            if marks != 0 { return offset + marks.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset <= last, text[offset] != byte { offset += 1 }
        return offset
    }

    /// The offset of the last occurrence of `needle` that starts at `start` or earlier.
    static func lastOffset(
        of needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        guard text.count >= needle.count else { return nil }
        var budget = 4 * text.count + 64
        var offset = min(start, text.count - needle.count)
        while offset >= 0 {
            let equalBytes = commonLength(text, needle, at: offset)
            if equalBytes == needle.count { return offset }
            budget -= equalBytes
            if budget < 0 {
                // The same search from the left over both sequences reversed, which is linear.
                let reversedText = Array(text[..<(offset - 1 + needle.count)].reversed())
                let reversedNeedle = Array(needle.reversed())
                let found = reversedText.withUnsafeBufferPointer { text in
                    reversedNeedle.withUnsafeBufferPointer { linearFirstOffset(of: $0, in: text, from: 0) }
                }
                return found.map { reversedText.count - $0 - needle.count }
            }
            offset -= 1
        }
        return nil
    }

    /// Whether `needle` stands at `offset`; the caller has made sure that it fits.
    @inline(__always)
    static func matches(
        _ text: UnsafeBufferPointer<UInt8>, _ needle: UnsafeBufferPointer<UInt8>, at offset: Int
    ) -> Bool {
        commonLength(text, needle, at: offset) == needle.count
    }

    /// How many bytes of `needle` agree with the text from `offset` on; the caller has made sure that it fits.
    @inline(__always)
    private static func commonLength(
        _ text: UnsafeBufferPointer<UInt8>, _ needle: UnsafeBufferPointer<UInt8>, at offset: Int
    ) -> Int {
        var index = 0
        // Eight bytes at a time while that many are left.
        let (rawText, rawNeedle) = (UnsafeRawBufferPointer(text), UnsafeRawBufferPointer(needle))
        while needle.count - index >= 8 {
            let textWord = rawText.loadUnaligned(fromByteOffset: offset + index, as: UInt64.self)
            let needleWord = rawNeedle.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let difference = UInt64(littleEndian: textWord) ^ UInt64(littleEndian: needleWord)
            if difference != 0 { return index + difference.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < needle.count, text[offset + index] == needle[index] { index += 1 }
        return index
    }

    /// The search of Knuth, Morris and Pratt (SIAM J. Comput. 6, 1977).
    private static func linearFirstOffset(
        of needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        // failure[i]: length of the longest proper prefix of needle[0...i] that is also its suffix.
        var failure = [Int](repeating: 0, count: needle.count)
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0, needle[index] != needle[length] { length = failure[length - 1] }
            if needle[index] == needle[length] { length += 1 }
            failure[index] = length
        }
        length = 0
        for index in start..<max(start, text.count) {
            while length > 0, text[index] != needle[length] { length = failure[length - 1] }
            if text[index] == needle[length] { length += 1 }
            if length == needle.count { return index - needle.count + 1 }
        }
        return nil
    }
}
