import ChainCrypto

/// Base58 with a checksum: version and payload followed by the first four bytes of their SHA-256d.
public enum Base58Check {
    /// The text of `payload` (version byte included) with its checksum.
    public static func encode(_ payload: [UInt8]) -> String {
        Base58.encode(payload + SHA256d.hash(payload).bytes.prefix(4))
    }

    /// The payload without its checksum; nil when a character is foreign, the checksum is wrong, or the text is longer
    /// than `greatestLength` characters.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.count <= greatestLength, let bytes = Base58.decode(text), bytes.count >= 4 else { return nil }
        let payload = Array(bytes.dropLast(4))
        guard SHA256d.hash(payload).bytes.prefix(4).elementsEqual(bytes.suffix(4)) else { return nil }
        return payload
    }

    /// Decoding is quadratic, so texts are bounded; an address has at most 35 characters, an extended key 112.
    public static let greatestLength = 120
}
