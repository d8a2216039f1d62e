extension Amount: CustomStringConvertible {
    /// The longest text `amount(string)` looks at, in bytes: 78 digits, a point, and room for zeros at both ends.
    static let maximumTextBytes = 256

    /// `amount(string)`: decimal digits, optionally followed by a point and more digits, such as `0`, `12.5`,
    /// `10000000000000000000`. No sign, exponent, separator or white space. Trailing zeros of the fraction do not count
    /// towards the limit of 77 fractional digits.
    ///
    /// - Throws: `malformed` for anything else; `overflow` when the number does not fit.
    package init(text: String) throws(AmountError) {
        self = try UTF8Text.withBytes(of: text) { (bytes: UnsafeBufferPointer<UInt8>) throws(AmountError) -> Amount in
            try Self.parse(bytes)
        }
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(AmountError) -> Amount {
        guard !bytes.isEmpty, bytes.count <= maximumTextBytes else { throw .malformed }
        let point = bytes.firstIndex(of: UInt8(ascii: "."))
        var end = bytes.count
        if let point {
            guard point > 0, point < bytes.count - 1 else { throw .malformed }
            while end > point + 1, bytes[end - 1] == UInt8(ascii: "0") { end -= 1 }
        }
        // All of the text is checked first, so that a malformed long text is never reported as an overflow.
        for (index, byte) in bytes.enumerated() where index != point {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw .malformed }
        }
        var magnitude = Magnitude256()
        for index in 0..<end where index != point {
            guard let next = magnitude.multiplied(by: 10, adding: UInt64(bytes[index] - UInt8(ascii: "0"))) else {
                throw .overflow
            }
            magnitude = next
        }
        let scale = point.map { end - $0 - 1 } ?? 0
        guard scale <= maximumScale else { throw .overflow }
        return Amount(magnitude, scale: UInt8(scale))
    }

    /// The canonical text: no leading zeros before the units digit, no trailing zeros in the fraction, no point without
    /// a fraction. `string(amount)`.
    public var description: String {
        if minimalScale == 0 && magnitude.fitsOneWord { return magnitude.word0.description }
        var reversed: [UInt8] = []
        var rest = magnitude
        // Nineteen digits a division.
        while !rest.isZero {
            var (quotient, chunk) = rest.dividedBy(Magnitude256.powersOfTen[19])
            swap(&rest, &quotient)
            for _ in 0..<19 {
                reversed.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: chunk % 10))
                chunk /= 10
                if rest.isZero && chunk == 0 { break }
            }
        }
        while reversed.count <= scale { reversed.append(UInt8(ascii: "0")) }
        if scale > 0 { reversed.insert(UInt8(ascii: "."), at: scale) }
        return String(decoding: reversed.reversed(), as: UTF8.self)
    }
}
