/// The functions of the `math` extension library on one number.
///
/// Source: cel-go `ext/math.go`. `math.greatest` and `math.least` are in ``Numeral``, the bit operations in
/// ``BitOperations``.
package enum MathLibrary {
    /// `math.ceil(double)`.
    package static func ceil(_ value: Double) -> Double { value.rounded(.up) }

    /// `math.floor(double)`.
    package static func floor(_ value: Double) -> Double { value.rounded(.down) }

    /// `math.round(double)`: ties go away from zero.
    package static func round(_ value: Double) -> Double { value.rounded(.toNearestOrAwayFromZero) }

    /// `math.trunc(double)`.
    package static func trunc(_ value: Double) -> Double { value.rounded(.towardZero) }

    /// `math.abs(int)`. The least `int` has no absolute value of 64 bits: an overflow.
    package static func abs(_ value: Int64) throws(NumberError) -> Int64 {
        value < 0 ? try CheckedArithmetic.negation(value) : value
    }

    /// `math.abs(uint)`.
    package static func abs(_ value: UInt64) -> UInt64 { value }

    /// `math.abs(double)`.
    package static func abs(_ value: Double) -> Double { value.magnitude }

    /// `math.sign(int)`: -1, 0 or 1.
    package static func sign(_ value: Int64) -> Int64 { value.signum() }

    /// `math.sign(uint)`: 0 or 1.
    package static func sign(_ value: UInt64) -> UInt64 { value == 0 ? 0 : 1 }

    /// `math.sign(double)`: -1.0, 0.0 or 1.0; NaN stays NaN, and both zeros give 0.0.
    package static func sign(_ value: Double) -> Double {
        if value.isNaN { return value }
        if value > 0 { return 1 }
        return value < 0 ? -1 : 0
    }

    /// `math.sqrt(double)`: NaN for a negative operand.
    package static func sqrt(_ value: Double) -> Double { value.squareRoot() }

    /// `math.sqrt(int)`: the operand is converted to a double first.
    package static func sqrt(_ value: Int64) -> Double { Double(value).squareRoot() }

    /// `math.sqrt(uint)`: the operand is converted to a double first.
    package static func sqrt(_ value: UInt64) -> Double { Double(value).squareRoot() }

    /// `math.isNaN(double)`.
    package static func isNaN(_ value: Double) -> Bool { value.isNaN }

    /// `math.isInf(double)`: true for both infinities.
    package static func isInf(_ value: Double) -> Bool { value.isInfinite }

    /// `math.isFinite(double)`.
    package static func isFinite(_ value: Double) -> Bool { value.isFinite }
}
