/// The name of a key in a signed note: not empty, no white space (Unicode property White_Space), no `+`.
///
/// Names are compared by their bytes, never by canonical equivalence.
public struct KeyName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// - Throws: `.malformedKeyName`.
    public init(_ text: String) throws(LogError) {
        guard !text.isEmpty else { throw LogError(.malformedKeyName, "a key name is empty") }
        for scalar in text.unicodeScalars {
            guard scalar != "+", !scalar.properties.isWhitespace, scalar.value >= 0x20, scalar.value != 0x7F else {
                throw LogError(
                    .malformedKeyName, "key name \(text.debugDescription) contains a space, a control character or '+'")
            }
        }
        self.text = text
    }

    public static func == (lhs: KeyName, rhs: KeyName) -> Bool {
        lhs.text.utf8.elementsEqual(rhs.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }

    public var description: String { text }
}
