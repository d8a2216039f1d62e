import SupervisionModel

/// Text as a key that is compared and ordered by its bytes. (`String ==` is canonical equivalence, and its order is not
/// that of the bytes.)
struct ByteText: Sendable, Hashable, Comparable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (lhs: ByteText, rhs: ByteText) -> Bool { lhs.text.hasBytes(of: rhs.text) }

    func hash(into hasher: inout Hasher) { text.combineBytes(into: &hasher) }

    static func < (lhs: ByteText, rhs: ByteText) -> Bool { lhs.text.precedesByBytes(rhs.text) }
}

extension String {
    /// Whether both are the same bytes.
    @inline(__always)
    func hasBytes(of other: String) -> Bool {
        utf8.count == other.utf8.count
            && withBytes(other) { left, right in
                for index in left.indices where left[index] != right[index] { return false }
                return true
            }
    }

    /// Whether it comes first in the order of bytes.
    @inline(__always)
    func precedesByBytes(_ other: String) -> Bool {
        withBytes(other) { left, right in
            for index in 0..<min(left.count, right.count) where left[index] != right[index] {
                return left[index] < right[index]
            }
            return left.count < right.count
        }
    }

    @inline(__always)
    private func withBytes(
        _ other: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        let result: Bool?? = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in body(left, right) }
        }
        if case .some(.some(let result)) = result { return result }
        // Strings that are not stored as UTF-8 do not exist on Linux.
        return Array(utf8).withUnsafeBufferPointer { left in
            Array(other.utf8).withUnsafeBufferPointer { right in body(left, right) }
        }
    }
}
