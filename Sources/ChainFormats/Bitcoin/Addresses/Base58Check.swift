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

/// The base-58 digits of Bitcoin: no 0, O, I, l; each leading zero byte is a `1`.
public enum Base58 {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    /// The text of `bytes`. O(n²).
    public static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            var carry = Int(byte)
            for index in digits.indices {
                carry += Int(digits[index]) << 8
                digits[index] = UInt8(carry % 58)
                carry /= 58
            }
            while carry > 0 {
                digits.append(UInt8(carry % 58))
                carry /= 58
            }
        }
        let zeros = bytes.prefix { $0 == 0 }.count
        let text = [UInt8](repeating: alphabet[0], count: zeros) + digits.reversed().map { alphabet[Int($0)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of `text`; nil when a character is not in the alphabet. O(n²): bound the length first.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            var carry = value
            for index in bytes.indices {
                carry += Int(bytes[index]) * 58
                bytes[index] = UInt8(carry & 0xff)
                carry >>= 8
            }
            while carry > 0 {
                bytes.append(UInt8(carry & 0xff))
                carry >>= 8
            }
        }
        let zeros = text.utf8.prefix { $0 == alphabet[0] }.count
        return [UInt8](repeating: 0, count: zeros) + bytes.reversed()
    }
}
