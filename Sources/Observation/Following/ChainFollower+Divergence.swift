import SupervisionModel

/// Two sources that do not say the same.
struct Divergence: Sendable {
    let source: Int
    let other: Int
    let isLag: Bool
    let since: Interval
    var isReported: Bool
}

extension ChainFollower {
    /// Compares what the sources have said last, two by two. A difference that lasts is reported once, until it is gone.
    mutating func checkDivergence() {
        var current: [Divergence] = []
        for left in sources.indices {
            for right in sources.indices where right > left {
                guard let finding = compare(left, right) else { continue }
                let known = divergences.first {
                    $0.source == finding.source && $0.other == finding.other && $0.isLag == finding.isLag
                }
                var divergence = Divergence(
                    source: finding.source, other: finding.other, isLag: finding.isLag,
                    since: known?.since ?? now.uptime, isReported: known?.isReported ?? false)
                if !divergence.isReported, now.uptime - divergence.since >= settings.divergenceGrace {
                    divergence.isReported = true
                    emit(.feed(.feedDiverged(finding.input)))
                }
                current.append(divergence)
            }
        }
        divergences = current
    }

    private struct Finding {
        let source: Int
        let other: Int
        let isLag: Bool
        let input: FeedDivergence
    }

    private func compare(_ left: Int, _ right: Int) -> Finding? {
        guard let first = sources[left].stated.flatMap({ tree.place(of: $0.hash) }),
            let second = sources[right].stated.flatMap({ tree.place(of: $0.hash) }),
            first.header.hash != second.header.hash
        else { return nil }
        // The one that is lower, or the first one.
        let isSwapped = second.height < first.height
        let (low, high) = isSwapped ? (second, first) : (first, second)
        let (source, other) = isSwapped ? (right, left) : (left, right)
        guard let opposite = tree.ancestor(of: high.header.hash, at: low.height) else { return nil }
        let isLag = opposite == low.header.hash
        let lag = high.height - low.height
        guard !isLag || lag > settings.lagLimit else { return nil }
        return Finding(
            source: source, other: other, isLag: isLag,
            input: FeedDivergence(
                chain: chain, source: sources[source].description.name, other: sources[other].description.name,
                height: UInt64(max(0, low.height)), hash: low.header.hash,
                otherHash: isLag ? high.header.hash : opposite, lag: isLag ? lag : 0))
    }
}
