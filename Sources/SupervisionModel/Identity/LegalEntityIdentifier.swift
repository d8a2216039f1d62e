/// A Legal Entity Identifier (ISO 17442): 18 characters of `0–9A–Z` and two check digits by ISO 7064 mod 97-10.
public struct LegalEntityIdentifier: Hashable, Sendable {
    private let bytes: [UInt8]

    /// `nil` for a text that has not the form of one: other characters, another length.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes.allSatisfy({ LegalEntityIdentifier.value(of: $0) != nil }) else { return nil }
        self.bytes = bytes
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether the identifier as a number, A = 10 to Z = 35, is 1 modulo 97, and ends with two digits.
    public var hasValidCheck: Bool {
        guard bytes.suffix(2).allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        let remainder = bytes.reduce(0) { remainder, byte in
            guard let value = LegalEntityIdentifier.value(of: byte) else { return remainder }
            return (remainder * (value < 10 ? 10 : 100) + value) % 97
        }
        return remainder == 1
    }

    private static func value(of byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 0x41 + 10
        default: nil
        }
    }
}
