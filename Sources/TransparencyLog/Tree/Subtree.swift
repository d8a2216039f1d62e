/// A complete subtree: the leaves `index * 2^level ..< (index + 1) * 2^level`.
public struct Subtree: Sendable, Hashable {
    /// The height: 0 for a leaf, at most 62.
    public let level: Int
    public let index: UInt64

    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// The complete subtrees that `range` splits into, left to right, largest possible first.
    ///
    /// For the ranges that occur in proofs (aligned at their start to a power of two not below their length) the root
    /// of the range is the fold of these from right to left.
    static func cover(_ range: Range<UInt64>) -> [Subtree] {
        var subtrees: [Subtree] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let fitting = 63 - (range.upperBound - start).leadingZeroBitCount
            let level = start == 0 ? fitting : min(start.trailingZeroBitCount, fitting)
            subtrees.append(Subtree(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return subtrees
    }
}
