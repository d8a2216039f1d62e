/// What a new model would do to everybody: the dry run before it is activated.
public struct ModelComparison: Sendable {
    /// Subjects of one size, or of one region.
    public struct Share: Sendable, Hashable {
        public private(set) var count: Int64 = 0
        public private(set) var sumBefore: Int64 = 0
        public private(set) var sumAfter: Int64 = 0
        /// Graded D by either model.
        public private(set) var lowestBefore: Int64 = 0
        public private(set) var lowestAfter: Int64 = 0

        fileprivate mutating func add(_ before: ScoreCard, _ after: ScoreCard) {
            count += 1
            sumBefore += before.score
            sumAfter += after.score
            if before.grade.letter == .d { lowestBefore += 1 }
            if after.grade.letter == .d { lowestAfter += 1 }
        }
    }

    /// From one letter to another.
    public struct Migration: Hashable, Sendable {
        public let from: Grade.Letter
        public let to: Grade.Letter

        public init(from: Grade.Letter, to: Grade.Letter) {
            self.from = from
            self.to = to
        }
    }

    public private(set) var before = ScoreDistribution()
    public private(set) var after = ScoreDistribution()
    public private(set) var migrations: [Migration: Int64] = [:]
    public private(set) var risen: Int64 = 0
    public private(set) var fallen: Int64 = 0
    /// The greatest change of a score, either way.
    public private(set) var largestChange: Int64 = 0
    /// By size and by province, where the register knows them.
    private(set) var sizes: [ByteText: Share] = [:]
    private(set) var provinces: [ByteText: Share] = [:]

    public init() {}

    public mutating func add(_ before: ScoreCard, _ after: ScoreCard, profile: SubjectProfile?) {
        self.before.add(before)
        self.after.add(after)
        migrations[Migration(from: before.grade.letter, to: after.grade.letter), default: 0] += 1
        if after.score > before.score { risen += 1 }
        if after.score < before.score { fallen += 1 }
        largestChange = max(largestChange, abs(after.score - before.score))
        if let size = profile?.size { sizes[ByteText(size), default: Share()].add(before, after) }
        if let province = profile?.province { provinces[ByteText(province), default: Share()].add(before, after) }
    }
}
