/// Hexadecimal text (RFC 4648 section 8), both cases in, lower case out.
public enum HexDigits {
    /// The bytes of `text`, or nil when its length is odd or a character is not a hex digit.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var copy = String(text)
        return copy.withUTF8 { decode(utf8: $0) }
    }

    /// The bytes of ASCII hex digits, or nil when their number is odd or one is not a hex digit.
    public static func decode(utf8 digits: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var valid = true
        let result = [UInt8](unsafeUninitializedCapacity: digits.count / 2) { buffer, count in
            for index in 0..<digits.count / 2 {
                let high = value(digits[2 * index])
                let low = value(digits[2 * index + 1])
                // A value above 15 marks a character that is no digit.
                guard high | low < 16 else {
                    valid = false
                    return
                }
                buffer.initializeElement(at: index, to: high << 4 | low)
                count = index + 1
            }
        }
        return valid ? result : nil
    }

    /// Two lower-case digits a byte.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
            var index = 0
            for byte in bytes {
                buffer[index] = digit(byte >> 4)
                buffer[index + 1] = digit(byte & 0x0f)
                index += 2
            }
            return index
        }
    }

    /// The value of an ASCII hex digit, or 0xff.
    private static func value(_ character: UInt8) -> UInt8 {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x37
        case 0x61...0x66: character - 0x57
        default: 0xff
        }
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? 0x30 + nibble : 0x57 + nibble
    }
}
