/// How many subjects score how much, in bins of fifty points.
public struct ScoreDistribution: Sendable, Hashable {
    public static let binWidth: Int64 = 50
    /// Twenty bins; the last one includes 1000.
    public private(set) var bins = [Int64](repeating: 0, count: 20)
    public private(set) var grades: [Grade.Letter: Int64] = [:]
    public private(set) var count: Int64 = 0
    public private(set) var sum: Int64 = 0

    public init() {}

    public mutating func add(_ card: ScoreCard) {
        bins[Int(min(card.score / Self.binWidth, 19))] += 1
        grades[card.grade.letter, default: 0] += 1
        count += 1
        sum += card.score
    }

    /// Rounded down; 0 for nobody.
    public var mean: Int64 { count == 0 ? 0 : sum / count }

    /// The population stability index against another distribution, in millionths: Σ (p − q)·ln(p / q). Below 100,000
    /// stable, from 250,000 on shifted (practitioners' conventions). Half a subject stands in empty bins, as an index
    /// needs no zero.
    public func stabilityIndex(against other: ScoreDistribution) -> Int64 {
        guard count > 0, other.count > 0 else { return 0 }
        var index: Int128 = 0
        for (mine, theirs) in zip(bins, other.bins) where mine != 0 || theirs != 0 {
            // Shares as fractions of twice the counts.
            let left = max(2 * mine, 1) * 2 * other.count
            let right = max(2 * theirs, 1) * 2 * count
            let ratio = FixedLogarithm.millionths(left, over: right)
            index += Int128(left - right) * Int128(ratio) / (4 * Int128(count) * Int128(other.count))
        }
        return Int64(clamping: index)
    }
}
