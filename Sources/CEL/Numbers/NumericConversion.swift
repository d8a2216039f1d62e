/// The conversion functions `int`, `uint`, `double` and `bool` between numbers, and from text.
///
/// Source: CEL language definition, "Type conversions". Texts follow cel-go, which follows Go's `strconv`.
package enum NumericConversion {
    /// 2^63, the first double above the range of `int`.
    static let integerBound = 9_223_372_036_854_775_808.0
    /// 2^64, the first double above the range of `uint`.
    static let unsignedBound = 18_446_744_073_709_551_616.0

    /// `int(uint)`.
    @inline(__always)
    package static func int(_ value: UInt64) throws(NumberError) -> Int64 {
        guard let converted = Int64(exactly: value) else { throw .integerRange }
        return converted
    }

    /// `int(double)`: truncates toward zero. Both -2^63 and 2^63 are errors, as the suite asks.
    @inline(__always)
    package static func int(_ value: Double) throws(NumberError) -> Int64 {
        // The comparison is false for NaN as well.
        guard value > -integerBound && value < integerBound else { throw .integerRange }
        return Int64(value)
    }

    /// `uint(int)`.
    @inline(__always)
    package static func uint(_ value: Int64) throws(NumberError) -> UInt64 {
        guard let converted = UInt64(exactly: value) else { throw .unsignedRange }
        return converted
    }

    /// `uint(double)`: truncates toward zero. Every negative value is an error, also one between -1 and 0.
    @inline(__always)
    package static func uint(_ value: Double) throws(NumberError) -> UInt64 {
        guard value >= 0 && value < unsignedBound else { throw .unsignedRange }
        return UInt64(value)
    }

    /// `int(string)`: an optional sign and decimal digits, nothing else.
    package static func int(text: String) throws(NumberError) -> Int64 {
        // Int64's own parser accepts exactly this grammar: [+-]? [0-9]+, no white space, no separators.
        guard let value = Int64(text, radix: 10) else { throw .malformedInteger }
        return value
    }

    /// `uint(string)`: decimal digits only, no sign.
    package static func uint(text: String) throws(NumberError) -> UInt64 {
        guard let first = text.utf8.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9"),
            let value = UInt64(text, radix: 10)
        else { throw .malformedUnsigned }
        return value
    }

    /// `bool(string)`: `1 t T true TRUE True` and `0 f F false FALSE False`.
    package static func bool(text: String) throws(NumberError) -> Bool {
        // Pure ASCII literals: no other string is canonically equivalent to one of them.
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": return true
        case "0", "f", "F", "false", "FALSE", "False": return false
        default: throw .malformedBool
        }
    }

    /// `double(string)`: a decimal number with optional sign, fraction and exponent, or `inf`, `infinity`, `nan` in any
    /// letter case; a sign before `nan` is not accepted. A finite text whose value exceeds the largest double is an
    /// error; one too small becomes zero. Hexadecimal floats are not accepted.
    package static func double(text: String) throws(NumberError) -> Double {
        let count = text.utf8.count
        guard count > 0, count <= maximumDoubleTextBytes else { throw .malformedDouble }
        if let special = specialDouble(text) { return special }
        guard isDecimalNumber(text), let value = Double(text), value.isFinite else { throw .malformedDouble }
        return value
    }

    /// Longest text `double(string)` looks at, in bytes. The exact decimal form of any double needs fewer than 1,100.
    static let maximumDoubleTextBytes = 4096

    private static func specialDouble(_ text: String) -> Double? {
        guard text.utf8.count <= 9 else { return nil }
        switch text.lowercased() {
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        case "nan": return .nan
        default: return nil
        }
    }

    /// Whether `text` is `[+-]? (digits (. digits?)? | . digits) ([eE] [+-]? digits)?`.
    private static func isDecimalNumber(_ text: String) -> Bool {
        var bytes = text.utf8.makeIterator()
        var current = bytes.next()
        func isSign(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }
        func skipDigits() -> Int {
            var skipped = 0
            while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                skipped += 1
                current = bytes.next()
            }
            return skipped
        }
        if isSign(current) { current = bytes.next() }
        var digits = skipDigits()
        if current == UInt8(ascii: ".") {
            current = bytes.next()
            digits += skipDigits()
        }
        guard digits > 0 else { return false }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            current = bytes.next()
            if isSign(current) { current = bytes.next() }
            guard skipDigits() > 0 else { return false }
        }
        return current == nil
    }
}
