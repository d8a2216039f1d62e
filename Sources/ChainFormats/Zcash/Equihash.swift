import ChainCrypto

/// n and k of an Equihash puzzle. n is a multiple of 8 and of k + 1, as on all networks in use.
public struct EquihashParameters: Hashable, Sendable {
    public let n: Int
    public let k: Int

    /// (200, 9): main and test network.
    public static let main = EquihashParameters(n: 200, k: 9)
    /// (48, 5): regression tests.
    public static let regtest = EquihashParameters(n: 48, k: 5)

    /// Bits that must collide in every step.
    var collisionBits: Int { n / (k + 1) }
    /// Length of a solution in bytes: 2^k indexes of one bit more than collide.
    public var solutionByteCount: Int { (collisionBits + 1) << k / 8 }
    /// Indexes that share one hash.
    var indexesPerHash: Int { 512 / n }
}

/// Checks Equihash solutions (Biryukov and Khovratovich 2016; Zcash protocol section 7.7.1).
public enum Equihash {
    /// Whether a solution of a header is right.
    ///
    /// The 2^k indexes stand for strings of n bits. In step r, neighbouring groups of 2^(r−1) strings must agree in the
    /// next n / (k + 1) bits, the group with the lower first index on the left; all must differ; at the end the strings
    /// cancel out.
    ///
    /// - Parameters:
    ///   - header: the bytes before the solution, nonce included.
    ///   - solution: indexes of n / (k + 1) + 1 bits each, big-endian, without gaps.
    /// - Returns: what is wrong, or nil when nothing is.
    public static func fault(
        header: [UInt8], solution: [UInt8], parameters: EquihashParameters
    ) -> String? {
        guard solution.count == parameters.solutionByteCount else {
            return "a solution of \(solution.count) bytes, expected \(parameters.solutionByteCount)"
        }
        let indexes = unpack(solution, bits: parameters.collisionBits + 1)
        guard Set(indexes).count == indexes.count else { return "an index occurs twice in the solution" }
        var rows: [[UInt8]] = []
        rows.reserveCapacity(indexes.count)
        for index in indexes {
            guard let row = string(of: index, header: header, parameters: parameters) else {
                return "BLAKE2b cannot be computed"
            }
            rows.append(row)
        }
        var firsts = indexes
        for step in 1...parameters.k {
            var merged: [[UInt8]] = []
            var kept: [UInt32] = []
            for pair in 0..<rows.count / 2 {
                guard firsts[2 * pair] < firsts[2 * pair + 1] else {
                    return "indexes out of order in step \(step)"
                }
                let row = zip(rows[2 * pair], rows[2 * pair + 1]).map { $0 ^ $1 }
                guard hasZeroBits(row, count: step * parameters.collisionBits) else {
                    return "no collision in step \(step)"
                }
                merged.append(row)
                kept.append(firsts[2 * pair])
            }
            rows = merged
            firsts = kept
        }
        guard rows.count == 1, rows[0].allSatisfy({ $0 == 0 }) else { return "the strings do not cancel out" }
        return nil
    }

    /// Numbers of `bits` bits each, most significant first.
    private static func unpack(_ bytes: [UInt8], bits: Int) -> [UInt32] {
        var numbers: [UInt32] = []
        var held: UInt64 = 0
        var count = 0
        for byte in bytes {
            held = held << 8 | UInt64(byte)
            count += 8
            if count >= bits {
                count -= bits
                numbers.append(UInt32(truncatingIfNeeded: held >> UInt64(count)))
                held &= 1 << UInt64(count) - 1
            }
        }
        return numbers
    }

    /// The n bits that an index stands for: its part of BLAKE2b over the header and the number of the hash.
    private static func string(of index: UInt32, header: [UInt8], parameters: EquihashParameters) -> [UInt8]? {
        let per = UInt32(parameters.indexesPerHash)
        let count = parameters.n / 8
        var personalization = Array("ZcashPoW".utf8)
        personalization.appendLittleEndian(UInt32(parameters.n))
        personalization.appendLittleEndian(UInt32(parameters.k))
        var input = header
        input.appendLittleEndian(index / per)
        let hash = BLAKE2b.hash(
            input, personalization: personalization, byteCount: parameters.indexesPerHash * count)
        let start = Int(index % per) * count
        return hash.map { Array($0[start..<start + count]) }
    }

    private static func hasZeroBits(_ row: [UInt8], count: Int) -> Bool {
        let whole = count / 8
        guard row[..<whole].allSatisfy({ $0 == 0 }) else { return false }
        return count.isMultiple(of: 8) || row[whole] >> (8 - count % 8) == 0
    }
}
