/// Equality, order and hash of strings by their UTF-8 bytes, which is what the language means. Swift's own operators
/// mean canonical equivalence. Byte order is also code-point order.
enum UTF8Comparison {
    @inline(__always)
    static func equal(_ left: String, _ right: String) -> Bool {
        let left = left.utf8
        let right = right.utf8
        guard left.count == right.count else { return false }
        let fast = left.withContiguousStorageIfAvailable { leftBytes in
            right.withContiguousStorageIfAvailable { equal(leftBytes, $0) }
        }
        if let fast, let fast { return fast }
        return left.elementsEqual(right)
    }

    /// Equality of a string with constant bytes.
    @inline(__always)
    static func equal(_ text: String, _ bytes: [UInt8]) -> Bool {
        let view = text.utf8
        guard view.count == bytes.count else { return false }
        let fast = view.withContiguousStorageIfAvailable { textBytes in
            bytes.withUnsafeBufferPointer { equal(textBytes, $0) }
        }
        return fast ?? view.elementsEqual(bytes)
    }

    /// Equality of two buffers of the same length, eight bytes at a time.
    @inline(__always)
    static func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = left.count
        guard count == right.count, let leftBase = left.baseAddress, let rightBase = right.baseAddress else {
            return count == right.count
        }
        let leftRaw = UnsafeRawPointer(leftBase)
        let rightRaw = UnsafeRawPointer(rightBase)
        var offset = 0
        while offset + 8 <= count {
            let first = leftRaw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if first != rightRaw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
            offset += 8
        }
        while offset < count {
            if leftBase[offset] != rightBase[offset] { return false }
            offset += 1
        }
        return true
    }

    static func order(_ left: String, _ right: String) -> NumericOrder {
        let fast = left.utf8.withContiguousStorageIfAvailable { leftBytes in
            right.utf8.withContiguousStorageIfAvailable { order(leftBytes, $0) }
        }
        if let fast, let fast { return fast }
        return order(Array(left.utf8), Array(right.utf8))
    }

    static func order(_ left: [UInt8], _ right: [UInt8]) -> NumericOrder {
        left.withUnsafeBufferPointer { leftBytes in
            right.withUnsafeBufferPointer { order(leftBytes, $0) }
        }
    }

    private static func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> NumericOrder {
        let common = min(left.count, right.count)
        var index = 0
        while index < common {
            if left[index] != right[index] { return left[index] < right[index] ? .less : .greater }
            index += 1
        }
        return .of(left.count, right.count)
    }

    /// A 64-bit hash, the same in every run. For tables whose keys the author of an expression chooses; the length of a
    /// chain is fixed when the table is made.
    @inline(__always)
    static func hash(_ text: String) -> UInt64 {
        text.utf8.withContiguousStorageIfAvailable { hash($0) } ?? Array(text.utf8).withUnsafeBufferPointer { hash($0) }
    }

    @inline(__always)
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let count = bytes.count
        var state = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        guard let base = bytes.baseAddress else { return state }
        let raw = UnsafeRawPointer(base)
        var offset = 0
        while offset + 8 <= count {
            state = mix(state ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < count {
            tail = tail << 8 | UInt64(base[offset])
            offset += 1
        }
        return mix(state ^ tail)
    }

    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var value = (value ^ value >> 32) &* 0xD6E8_FEB8_6659_FD93
        value = (value ^ value >> 32) &* 0xD6E8_FEB8_6659_FD93
        return value ^ value >> 32
    }
}
