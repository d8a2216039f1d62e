/// An account, action or permission name: up to 13 characters of `.1-5a-z` in 64 bits, five bits a character and four
/// for the last (Antelope `name.hpp`).
public struct AntelopeName: Hashable, Sendable {
    /// The number as it is serialised.
    public let value: UInt64

    public init(_ value: UInt64) { self.value = value }

    /// The text without trailing dots.
    public var text: String {
        let letters = Array(".12345abcdefghijklmnopqrstuvwxyz".utf8)
        var characters: [UInt8] = []
        for index in 0..<12 {
            characters.append(letters[Int(truncatingIfNeeded: value >> (59 - 5 * index) & 0x1f)])
        }
        characters.append(letters[Int(truncatingIfNeeded: value & 0x0f)])
        while characters.last == UInt8(ascii: ".") { characters.removeLast() }
        return String(decoding: characters, as: UTF8.self)
    }
}
