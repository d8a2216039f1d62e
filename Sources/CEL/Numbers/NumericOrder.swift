/// The place of one number relative to another.
package enum NumericOrder: Int8, Sendable {
    case less = -1
    case equal = 0
    case greater = 1
    /// At least one side is NaN: `==`, `<`, `<=`, `>` and `>=` are all false.
    case unordered = 2

    /// The order of the same two numbers with their sides exchanged.
    @inline(__always)
    package var reversed: NumericOrder {
        switch self {
        case .less: .greater
        case .greater: .less
        case .equal, .unordered: self
        }
    }
}

/// Comparison of numbers of different CEL types on one number line.
///
/// The suite fixes the lossy form: a double outside the range of the integer type is decided by the range alone, inside
/// it the integer is converted to a double first. So `9223372036854775807 < 9223372036854775808.0` is false and the two
/// are equal. An `int` against a `uint` is exact. Source: CEL language definition, "Ordering operators"; suite file
/// `comparisons`.
extension NumericOrder {
    /// Orders two values of one type; doubles by IEEE 754.
    @inline(__always)
    package static func of<Number: Comparable>(_ left: Number, _ right: Number) -> NumericOrder {
        if left < right { return .less }
        if left > right { return .greater }
        return left == right ? .equal : .unordered
    }

    /// `int` against `uint`.
    @inline(__always)
    package static func of(_ left: Int64, _ right: UInt64) -> NumericOrder {
        left < 0 ? .less : of(UInt64(bitPattern: left), right)
    }

    /// `uint` against `int`.
    @inline(__always)
    package static func of(_ left: UInt64, _ right: Int64) -> NumericOrder {
        of(right, left).reversed
    }

    /// `double` against `int`.
    @inline(__always)
    package static func of(_ left: Double, _ right: Int64) -> NumericOrder {
        if left < -NumericConversion.integerBound { return .less }
        if left > NumericConversion.integerBound { return .greater }
        return of(left, Double(right))
    }

    /// `int` against `double`.
    @inline(__always)
    package static func of(_ left: Int64, _ right: Double) -> NumericOrder {
        of(right, left).reversed
    }

    /// `double` against `uint`.
    @inline(__always)
    package static func of(_ left: Double, _ right: UInt64) -> NumericOrder {
        if left < 0 { return .less }
        if left > NumericConversion.unsignedBound { return .greater }
        return of(left, Double(right))
    }

    /// `uint` against `double`.
    @inline(__always)
    package static func of(_ left: UInt64, _ right: Double) -> NumericOrder {
        of(right, left).reversed
    }
}
