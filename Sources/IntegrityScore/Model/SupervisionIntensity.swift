/// How closely a subject is looked at for its grade (诚信全程监督): the share of its business that is sampled, in percent.
public struct SupervisionIntensity: Sendable, Hashable {
    /// Percent for A, B, C, D; never falling from one grade to the worse one.
    public let ofGrade: [Int64]
    /// Percent for an unrated subject without open alerts.
    public let unrated: Int64
    /// Percent for an unrated subject with open alerts.
    public let unratedWithAlerts: Int64

    public init(ofGrade: [Int64], unrated: Int64, unratedWithAlerts: Int64) {
        self.ofGrade = ofGrade
        self.unrated = unrated
        self.unratedWithAlerts = unratedWithAlerts
    }

    /// Percent, 0 ... 100.
    public func sampling(_ letter: Grade.Letter, hasOpenAlerts: Bool) -> Int64 {
        switch letter {
        case .a: ofGrade[0]
        case .b: ofGrade[1]
        case .c: ofGrade[2]
        case .d: ofGrade[3]
        case .unrated: hasOpenAlerts ? unratedWithAlerts : unrated
        }
    }
}
