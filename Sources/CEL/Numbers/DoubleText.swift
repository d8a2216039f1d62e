/// The text forms of a double.
///
/// Source: cel-go, which prints with Go's `strconv.FormatFloat` and its layouts `g`, `f` and `e`. The digits never
/// depend on a locale.
package enum DoubleText {
    /// `string(double)`: Go's shortest `g` layout, such as `1`, `0.0001`, `1e-05`, `123456`, `1.234567e+06`, `-0`.
    ///
    /// The exponent form is used when the decimal exponent is below -4 or at least 6. Specials are `NaN`, `+Inf`,
    /// `-Inf`.
    package static func general(_ value: Double) -> String {
        guard value.isFinite else {
            return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf"
        }
        let shortest = ShortestDigits(value)
        let exponent = shortest.pointPosition - 1
        if shortest.digits.isEmpty || (exponent >= -4 && exponent < generalExponentBound) {
            return plain(shortest)
        }
        var text: [UInt8] = shortest.isNegative ? [UInt8(ascii: "-")] : []
        text.append(shortest.digits[0] + zero)
        if shortest.digits.count > 1 {
            text.append(point)
            for digit in shortest.digits.dropFirst() { text.append(digit + zero) }
        }
        appendExponent(exponent, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The format clauses `%s` and `%d`: Go's shortest `f` layout, never an exponent; specials are `NaN`, `Infinity`
    /// and `-Infinity`. At most 327 bytes.
    package static func plain(_ value: Double) -> String {
        specialName(value) ?? plain(ShortestDigits(value))
    }

    /// The format clause `%f`: `precision` digits after the point, rounded from the exact value, ties to even.
    ///
    /// - Parameter precision: 0 or more; the caller bounds it.
    package static func fixed(_ value: Double, precision: Int) -> String {
        if let special = specialName(value) { return special }
        var expansion = DecimalExpansion(value.magnitude)
        expansion.round(places: precision)
        var text: [UInt8] = value.sign == .minus ? [UInt8(ascii: "-")] : []
        for power in stride(from: max(expansion.pointPosition - 1, 0), through: 0, by: -1) {
            text.append(expansion.digit(power: power) + zero)
        }
        if precision > 0 {
            text.append(point)
            for place in 1...precision { text.append(expansion.digit(power: -place) + zero) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The format clause `%e`: one digit, `precision` digits after the point, and an exponent of at least two digits.
    ///
    /// - Parameter precision: 0 or more; the caller bounds it.
    package static func scientific(_ value: Double, precision: Int) -> String {
        if let special = specialName(value) { return special }
        var expansion = DecimalExpansion(value.magnitude)
        expansion.round(significant: precision + 1)
        let exponent = expansion.digits.isEmpty ? 0 : expansion.pointPosition - 1
        var text: [UInt8] = value.sign == .minus ? [UInt8(ascii: "-")] : []
        text.append(expansion.digit(power: exponent) + zero)
        if precision > 0 {
            text.append(point)
            for place in 1...precision { text.append(expansion.digit(power: exponent - place) + zero) }
        }
        appendExponent(exponent, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The decimal exponent from which on `general` uses the exponent form, whatever the number of digits is
    /// (Go `strconv`: precision 6 decides when the shortest form was asked for).
    private static let generalExponentBound = 6

    private static let zero = UInt8(ascii: "0")
    private static let point = UInt8(ascii: ".")

    private static func specialName(_ value: Double) -> String? {
        if value.isFinite { return nil }
        return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }

    private static func plain(_ shortest: ShortestDigits) -> String {
        let digits = shortest.digits
        var text: [UInt8] = shortest.isNegative ? [UInt8(ascii: "-")] : []
        if shortest.pointPosition <= 0 {
            text.append(zero)
        } else {
            for index in 0..<shortest.pointPosition { text.append((index < digits.count ? digits[index] : 0) + zero) }
        }
        if digits.count > shortest.pointPosition {
            text.append(point)
            for _ in 0..<max(-shortest.pointPosition, 0) { text.append(zero) }
            for digit in digits.dropFirst(max(shortest.pointPosition, 0)) { text.append(digit + zero) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func appendExponent(_ exponent: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "e"))
        text.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        if exponent.magnitude < 10 { text.append(zero) }
        text.append(contentsOf: exponent.magnitude.description.utf8)
    }
}
