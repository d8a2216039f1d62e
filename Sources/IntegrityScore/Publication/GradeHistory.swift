public import SupervisionModel

/// How the published grade of a subject follows its daily scores: slowly, with notice before it falls.
///
/// A fold over closed days. Better takes a margin above the bound on many consecutive days, worse a margin below on
/// some, and then a preview with time to reply; a hard cap acts at once, since its finding was preceded by a hearing.
public struct GradeHistory: Sendable, Hashable {
    /// What the subject is told before its grade falls.
    public struct Preview: Sendable, Hashable {
        /// The grade that is going to be published.
        public let letter: Grade.Letter
        /// The last day for a reply.
        public let replyBy: Day
    }

    /// What a day has done to the published grade.
    public enum Change: Sendable, Hashable {
        case none
        /// The first grade, or a grade after having been unrated.
        case rated
        /// Too little is known now.
        case unrated
        case raised
        /// A fall is announced; it takes effect after the last day for a reply.
        case previewed
        /// The score recovered before the fall took effect.
        case previewWithdrawn
        case lowered
        /// A hard cap acts.
        case capped
        /// Two persons lowered it without waiting.
        case loweredAtOnce
    }

    public private(set) var letter: Grade.Letter
    public private(set) var preview: Preview?
    /// Consecutive days at or above the bound of A, B, C plus the margin.
    public private(set) var daysAbove: [Int64]
    /// Consecutive days below the bound of A, B, C less the margin.
    public private(set) var daysBelow: [Int64]
    /// The last day taken.
    public private(set) var day: Day?

    private static let letters: [Grade.Letter] = [.a, .b, .c]

    public init() {
        letter = .unrated
        preview = nil
        daysAbove = [0, 0, 0]
        daysBelow = [0, 0, 0]
        day = nil
    }

    init(letter: Grade.Letter, preview: Preview?, daysAbove: [Int64], daysBelow: [Int64], day: Day?) {
        self.letter = letter
        self.preview = preview
        self.daysAbove = daysAbove
        self.daysBelow = daysBelow
        self.day = day
    }

    /// The grade as published for a score: the letter of the history, the notch of the score.
    public func published(score: Int64, scale: GradeScale) -> Grade {
        letter == .unrated
            ? Grade(letter: .unrated, notch: .middle) : Grade(letter: letter, score: score, scale: scale)
    }

    /// Takes the score of the next closed day.
    ///
    /// - Parameters:
    ///   - card: of that day.
    ///   - day: after the last one; a day left out breaks every streak.
    ///   - replyBy: the last day for a reply to a preview made on that day.
    ///   - isEmergency: two persons have decided that a fall must not wait.
    public mutating func advance(
        _ card: ScoreCard, on day: Day, replyBy: Day, scale: GradeScale, isEmergency: Bool = false
    ) -> Change {
        if let last = self.day, last.next != day {
            daysAbove = [0, 0, 0]
            daysBelow = [0, 0, 0]
        }
        self.day = day
        guard card.grade.letter != .unrated else {
            let wasRated = letter != .unrated
            self = GradeHistory()
            self.day = day
            return wasRated ? .unrated : .none
        }
        let score = gradedScore(card, scale: scale)
        for (index, bound) in scale.lowerBounds.enumerated() {
            daysAbove[index] = score >= bound + scale.upgradeMargin ? daysAbove[index] + 1 : 0
            daysBelow[index] = score < bound - scale.downgradeMargin ? daysBelow[index] + 1 : 0
        }
        if letter == .unrated {
            letter = card.grade.letter
            return .rated
        }
        return move(card, scale: scale, day: day, replyBy: replyBy, isEmergency: isEmergency)
    }

    /// A hard cap that allows only a worse grade acts at once: between two days too.
    ///
    /// - Returns: `.capped` or `.none`.
    public mutating func applyCap(_ card: ScoreCard, scale: GradeScale) -> Change {
        guard let cap = card.caps.first, case let allowed = Grade(ofSeasoned: cap.score, scale: scale).letter,
            letter != .unrated, Self.isWorse(allowed, than: letter)
        else { return .none }
        letter = allowed
        preview = nil
        return .capped
    }

    private mutating func move(
        _ card: ScoreCard, scale: GradeScale, day: Day, replyBy: Day, isEmergency: Bool
    ) -> Change {
        if case .capped = applyCap(card, scale: scale) { return .capped }
        if let better = zip(Self.letters, daysAbove).first(where: { $0.1 >= scale.upgradeDays })?.0,
            Self.isWorse(letter, than: better)
        {
            letter = better
            preview = nil
            return .raised
        }
        guard let worse = worseLetter(scale) else {
            guard preview != nil else { return .none }
            preview = nil
            return .previewWithdrawn
        }
        if isEmergency {
            letter = worse
            preview = nil
            return .loweredAtOnce
        }
        guard let announced = preview else {
            preview = Preview(letter: worse, replyBy: replyBy)
            return .previewed
        }
        // Never lower than was announced, nor than the score still says.
        guard day > announced.replyBy else { return .none }
        letter = Self.isWorse(worse, than: announced.letter) ? announced.letter : worse
        preview = nil
        return .lowered
    }

    /// Where the streaks below the bounds lead: below the bound of the present letter, and of every one that is no
    /// better than it.
    private func worseLetter(_ scale: GradeScale) -> Grade.Letter? {
        guard var index = Self.letters.firstIndex(of: letter) else { return nil }
        let start = index
        while index < 3, daysBelow[index] >= scale.downgradeDays { index += 1 }
        return index == start ? nil : index < 3 ? Self.letters[index] : .d
    }

    /// A score that is not believed yet counts as the best that is.
    private func gradedScore(_ card: ScoreCard, scale: GradeScale) -> Int64 {
        let letter = Grade(ofSeasoned: card.score, scale: scale).letter
        return letter == .a && card.grade.letter == .b ? scale.lowerBounds[0] - 1 : card.score
    }

    private static func isWorse(_ letter: Grade.Letter, than other: Grade.Letter) -> Bool {
        let order: [Grade.Letter] = [.a, .b, .c, .d]
        guard let left = order.firstIndex(of: letter), let right = order.firstIndex(of: other) else { return false }
        return left > right
    }
}
