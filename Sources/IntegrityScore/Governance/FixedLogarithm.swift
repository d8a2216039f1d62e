/// Natural logarithms in integers, for measures of drift: millionths, exact to about one of them.
enum FixedLogarithm {
    private static let fraction: Int64 = 32
    /// ln 2 in 2^-32: round(0.693147180559945 · 2^32).
    private static let ln2: Int128 = 2_977_044_472

    /// ln(numerator / denominator) in millionths, towards minus infinity.
    ///
    /// - Parameters: both positive, below 2^62.
    static func millionths(_ numerator: Int64, over denominator: Int64) -> Int64 {
        let difference = log2(numerator) - log2(denominator)
        let scaled = Int128(difference) * ln2 * 1_000_000
        return Int64(clamping: scaled >> 64)
    }

    /// In 2^-32. One bit of the fraction for each squaring of the mantissa (Knuth, TAOCP 1.2.2, exercise 25).
    private static func log2(_ value: Int64) -> Int64 {
        let exponent = Int64(63 - value.leadingZeroBitCount)
        // The mantissa in 2^-62, within [1, 2).
        var mantissa = Int128(value) << (62 - exponent)
        var result = exponent
        for _ in 0..<fraction {
            mantissa = (mantissa * mantissa) >> 62
            result <<= 1
            if mantissa >= Int128(1) << 63 {
                mantissa >>= 1
                result |= 1
            }
        }
        return result
    }
}
