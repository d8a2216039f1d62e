/// A failure of the opaque type `amount`.
package enum AmountError: FunctionError {
    /// The result, at the greater scale of the operands, needs more than 256 bits, or the text has more than
    /// ``Amount/maximumScale`` fractional digits.
    case overflow
    /// The result would be negative; amounts are not.
    case negative
    /// `amount(string)`: not `digits` or `digits.digits`.
    case malformed

    package var message: String {
        switch self {
        case .overflow: "amount overflow: more than 256 bits or 77 fractional digits"
        case .negative: "amount underflow: the result is negative"
        case .malformed: "amount parse error: expected decimal digits with at most one point, such as 12.5"
        }
    }
}
