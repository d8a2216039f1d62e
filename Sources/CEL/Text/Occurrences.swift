/// Walks the non-overlapping occurrences of a byte sequence from the left. An empty one is found before every code
/// point and at the end of the text, as in Go's `strings.Replace`.
struct Occurrences: ~Copyable {
    private let needle: UnsafeBufferPointer<UInt8>
    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var rest: Int64

    /// - Parameter limit: the greatest number of occurrences; negative means all.
    init(of needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, limit: Int64) {
        self.needle = needle
        self.text = text
        rest = limit
    }

    /// The byte offset of the next occurrence.
    mutating func next() -> Int? {
        guard rest != 0, position <= text.count else { return nil }
        rest -= rest > 0 ? 1 : 0
        if needle.isEmpty {
            let found = position
            position += found < text.count ? UTF8Text.scalarWidth(text[found]) : 1
            return found
        }
        guard let found = ByteSearch.firstOffset(of: needle, in: text, from: position) else {
            rest = 0
            return nil
        }
        position = found + needle.count
        return found
    }
}
