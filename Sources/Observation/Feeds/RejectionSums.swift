public import SupervisionModel

/// Refused bytes, summed per source, reason and minute: what outsiders can trigger must not fill the ledger.
public struct RejectionSums: Sendable {
    /// Body hashes kept per sum.
    public static let bodyLimit = 16
    /// Sums open at once; what comes beyond them in the same minute is counted under the reason `other`.
    public static let sumLimit = 512

    private struct Sum {
        let source: Int
        let reason: String
        let isCommitmentMismatch: Bool
        let minute: Timestamp
        var count: Int64
        let offset: Int64
        var bodies: [Digest32]
    }

    /// In order of first arrival, so that the order of what is emitted follows from what came in.
    private var sums: [Sum] = []

    public init() {}

    /// Adds one refusal.
    ///
    /// - Parameter body: SHA-256 of the refused bytes, where there are any.
    public mutating func add(_ refusal: Refusal, body: Digest32?, source: Int, at time: Timestamp) {
        let minute = Self.minute(of: time)
        let isFull = sums.count >= Self.sumLimit
        let known = index(source, refusal.reason, minute)
        let reason = known == nil && isFull ? "other" : refusal.reason
        if let index = known ?? index(source, reason, minute) {
            sums[index].count += 1
            if let body, sums[index].bodies.count < Self.bodyLimit, !sums[index].bodies.contains(body) {
                sums[index].bodies.append(body)
            }
            return
        }
        sums.append(
            Sum(
                source: source, reason: reason, isCommitmentMismatch: refusal.isCommitmentMismatch, minute: minute,
                count: 1, offset: refusal.offset, bodies: body.map { [$0] } ?? []))
    }

    private func index(_ source: Int, _ reason: String, _ minute: Timestamp) -> Int? {
        sums.firstIndex { $0.source == source && $0.minute == minute && $0.reason == reason }
    }

    /// When the oldest sum is complete; nil when there is none.
    public var due: Timestamp? {
        sums.map(\.minute).min()?.advanced(by: .minutes(1))
    }

    /// Takes out the sums of minutes that have ended, or all of them.
    public mutating func flush(
        chain: ChainID, names: [String], at time: Timestamp, all: Bool = false
    ) -> [FeedRejection] {
        let current = Self.minute(of: time)
        let done = sums.filter { all || $0.minute != current }
        sums.removeAll { all || $0.minute != current }
        return done.map { sum in
            FeedRejection(
                chain: chain, source: names.indices.contains(sum.source) ? names[sum.source] : "", reason: sum.reason,
                isCommitmentMismatch: sum.isCommitmentMismatch, minute: sum.minute, count: sum.count,
                offset: sum.offset, bodies: sum.bodies)
        }
    }

    private static func minute(of time: Timestamp) -> Timestamp {
        let remainder = time.milliseconds % 60_000
        return Timestamp(milliseconds: time.milliseconds - (remainder < 0 ? remainder + 60_000 : remainder))
    }
}
