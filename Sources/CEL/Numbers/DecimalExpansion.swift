/// The exact decimal expansion of one finite double, for `%f` and `%e` with a precision.
///
/// Every finite double is `m * 2^e` with a whole `m`; for negative `e` that is `m * 5^-e / 10^-e`. So the digits are
/// those of one big integer, at most 1,075 decimal digits long, and rounding to any precision is exact (ties to even),
/// as in Go and in C.
struct DecimalExpansion {
    /// Digit values 0 ... 9, most significant first, without leading zeros; empty for zero.
    private(set) var digits: [UInt8]
    /// The number of digits before the decimal point; negative when zeros follow the point.
    private(set) var pointPosition: Int

    /// - Parameter magnitude: a finite double that is not negative.
    init(_ magnitude: Double) {
        guard magnitude.isFinite, magnitude > 0 else {
            digits = []
            pointPosition = 0
            return
        }
        let isSubnormal = magnitude.exponentBitPattern == 0
        let mantissa = magnitude.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
        let exponent = (isSubnormal ? 1 : Int(magnitude.exponentBitPattern)) - 1075
        var number = LimbInteger(mantissa)
        number.multiply(byPowerOf: exponent >= 0 ? 2 : 5, exponent.magnitude)
        digits = number.decimalDigits
        pointPosition = digits.count + min(exponent, 0)
    }

    /// Rounds to `places` digits after the decimal point, ties to even.
    mutating func round(places: Int) {
        keep(pointPosition + places)
    }

    /// Rounds to `count` significant digits, ties to even. `count` is at least 1.
    mutating func round(significant count: Int) {
        keep(count)
    }

    /// The digit of weight `10^power`, zero outside the stored digits.
    func digit(power: Int) -> UInt8 {
        let index = pointPosition - 1 - power
        return digits.indices.contains(index) ? digits[index] : 0
    }

    /// Keeps the first `count` digits; a count below zero keeps none, and rounds to zero.
    private mutating func keep(_ count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            digits = []
            return
        }
        let first = digits[count]
        let isExactTie = first == 5 && digits[(count + 1)...].allSatisfy { $0 == 0 }
        let lastIsOdd = count > 0 && digits[count - 1] % 2 == 1
        let roundsUp = first > 5 || (first == 5 && (!isExactTie || lastIsOdd))
        digits.removeSubrange(count...)
        guard roundsUp else { return }
        var index = count - 1
        while index >= 0, digits[index] == 9 {
            digits[index] = 0
            index -= 1
        }
        if index >= 0 {
            digits[index] += 1
        } else {
            digits.insert(1, at: 0)
            pointPosition += 1
        }
    }
}

/// A whole number in limbs of nine decimal digits, least significant first: all that exact expansion needs.
private struct LimbInteger {
    private var limbs: [UInt32] = []
    private static let base: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
        var rest = value
        while rest > 0 {
            limbs.append(UInt32(truncatingIfNeeded: rest % Self.base))
            rest /= Self.base
        }
    }

    /// Multiplies by `factor^power`; `factor` is 2 or 5.
    mutating func multiply(byPowerOf factor: UInt64, _ power: UInt) {
        // Ten factors at a time: 5^10 and a limb together stay far below 64 bits.
        var chunk: UInt64 = 1
        for _ in 0..<10 { chunk *= factor }
        for _ in 0..<(power / 10) { multiply(by: chunk) }
        for _ in 0..<(power % 10) { multiply(by: factor) }
    }

    private mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * factor + carry
            limbs[index] = UInt32(truncatingIfNeeded: product % Self.base)
            carry = product / Self.base
        }
        while carry > 0 {
            limbs.append(UInt32(truncatingIfNeeded: carry % Self.base))
            carry /= Self.base
        }
    }

    /// The decimal digits, most significant first, without leading zeros.
    var decimalDigits: [UInt8] {
        var reversed: [UInt8] = []
        reversed.reserveCapacity(limbs.count * 9)
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                reversed.append(UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            }
        }
        while reversed.last == 0 { reversed.removeLast() }
        return reversed.reversed()
    }
}
