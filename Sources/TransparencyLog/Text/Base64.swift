/// Base 64 of RFC 4648 section 4, with padding, strict: no white space, no missing padding, and the unused bits of the
/// last character are zero. So every byte string has exactly one text.
public enum Base64 {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// 255 marks a character outside the alphabet.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()
    private static let padding = UInt8(ascii: "=")

    /// Appends the text of `bytes` to `output`.
    public static func append(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                output.append(character(bits >> 18))
                output.append(character(bits >> 12))
                output.append(character(bits >> 6))
                output.append(character(bits))
                bits = 0
                count = 0
            }
        }
        switch count {
        case 1:
            output.append(character(bits >> 2))
            output.append(character(bits << 4))
            output.append(padding)
            output.append(padding)
        case 2:
            output.append(character(bits >> 10))
            output.append(character(bits >> 4))
            output.append(character(bits << 2))
            output.append(padding)
        default:
            break
        }
    }

    /// The text of `bytes`.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var output: [UInt8] = []
        append(bytes, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes of a text; nil when it is not their one canonical text.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var filled = 0
        var paddings = 0
        for character in text {
            if character == padding {
                paddings += 1
                continue
            }
            let value = values[Int(character)]
            guard value != 255, paddings == 0 else { return nil }
            bits = bits << 6 | UInt32(value)
            filled += 1
            if filled == 4 {
                output.append(UInt8(truncatingIfNeeded: bits >> 16))
                output.append(UInt8(truncatingIfNeeded: bits >> 8))
                output.append(UInt8(truncatingIfNeeded: bits))
                bits = 0
                filled = 0
            }
        }
        switch (filled, paddings) {
        case (0, 0):
            break
        case (2, 2):
            guard bits & 0xF == 0 else { return nil }
            output.append(UInt8(truncatingIfNeeded: bits >> 4))
        case (3, 1):
            guard bits & 0x3 == 0 else { return nil }
            output.append(UInt8(truncatingIfNeeded: bits >> 10))
            output.append(UInt8(truncatingIfNeeded: bits >> 2))
        default:
            return nil
        }
        return output
    }

    private static func character(_ bits: UInt32) -> UInt8 {
        alphabet[Int(bits & 63)]
    }
}
