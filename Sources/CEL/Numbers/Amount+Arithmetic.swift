/// The operators of `amount`. The 256 bits bound the result at the greater of the two scales, before it is brought to
/// lowest terms; so whether an operation overflows depends on its operands alone.
extension Amount {
    /// `_+_(amount, amount)`.
    ///
    /// - Throws: `overflow` when the exact sum does not fit.
    @inline(__always)
    package func adding(_ other: Amount) throws(AmountError) -> Amount {
        if minimalScale == 0 && other.minimalScale == 0 {
            guard let sum = magnitude.adding(other.magnitude) else { throw .overflow }
            return Amount(magnitude: sum, minimalScale: 0)
        }
        let (left, right, scale) = try aligned(with: other)
        guard let sum = left.adding(right) else { throw .overflow }
        return Amount(sum, scale: scale)
    }

    /// `_-_(amount, amount)`.
    ///
    /// - Throws: `negative` when `other` is the greater; `overflow` when the two scales cannot be aligned in 256 bits.
    @inline(__always)
    package func subtracting(_ other: Amount) throws(AmountError) -> Amount {
        if minimalScale == 0 && other.minimalScale == 0 {
            guard let difference = magnitude.subtracting(other.magnitude) else { throw .negative }
            return Amount(magnitude: difference, minimalScale: 0)
        }
        if self < other { throw .negative }
        let (left, right, scale) = try aligned(with: other)
        guard let difference = left.subtracting(right) else { throw .negative }
        return Amount(difference, scale: scale)
    }

    /// `_*_(amount, int)` and `_*_(int, amount)`.
    ///
    /// - Throws: `negative` when the factor is negative and the amount is not zero; `overflow` when it does not fit.
    package func multiplied(by factor: Int64) throws(AmountError) -> Amount {
        guard factor < 0 else { return try multiplied(by: UInt64(bitPattern: factor)) }
        if magnitude.isZero { return self }
        throw .negative
    }

    /// `_*_(amount, uint)` and `_*_(uint, amount)`.
    package func multiplied(by factor: UInt64) throws(AmountError) -> Amount {
        guard let product = magnitude.multiplied(by: factor) else { throw .overflow }
        return Amount(product, scale: minimalScale)
    }

    /// Both magnitudes at the greater of the two scales.
    private func aligned(
        with other: Amount
    ) throws(AmountError) -> (left: Magnitude256, right: Magnitude256, scale: UInt8) {
        if minimalScale == other.minimalScale { return (magnitude, other.magnitude, minimalScale) }
        if minimalScale < other.minimalScale {
            guard let left = magnitude.multiplied(byTenToThe: other.scale - scale) else { throw .overflow }
            return (left, other.magnitude, other.minimalScale)
        }
        guard let right = other.magnitude.multiplied(byTenToThe: scale - other.scale) else { throw .overflow }
        return (magnitude, right, minimalScale)
    }
}
