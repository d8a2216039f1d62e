/// Whom a subject is compared with: the same type, sector, size and province.
public struct PeerGroup: Sendable, Hashable, Comparable {
    public let type: SubjectType
    /// GB/T 4754 section or division.
    public let sector: String
    /// `large`, `medium`, `small`, `micro`, as the deployment names them.
    public let size: String
    /// GB/T 2260.
    public let province: String

    public init(type: SubjectType, sector: String, size: String, province: String) {
        self.type = type
        self.sector = sector
        self.size = size
        self.province = province
    }

    private var key: [ByteText] { [type.rawValue, sector, size, province].map(ByteText.init) }

    public static func == (lhs: PeerGroup, rhs: PeerGroup) -> Bool { lhs.key == rhs.key }
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
    public static func < (lhs: PeerGroup, rhs: PeerGroup) -> Bool { lhs.key.lexicographicallyPrecedes(rhs.key) }
}

/// The scores of peer groups.
public struct PeerStandings: Sendable {
    /// Smaller groups are not shown: a rank among few says who the others are.
    public static let minimumMembers = 10

    /// Where somebody stands.
    public struct Standing: Sendable, Hashable {
        /// The share of the others who score lower, in percent, rounded down.
        public let percentile: Int64
        /// The middle score of the group; the lower one of two.
        public let median: Int64
        public let members: Int
    }

    private var scores: [PeerGroup: [Int64]] = [:]

    public init(_ members: some Sequence<(PeerGroup, Int64)>) {
        for (group, score) in members { scores[group, default: []].append(score) }
        scores = scores.mapValues { $0.sorted() }
    }

    /// nil for a group with fewer than ten members, the subject included.
    public func standing(of score: Int64, in group: PeerGroup) -> Standing? {
        guard let all = scores[group], all.count >= Self.minimumMembers else { return nil }
        let lower = all.firstIndex { $0 >= score } ?? all.count
        return Standing(
            percentile: Int64(lower) * 100 / Int64(all.count - 1), median: all[(all.count - 1) / 2],
            members: all.count)
    }
}

/// How far a rate lies from those of its peers: 1000·(x − median) / (1.4826·MAD), in integers.
public enum RobustDeviation {
    /// - Parameters:
    ///   - value: in the unit of the others, such as ppm.
    ///   - others: the rates of the peers.
    /// - Returns: thousandths of a robust standard deviation, towards zero; nil where the peers are fewer than ten or
    ///   do not differ.
    public static func perMille(_ value: Int64, among others: [Int64]) -> Int64? {
        guard others.count >= PeerStandings.minimumMembers else { return nil }
        // Twice the median and twice the deviation, so that an even number of peers needs no fraction.
        let median = doubledMedian(others.map { Int128($0) })
        let deviation = doubledMedian(others.map { abs(2 * Int128($0) - median) })
        guard deviation > 0 else { return nil }
        // deviation is four times the MAD, the difference twice itself.
        let difference = 2 * Int128(value) - median
        return Int64(clamping: difference * 2 * 1000 * 10_000 / (14_826 * deviation))
    }

    private static func doubledMedian(_ values: [Int128]) -> Int128 {
        let sorted = values.sorted()
        return sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    }
}
