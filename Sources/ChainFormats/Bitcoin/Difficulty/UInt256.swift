public import ChainCrypto

/// An unsigned 256-bit integer: targets and accumulated proof of work.
public struct UInt256: Hashable, Sendable, BitwiseCopyable {
    /// Words from the least to the most significant.
    var low: UInt128
    var high: UInt128

    public static let zero = UInt256(high: 0, low: 0)
    public static let max = UInt256(high: .max, low: .max)

    init(high: UInt128, low: UInt128) {
        self.high = high
        self.low = low
    }

    public init(_ value: UInt64) {
        self.init(high: 0, low: UInt128(value))
    }

    /// The number a hash stands for in proof of work: its 32 bytes read as a little-endian integer.
    public init(_ hash: Hash256) {
        let words = hash.words
        self.init(
            high: UInt128(words.3) << 64 | UInt128(words.2), low: UInt128(words.1) << 64 | UInt128(words.0))
    }

    /// Number of bits up to and with the highest one set; 0 for zero.
    public var bitWidth: Int {
        high != 0 ? 256 - high.leadingZeroBitCount : 128 - low.leadingZeroBitCount
    }

    /// 64 lower-case hex digits, most significant first.
    public var hex: String {
        var digits: [UInt8] = []
        for half in [high, low] {
            for shift in stride(from: 120, through: 0, by: -8) {
                digits.append(UInt8(truncatingIfNeeded: half >> shift))
            }
        }
        return HexDigits.encode(digits)
    }

    /// The number written as 1 to 64 hex digits, most significant first; nil for anything else.
    public init?(hex: some StringProtocol) {
        let digits = hex.utf8.count
        guard (1...64).contains(digits) else { return nil }
        let padded = String(repeating: "0", count: 64 - digits) + hex
        guard let bytes = HexDigits.decode(padded) else { return nil }
        var value = UInt256.zero
        for byte in bytes { value = value << 8 | UInt256(UInt64(byte)) }
        self = value
    }
}

extension UInt256: Comparable {
    public static func < (left: UInt256, right: UInt256) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

extension UInt256 {
    public static func | (left: UInt256, right: UInt256) -> UInt256 {
        UInt256(high: left.high | right.high, low: left.low | right.low)
    }

    public static prefix func ~ (value: UInt256) -> UInt256 {
        UInt256(high: ~value.high, low: ~value.low)
    }

    /// Shift by 0 to 255 bits; what leaves the 256 bits is lost.
    public static func << (value: UInt256, bits: Int) -> UInt256 {
        switch bits {
        case ..<1: value
        case 1..<128: UInt256(high: value.high << bits | value.low >> (128 - bits), low: value.low << bits)
        default: UInt256(high: value.low << (bits - 128), low: 0)
        }
    }

    /// Shift by 0 to 255 bits.
    public static func >> (value: UInt256, bits: Int) -> UInt256 {
        switch bits {
        case ..<1: value
        case 1..<128: UInt256(high: value.high >> bits, low: value.low >> bits | value.high << (128 - bits))
        default: UInt256(high: 0, low: value.high >> (bits - 128))
        }
    }

    /// Sum modulo 2^256, and whether it went beyond.
    public func addingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
        let (low, carry) = self.low.addingReportingOverflow(other.low)
        let (high, first) = self.high.addingReportingOverflow(other.high)
        let (result, second) = high.addingReportingOverflow(carry ? 1 : 0)
        return (UInt256(high: result, low: low), first || second)
    }

    /// Sum, or the greatest number where it would not fit.
    public static func + (left: UInt256, right: UInt256) -> UInt256 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    /// Difference modulo 2^256.
    public static func &- (left: UInt256, right: UInt256) -> UInt256 {
        let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
        return UInt256(high: left.high &- right.high &- (borrow ? 1 : 0), low: low)
    }

    /// Product modulo 2^256 with a 32-bit number.
    public static func &* (left: UInt256, right: UInt32) -> UInt256 {
        let low = left.low.multipliedFullWidth(by: UInt128(right))
        return UInt256(high: left.high &* UInt128(right) &+ low.high, low: UInt128(low.low))
    }

    /// Quotient by a 256-bit number; the divisor must not be zero. At most 256 steps.
    public static func / (dividend: UInt256, divisor: UInt256) -> UInt256 {
        precondition(divisor != .zero)
        if divisor.high == 0, dividend.high == 0 {
            return UInt256(high: 0, low: dividend.low / divisor.low)
        }
        guard dividend >= divisor else { return .zero }
        var shift = dividend.bitWidth - divisor.bitWidth
        var shifted = divisor << shift
        var rest = dividend
        var quotient = UInt256.zero
        while shift >= 0 {
            if rest >= shifted {
                rest = rest &- shifted
                quotient = quotient | UInt256(1) << shift
            }
            shifted = shifted >> 1
            shift -= 1
        }
        return quotient
    }
}

extension UInt256: CustomStringConvertible {
    public var description: String { "0x" + hex }
}
