/// The shortest decimal digits that name one finite double, apart from any layout.
///
/// The value is `0.d1d2d3... * 10^pointPosition`, with its sign apart. Zero has no digits and position 0. The digits
/// are those of Swift's own description, which are the shortest that round-trip; Go's `strconv` finds the same ones, so
/// only the layout differs between the two.
struct ShortestDigits {
    /// Digit values 0 ... 9, most significant first, without leading or trailing zeros.
    private(set) var digits: [UInt8] = []
    /// The number of digits before the decimal point; zero or negative for values below 0.1.
    private(set) var pointPosition = 0
    let isNegative: Bool

    /// - Parameter value: a finite double; infinities and NaN give no digits.
    init(_ value: Double) {
        isNegative = value.sign == .minus
        guard value.isFinite, value != 0 else { return }
        digits.reserveCapacity(17)
        var seenPoint = false
        var exponent = 0
        var exponentIsNegative = false
        var inExponent = false
        for byte in value.magnitude.description.utf8 {
            switch byte {
            case UInt8(ascii: "."): seenPoint = true
            case UInt8(ascii: "e"): inExponent = true
            case UInt8(ascii: "-"): exponentIsNegative = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte &- UInt8(ascii: "0")
                if inExponent {
                    exponent = exponent * 10 + Int(digit)
                } else if digit == 0 && digits.isEmpty {
                    // A leading zero: after the point it moves the first digit one place to the right.
                    if seenPoint { pointPosition -= 1 }
                } else {
                    digits.append(digit)
                    if !seenPoint { pointPosition += 1 }
                }
            default: break
            }
        }
        while digits.last == 0 { digits.removeLast() }
        pointPosition += exponentIsNegative ? -exponent : exponent
    }
}
