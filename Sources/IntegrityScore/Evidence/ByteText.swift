/// Text as a key that is compared and ordered by its bytes. (`String ==` is canonical equivalence, and its order is not
/// that of the bytes.)
struct ByteText: Sendable, Hashable, Comparable {
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    static func < (lhs: ByteText, rhs: ByteText) -> Bool {
        lhs.bytes.lexicographicallyPrecedes(rhs.bytes)
    }
}
