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

    /// Days from the first evidence below which nobody is rated.
    static let minimumAge: Int64 = 90
    /// Evidence below which nobody is rated, in milli-units.
    static let minimumEvidence: Int128 = 10_000
    /// Below this age or evidence the grade is at most B.
    static let seasonedAge: Int64 = 180
    static let seasonedEvidence: Int128 = 50_000

    private static let bands: [(Letter, ClosedRange<Int64>)] = [
        (.a, 850...1000), (.b, 750...849), (.c, 600...749), (.d, 0...599),
    ]

    init(letter: Letter, notch: Notch) {
        self.letter = letter
        self.notch = notch
    }

    /// - Parameters:
    ///   - score: 0 ... 1000.
    ///   - evidence: positive and negative evidence of all dimensions together, in milli-units.
    ///   - age: days since the subject was first known.
    init(score: Int64, evidence: Int128, age: Int64) {
        guard evidence >= Self.minimumEvidence, age >= Self.minimumAge else {
            self.init(letter: .unrated, notch: .middle)
            return
        }
        let isSeasoned = age >= Self.seasonedAge && evidence >= Self.seasonedEvidence
        for (letter, band) in Self.bands where band.contains(score) {
            if letter == .a, !isSeasoned {
                self.init(letter: .b, notch: .plus)
                return
            }
            let third = (score - band.lowerBound) * 3 / (band.upperBound - band.lowerBound + 1)
            self.init(letter: letter, notch: third == 0 ? .minus : third == 1 ? .middle : .plus)
            return
        }
        self.init(letter: .d, notch: .minus)
    }

    /// The grade of that score for somebody who has long been known by much evidence.
    public static func ofSeasoned(score: Int64) -> Grade {
        Grade(score: score, evidence: seasonedEvidence, age: seasonedAge)
    }

    /// `A`, `B+`, `M`.
    public var description: String { letter.rawValue + notch.rawValue }
}
