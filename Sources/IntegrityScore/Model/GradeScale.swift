/// How a score becomes a grade, and how slowly a published grade moves.
public struct GradeScale: Sendable, Hashable {
    /// Lowest scores of A, B and C; whatever is lower is D. Strictly falling, 1 ... 1000.
    public let lowerBounds: [Int64]
    /// Nobody is rated with less evidence than this, in milli-units of all dimensions together …
    public let ratedEvidence: Int64
    /// … or before this many days since the subject was first known.
    public let ratedDays: Int64
    /// Below this evidence, in milli-units, …
    public let seasonedEvidence: Int64
    /// … or before this many days the grade is at most B.
    public let seasonedDays: Int64
    /// A better grade takes this many points above its bound …
    public let upgradeMargin: Int64
    /// … on so many consecutive days.
    public let upgradeDays: Int64
    /// A worse grade takes this many points below the bound of the present one …
    public let downgradeMargin: Int64
    /// … on so many consecutive days.
    public let downgradeDays: Int64
    /// Working days that the subject has to reply before its grade falls.
    public let replyWorkingDays: Int64

    public init(
        lowerBounds: [Int64], ratedEvidence: Int64, ratedDays: Int64, seasonedEvidence: Int64, seasonedDays: Int64,
        upgradeMargin: Int64, upgradeDays: Int64, downgradeMargin: Int64, downgradeDays: Int64, replyWorkingDays: Int64
    ) {
        self.lowerBounds = lowerBounds
        self.ratedEvidence = ratedEvidence
        self.ratedDays = ratedDays
        self.seasonedEvidence = seasonedEvidence
        self.seasonedDays = seasonedDays
        self.upgradeMargin = upgradeMargin
        self.upgradeDays = upgradeDays
        self.downgradeMargin = downgradeMargin
        self.downgradeDays = downgradeDays
        self.replyWorkingDays = replyWorkingDays
    }

    /// The scores of a letter that is not M.
    func band(_ letter: Grade.Letter) -> ClosedRange<Int64> {
        let (a, b, c) = (lowerBounds[0], lowerBounds[1], lowerBounds[2])
        return switch letter {
        case .a: a...1000
        case .b: b...(a - 1)
        case .c: c...(b - 1)
        case .d, .unrated: 0...(c - 1)
        }
    }
}
