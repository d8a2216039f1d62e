/// The compact form of a target in a block header ("nBits"): a byte of exponent and three of mantissa.
///
/// value = mantissa × 256^(exponent − 3), with bit 23 as a sign (Bitcoin Core `arith_uint256::SetCompact`).
public enum CompactTarget {
    /// Why a compact form is no target.
    public enum Fault: Error, Hashable, Sendable {
        case negative, zero, overflow
    }

    /// The target that `bits` stands for.
    ///
    /// - Throws: a fault when the value is zero, negative or does not fit into 256 bits.
    public static func expand(_ bits: UInt32) throws(Fault) -> UInt256 {
        let exponent = Int(bits >> 24)
        let mantissa = bits & 0x007f_ffff
        guard mantissa != 0 else { throw .zero }
        guard bits & 0x0080_0000 == 0 else { throw .negative }
        guard exponent <= 34, mantissa <= 0xff || exponent <= 33, mantissa <= 0xffff || exponent <= 32 else {
            throw .overflow
        }
        let target =
            exponent <= 3
            ? UInt256(UInt64(mantissa >> (8 * (3 - exponent)))) : UInt256(UInt64(mantissa)) << (8 * (exponent - 3))
        guard target != .zero else { throw .zero }
        return target
    }

    /// The compact form of a target, rounded down to 23 significant bits (Bitcoin Core `GetCompact`).
    public static func compress(_ target: UInt256) -> UInt32 {
        var exponent = (target.bitWidth + 7) / 8
        var mantissa =
            exponent <= 3
            ? UInt32(truncatingIfNeeded: target.low) << (8 * (3 - exponent))
            : UInt32(truncatingIfNeeded: (target >> (8 * (exponent - 3))).low)
        if mantissa & 0x0080_0000 != 0 {
            // The top bit is the sign: one byte less of mantissa.
            mantissa >>= 8
            exponent += 1
        }
        return UInt32(truncatingIfNeeded: exponent) << 24 | mantissa
    }

    /// The expected number of hashes behind a target: 2^256 / (target + 1) (Bitcoin Core `GetBlockProof`).
    public static func work(_ target: UInt256) -> UInt256 {
        // 2^256 does not fit: (2^256 − target − 1) / (target + 1) + 1 is the same.
        let (next, overflow) = target.addingReportingOverflow(UInt256(1))
        guard !overflow else { return UInt256(1) }
        return ~target / next + UInt256(1)
    }
}

extension BlockHeader {
    /// Expected number of hashes that found this block; zero when `bits` is no target.
    public var work: UInt256 {
        guard let target = try? CompactTarget.expand(bits) else { return .zero }
        return CompactTarget.work(target)
    }
}
