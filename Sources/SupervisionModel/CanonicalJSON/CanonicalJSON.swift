/// Canonical JSON: the writing of single tokens, and decoding that accepts nothing but canonical bytes.
public enum CanonicalJSON {
    /// Objects and arrays may be nested this deep.
    public static let maximumDepth = 32

    static let trueBytes: [UInt8] = Array("true".utf8)
    static let falseBytes: [UInt8] = Array("false".utf8)
    private static let hexDigits: [UInt8] = Array("0123456789abcdef".utf8)

    /// Decodes bytes that must be exactly what ``JSONValue/encode()`` writes: parse, check the profile, encode again,
    /// compare. So there is one encoding of a value, and bytes that were hashed cannot be swapped for other bytes of
    /// the same meaning.
    ///
    /// - Parameters:
    ///   - bytes: one JSON value, nothing before or after it.
    ///   - maximumBytes: longer input is refused unread.
    /// - Throws: ``JSONError``; `.notCanonical` carries the offset of the first byte that differs.
    public static func decode(_ bytes: [UInt8], maximumBytes: Int) throws(JSONError) -> JSONValue {
        let value = try JSONParser.parse(bytes, maximumBytes: maximumBytes)
        try value.checkProfile()
        let encoded = value.encode()
        guard encoded == bytes else {
            var offset = 0
            while offset < encoded.count, offset < bytes.count, encoded[offset] == bytes[offset] { offset += 1 }
            throw JSONError(.notCanonical, at: offset)
        }
        return value
    }

    /// Appends a JSON string with the escapes of RFC 8785 section 3.2.2.2: the two-character ones where they exist,
    /// `\u00xx` in lower case for other controls, everything else as it is. Bytes are kept, nothing is normalised.
    public static func append(string: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        let done: Void? = string.utf8.withContiguousStorageIfAvailable { bytes in
            var runStart = 0
            for index in bytes.indices where needsEscape(bytes[index]) {
                output.append(contentsOf: bytes[runStart..<index])
                append(escaped: bytes[index], to: &output)
                runStart = index + 1
            }
            output.append(contentsOf: bytes[runStart...])
        }
        if done == nil {
            for byte in string.utf8 {
                if needsEscape(byte) { append(escaped: byte, to: &output) } else { output.append(byte) }
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Appends a decimal integer: no plus sign, no leading zero.
    public static func append(integer: Int64, to output: inout [UInt8]) {
        var magnitude = integer.magnitude
        if magnitude < 10 {
            if integer < 0 { output.append(UInt8(ascii: "-")) }
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude))
            return
        }
        if integer < 0 { output.append(UInt8(ascii: "-")) }
        let start = output.count
        while magnitude > 0 {
            let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            magnitude = quotient
        }
        output[start...].reverse()
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func append(escaped byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        default:
            output.append(contentsOf: "u00".utf8)
            output.append(hexDigits[Int(byte >> 4)])
            output.append(hexDigits[Int(byte & 15)])
        }
    }
}
