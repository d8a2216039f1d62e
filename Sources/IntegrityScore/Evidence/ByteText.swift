import SupervisionModel

/// Text as a key that is compared and ordered by its bytes. (`String ==` is canonical equivalence, and its order is not
/// that of the bytes.)
struct ByteText: Sendable, Hashable, Comparable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (lhs: ByteText, rhs: ByteText) -> Bool { lhs.text.utf8.elementsEqual(rhs.text.utf8) }

    func hash(into hasher: inout Hasher) { text.combineBytes(into: &hasher) }

    static func < (lhs: ByteText, rhs: ByteText) -> Bool { lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8) }
}
