/// An unsigned whole number of 256 bits in four words, with the few operations ``Amount`` needs.
///
/// `word0` is the least significant word.
struct Magnitude256: Hashable, Sendable {
    var word0: UInt64 = 0
    var word1: UInt64 = 0
    var word2: UInt64 = 0
    var word3: UInt64 = 0

    @inline(__always)
    init(_ value: UInt64 = 0) {
        word0 = value
    }

    @inline(__always)
    var fitsOneWord: Bool { word1 | word2 | word3 == 0 }

    @inline(__always)
    var isZero: Bool { word0 | word1 | word2 | word3 == 0 }

    /// The sum, or nil at 2^256 or more.
    @inline(__always)
    func adding(_ other: Magnitude256) -> Magnitude256? {
        var sum = Magnitude256()
        var carry: UInt64 = 0
        (sum.word0, carry) = Self.add(word0, other.word0, 0)
        (sum.word1, carry) = Self.add(word1, other.word1, carry)
        (sum.word2, carry) = Self.add(word2, other.word2, carry)
        (sum.word3, carry) = Self.add(word3, other.word3, carry)
        return carry == 0 ? sum : nil
    }

    /// The difference, or nil below zero.
    @inline(__always)
    func subtracting(_ other: Magnitude256) -> Magnitude256? {
        var difference = Magnitude256()
        var borrow: UInt64 = 0
        (difference.word0, borrow) = Self.subtract(word0, other.word0, 0)
        (difference.word1, borrow) = Self.subtract(word1, other.word1, borrow)
        (difference.word2, borrow) = Self.subtract(word2, other.word2, borrow)
        (difference.word3, borrow) = Self.subtract(word3, other.word3, borrow)
        return borrow == 0 ? difference : nil
    }

    /// `self * factor + addend`, or nil at 2^256 or more.
    func multiplied(by factor: UInt64, adding addend: UInt64 = 0) -> Magnitude256? {
        var product = Magnitude256()
        var carry = addend
        (product.word0, carry) = Self.multiply(word0, factor, carry)
        (product.word1, carry) = Self.multiply(word1, factor, carry)
        (product.word2, carry) = Self.multiply(word2, factor, carry)
        (product.word3, carry) = Self.multiply(word3, factor, carry)
        return carry == 0 ? product : nil
    }

    /// `self * 10^power`, or nil at 2^256 or more.
    func multiplied(byTenToThe power: Int) -> Magnitude256? {
        if isZero { return self }
        var product = self
        var rest = power
        while rest > 0 {
            let step = min(rest, Self.powersOfTen.count - 1)
            guard let next = product.multiplied(by: Self.powersOfTen[step]) else { return nil }
            product = next
            rest -= step
        }
        return product
    }

    /// Quotient and remainder by a divisor of one word, which must not be zero.
    func dividedBy(_ divisor: UInt64) -> (quotient: Magnitude256, remainder: UInt64) {
        var quotient = Magnitude256()
        var remainder: UInt64 = 0
        (quotient.word3, remainder) = divisor.dividingFullWidth((remainder, word3))
        (quotient.word2, remainder) = divisor.dividingFullWidth((remainder, word2))
        (quotient.word1, remainder) = divisor.dividingFullWidth((remainder, word1))
        (quotient.word0, remainder) = divisor.dividingFullWidth((remainder, word0))
        return (quotient, remainder)
    }

    /// `self * 256 + byte`; the caller has made sure that the top byte is free.
    mutating func shiftInByte(_ byte: UInt8) {
        word3 = word3 << 8 | word2 >> 56
        word2 = word2 << 8 | word1 >> 56
        word1 = word1 << 8 | word0 >> 56
        word0 = word0 << 8 | UInt64(byte)
    }

    /// 10^0 ... 10^19, all the powers of ten of one word.
    static let powersOfTen: [UInt64] = {
        var powers: [UInt64] = [1]
        for _ in 0..<19 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    @inline(__always)
    private static func add(_ left: UInt64, _ right: UInt64, _ carry: UInt64) -> (UInt64, UInt64) {
        let (partial, first) = left.addingReportingOverflow(right)
        let (sum, second) = partial.addingReportingOverflow(carry)
        return (sum, first || second ? 1 : 0)
    }

    @inline(__always)
    private static func subtract(_ left: UInt64, _ right: UInt64, _ borrow: UInt64) -> (UInt64, UInt64) {
        let (partial, first) = left.subtractingReportingOverflow(right)
        let (difference, second) = partial.subtractingReportingOverflow(borrow)
        return (difference, first || second ? 1 : 0)
    }

    @inline(__always)
    private static func multiply(_ left: UInt64, _ right: UInt64, _ carry: UInt64) -> (UInt64, UInt64) {
        let (high, low) = left.multipliedFullWidth(by: right)
        let (sum, overflow) = low.addingReportingOverflow(carry)
        // (2^64 - 1)^2 + (2^64 - 1) is below 2^128: the high word cannot overflow.
        return (sum, high &+ (overflow ? 1 : 0))
    }
}

extension Magnitude256: Comparable {
    @inline(__always)
    static func < (left: Magnitude256, right: Magnitude256) -> Bool {
        if left.word3 != right.word3 { return left.word3 < right.word3 }
        if left.word2 != right.word2 { return left.word2 < right.word2 }
        if left.word1 != right.word1 { return left.word1 < right.word1 }
        return left.word0 < right.word0
    }
}
