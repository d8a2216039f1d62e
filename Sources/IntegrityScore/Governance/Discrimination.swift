/// How well a score tells those that turned out bad from the others, in integers.
public struct Discrimination: Sendable, Hashable {
    /// One subject: its score, and whether it turned out bad.
    public struct Outcome: Sendable, Hashable {
        public let score: Int64
        public let isBad: Bool

        public init(score: Int64, isBad: Bool) {
            self.score = score
            self.isBad = isBad
        }
    }

    public let good: Int
    public let bad: Int
    /// The chance that a bad one scores lower than a good one, ties counting half, in millionths.
    public let auc: Int64
    /// The greatest distance between the two distributions (Kolmogorov-Smirnov), in millionths.
    public let ks: Int64

    /// nil where there is no bad one, or no good one.
    public init?(_ outcomes: [Outcome]) {
        let sorted = outcomes.sorted { $0.score < $1.score }
        let bad = sorted.count(where: \.isBad)
        let good = sorted.count - bad
        guard bad > 0, good > 0 else { return nil }
        var (badSeen, goodSeen, doubledWins, widest): (Int128, Int128, Int128, Int128) = (0, 0, 0, 0)
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].score == sorted[start].score { end += 1 }
            let badHere = Int128(sorted[start..<end].count(where: \.isBad))
            let goodHere = Int128(end - start) - badHere
            // Every good one here beats the bad ones below, and half of those beside it.
            doubledWins += goodHere * (2 * badSeen + badHere)
            badSeen += badHere
            goodSeen += goodHere
            widest = max(widest, abs(badSeen * Int128(good) - goodSeen * Int128(bad)))
            start = end
        }
        self.good = good
        self.bad = bad
        let pairs = Int128(good) * Int128(bad)
        auc = Int64(doubledWins * 1_000_000 / (2 * pairs))
        ks = Int64(widest * 1_000_000 / pairs)
    }
}
