/// The grade of a score, without the streaks that delay a change of the published one.
public struct Grade: Sendable, Hashable, CustomStringConvertible {
    /// The letter.
    public enum Letter: String, Sendable, Hashable, CaseIterable {
        case a = "A"
        case b = "B"
        case c = "C"
        case d = "D"
        /// 未评级: too little is known.
        case unrated = "M"
    }

    /// The third of the band of the letter.
    public enum Notch: String, Sendable, Hashable, CaseIterable {
        case minus = "-"
        case middle = ""
        case plus = "+"
    }

    public let letter: Letter
    public let notch: Notch

    init(letter: Letter, notch: Notch) {
        self.letter = letter
        self.notch = notch
    }

    /// - Parameters:
    ///   - score: 0 ... 1000.
    ///   - evidence: positive and negative evidence of all dimensions together, in milli-units.
    ///   - age: days since the subject was first known.
    init(score: Int64, evidence: Int128, age: Int64, scale: GradeScale) {
        guard evidence >= Int128(scale.ratedEvidence), age >= scale.ratedDays else {
            self.init(letter: .unrated, notch: .middle)
            return
        }
        let isSeasoned = age >= scale.seasonedDays && evidence >= Int128(scale.seasonedEvidence)
        // Whoever is new has the best B at most, whatever the score.
        let best = isSeasoned ? 1000 : scale.band(.b).upperBound
        self.init(ofSeasoned: min(score, best), scale: scale)
    }

    /// The grade of that score for somebody who has long been known by much evidence.
    public init(ofSeasoned score: Int64, scale: GradeScale) {
        for letter in [Letter.a, .b, .c] where scale.band(letter).contains(score) {
            self.init(letter: letter, score: score, scale: scale)
            return
        }
        self.init(letter: .d, score: score, scale: scale)
    }

    /// That letter, with the notch of the score; a score above or below the band has its highest or lowest notch.
    init(letter: Letter, score: Int64, scale: GradeScale) {
        let band = scale.band(letter)
        let width = band.upperBound - band.lowerBound + 1
        let third = (min(max(score, band.lowerBound), band.upperBound) - band.lowerBound) * 3 / width
        self.init(letter: letter, notch: third == 0 ? .minus : third == 1 ? .middle : .plus)
    }

    /// `A`, `B+`, `M`.
    public var description: String { letter.rawValue + notch.rawValue }
}
