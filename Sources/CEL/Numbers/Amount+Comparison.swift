extension Amount: Comparable {
    /// Exact order across scales.
    @inline(__always)
    public static func < (left: Amount, right: Amount) -> Bool {
        if left.minimalScale == right.minimalScale { return left.magnitude < right.magnitude }
        return left.orderAcrossScales(right) == .less
    }

    /// The order of two amounts, exact across scales; never `unordered`.
    package func order(_ other: Amount) -> NumericOrder {
        if minimalScale == other.minimalScale { return .of(magnitude, other.magnitude) }
        return orderAcrossScales(other)
    }

    /// The order of an amount and an `int`: every amount is greater than every negative number.
    @inline(__always)
    package func order(_ other: Int64) -> NumericOrder {
        other < 0 ? .greater : order(UInt64(bitPattern: other))
    }

    /// The order of an amount and a `uint`.
    @inline(__always)
    package func order(_ other: UInt64) -> NumericOrder {
        if minimalScale == 0 {
            return magnitude.fitsOneWord ? .of(magnitude.word0, other) : .greater
        }
        return orderAcrossScales(Amount(other))
    }

    private func orderAcrossScales(_ other: Amount) -> NumericOrder {
        if minimalScale > other.minimalScale { return other.orderAcrossScales(self).reversed }
        // The side of the smaller scale is brought to the other's. When that leaves 256 bits it is the greater one,
        // because the other side's magnitude is below 2^256 at the same scale.
        guard let aligned = magnitude.multiplied(byTenToThe: other.scale - scale) else { return .greater }
        return .of(aligned, other.magnitude)
    }
}
