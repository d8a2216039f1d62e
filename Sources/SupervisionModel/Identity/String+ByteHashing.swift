extension String {
    /// Whether the UTF-8 bytes are the same. (`==` is canonical equivalence, and `elementsEqual` goes byte by byte.)
    public func hasSameBytes(as other: String) -> Bool {
        let count = utf8.count
        guard count == other.utf8.count else { return false }
        let isSame: Bool?? = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return UnsafeRawBufferPointer(start: first, count: count)
                    .elementsEqualInWords(UnsafeRawBufferPointer(start: second, count: count))
            }
        }
        if case .some(.some(let isSame)) = isSame { return isSame }
        return utf8.elementsEqual(other.utf8)
    }

    /// Hashes the UTF-8 bytes in one call. (`String`'s own hash is that of canonical equivalence: slower, and equal for
    /// texts that are different bytes.)
    public func combineBytes(into hasher: inout Hasher) {
        let isCombined: Void? = utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isCombined == nil { for byte in utf8 { hasher.combine(byte) } }
    }
}

extension UnsafeRawBufferPointer {
    /// Eight bytes at a time. Both have the same length.
    fileprivate func elementsEqualInWords(_ other: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= count {
            guard
                loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            else { return false }
            offset += 8
        }
        while offset < count {
            guard self[offset] == other[offset] else { return false }
            offset += 1
        }
        return true
    }
}
