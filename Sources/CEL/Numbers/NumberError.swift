/// A failure of CEL arithmetic, of a numeric conversion or of a function of the math library.
package enum NumberError: FunctionError {
    /// The result of an `int` operation does not fit 64 bits.
    case integerOverflow
    /// The result of a `uint` operation does not fit 64 bits, or would be negative.
    case unsignedOverflow
    /// `/` with a divisor of zero, for `int` and `uint`.
    case divideByZero
    /// `%` with a divisor of zero, for `int` and `uint`.
    case modulusByZero
    /// `int(x)`: the value lies outside -2^63 ... 2^63 - 1 (for doubles both ends are excluded), or is NaN.
    case integerRange
    /// `uint(x)`: the value lies outside 0 ... 2^64 - 1, or is NaN.
    case unsignedRange
    /// `int(string)`: not a decimal integer of 64 bits.
    case malformedInteger
    /// `uint(string)`: not an unsigned decimal integer of 64 bits.
    case malformedUnsigned
    /// `double(string)`: not a decimal number, or too large for a double.
    case malformedDouble
    /// `bool(string)`: none of the accepted spellings.
    case malformedBool
    /// `math.bitShiftLeft` or `math.bitShiftRight` with a negative count; the count is carried.
    case negativeShift(Int64)
    /// `math.greatest` or `math.least` of no value at all.
    case emptyArguments

    package var message: String {
        switch self {
        case .integerOverflow: "integer overflow"
        case .unsignedOverflow: "unsigned integer overflow"
        case .divideByZero: "divide by zero"
        case .modulusByZero: "modulus by zero"
        case .integerRange: "range error: value outside the range of int"
        case .unsignedRange: "range error: value outside the range of uint"
        case .malformedInteger: "type conversion error from 'string' to 'int'"
        case .malformedUnsigned: "type conversion error from 'string' to 'uint'"
        case .malformedDouble: "type conversion error from 'string' to 'double'"
        case .malformedBool: "type conversion error from 'string' to 'bool'"
        case .negativeShift(let count): "bit shift by negative offset: \(count)"
        case .emptyArguments: "argument list must not be empty"
        }
    }
}
