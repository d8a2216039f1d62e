/// Turns the text of string, bytes and number literals into values.
enum LiteralDecoder {
    /// The content of a string or bytes literal as UTF-8, prefix and quotes included in `literal`.
    ///
    /// `\x`, octal and `\u` escapes are code points in a string and, `\u` apart, byte values in bytes.
    /// - Throws: at the offset of the escape that is wrong, counted from `offset`.
    static func content(
        of literal: ArraySlice<UInt8>, isBytes: Bool
    ) throws(SyntaxFailure) -> [UInt8] {
        var index = literal.startIndex
        var isRaw = false
        while index < literal.endIndex, literal[index] != UInt8(ascii: "'"), literal[index] != UInt8(ascii: "\"") {
            if literal[index] | 0x20 == UInt8(ascii: "r") { isRaw = true }
            index += 1
        }
        guard index < literal.endIndex else { return [] }
        let quote = literal[index]
        let isTriple = literal.endIndex - index >= 6 && literal[index + 1] == quote && literal[index + 2] == quote
        index += isTriple ? 3 : 1
        let end = literal.endIndex - (isTriple ? 3 : 1)
        if isRaw { return index < end ? Array(literal[index..<end]) : [] }
        var output: [UInt8] = []
        output.reserveCapacity(max(0, end - index))
        while index < end {
            let byte = literal[index]
            if byte == UInt8(ascii: "\\") {
                try escape(literal, &index, end, isBytes, &output)
            } else {
                output.append(byte)
                index += 1
            }
        }
        return output
    }

    private static func escape(
        _ literal: ArraySlice<UInt8>, _ index: inout Int, _ end: Int, _ isBytes: Bool, _ output: inout [UInt8]
    ) throws(SyntaxFailure) {
        let start = index
        guard index + 1 < end else {
            throw SyntaxFailure(.badLiteral, "a backslash ends the string", at: start)
        }
        let letter = literal[index + 1]
        index += 2
        switch letter {
        case UInt8(ascii: "a"): output.append(0x07)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "v"): output.append(0x0B)
        case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
            output.append(letter)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            append(try digits(literal, &index, end, count: 2, radix: 16, start), isBytes, &output)
        case UInt8(ascii: "u") where !isBytes:
            try appendScalar(try digits(literal, &index, end, count: 4, radix: 16, start), &output, start)
        case UInt8(ascii: "U") where !isBytes:
            try appendScalar(try digits(literal, &index, end, count: 8, radix: 16, start), &output, start)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            index -= 1
            append(try digits(literal, &index, end, count: 3, radix: 8, start), isBytes, &output)
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            throw SyntaxFailure(.badLiteral, "bytes have no '\\u' escapes; write the UTF-8 bytes as '\\x'", at: start)
        default:
            throw SyntaxFailure(.badLiteral, "unknown escape; write '\\\\' for a backslash", at: start)
        }
    }

    private static func append(_ value: UInt32, _ isBytes: Bool, _ output: inout [UInt8]) {
        if isBytes || value < 0x80 {
            output.append(UInt8(truncatingIfNeeded: value))
        } else {
            output.append(UInt8(0xC0 | value >> 6))
            output.append(UInt8(0x80 | value & 0x3F))
        }
    }

    private static func appendScalar(
        _ value: UInt32, _ output: inout [UInt8], _ start: Int
    ) throws(SyntaxFailure) {
        guard let scalar = Unicode.Scalar(value) else {
            throw SyntaxFailure(
                .badLiteral, "U+\(String(value, radix: 16, uppercase: true)) is not a Unicode scalar value", at: start)
        }
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private static func digits(
        _ literal: ArraySlice<UInt8>, _ index: inout Int, _ end: Int, count: Int, radix: UInt32, _ start: Int
    ) throws(SyntaxFailure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard index < end, let digit = digit(literal[index]), digit < radix else {
                throw SyntaxFailure(.badLiteral, "expected \(count) digits in the escape", at: start)
            }
            value = value &* radix &+ digit
            index += 1
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x61 + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x41 + 10
        default: nil
        }
    }

    /// The magnitude of an integer literal, decimal or hexadecimal, `u` allowed at the end; `nil` above 2^64 - 1.
    static func magnitude(_ literal: ArraySlice<UInt8>) -> UInt64? {
        var digits = literal
        if let last = digits.last, last | 0x20 == UInt8(ascii: "u") { digits = digits.dropLast() }
        var radix: UInt64 = 10
        if digits.count > 2, digits[digits.startIndex + 1] == UInt8(ascii: "x") {
            radix = 16
            digits = digits.dropFirst(2)
        }
        var value: UInt64 = 0
        for byte in digits {
            guard let digit = digit(byte) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: radix)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }
}
