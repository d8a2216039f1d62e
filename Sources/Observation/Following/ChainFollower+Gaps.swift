import SupervisionModel

extension ChainFollower {
    /// Something of a source's feed is missing: said once, then summed while it lasts.
    mutating func openGap(
        _ source: Int, _ reason: FeedGap.Reason, from: Int64? = nil, to: Int64? = nil, missing: Int64,
        stamp: UInt64? = nil
    ) {
        let stamp = stamp ?? self.stamp
        if let index = sources[source].gaps.firstIndex(where: { $0.reason == reason }) {
            sources[source].gaps[index].stamp = max(stamp, sources[source].gaps[index].stamp)
            // Said again by the tick, with what has been added since.
            if missing > 0 {
                let isStated = sources[source].gaps[index].isStated
                sources[source].gaps[index].missing = isStated ? missing : sources[source].gaps[index].missing + missing
                sources[source].gaps[index].isStated = false
            }
            return
        }
        var gap = SourceState.Gap(
            reason: reason, from: from ?? tree.tip.height + 1, to: to, missing: missing, stamp: stamp, isStated: false)
        if sources[source].gapsInWindow < settings.gapsPerMinute {
            sources[source].gapsInWindow += 1
            gap.isStated = true
            emitGap(gap, source: source)
        }
        sources[source].gaps.append(gap)
    }

    private mutating func emitGap(_ gap: SourceState.Gap, source: Int) {
        emit(
            .feed(
                .feedGap(
                    FeedGap(
                        chain: chain, source: sources[source].description.name, reason: gap.reason,
                        fromHeight: UInt64(max(0, gap.from)), toHeight: gap.to.map { UInt64(max(0, $0)) },
                        missing: gap.missing))))
    }

    /// Once a minute: says what was added to open gaps and what was held back.
    mutating func restateGaps() {
        for index in sources.indices where now.uptime - sources[index].gapWindow >= .minutes(1) {
            sources[index].gapWindow = now.uptime
            sources[index].gapsInWindow = 0
            for position in sources[index].gaps.indices where !sources[index].gaps[position].isStated {
                sources[index].gaps[position].isStated = true
                sources[index].gapsInWindow += 1
                emitGap(sources[index].gaps[position], source: index)
            }
        }
    }

    /// A gap is closed when a block that the source has named since is on the chain handed on: then nothing before it can
    /// be missing.
    mutating func closeGaps() {
        for index in sources.indices {
            let source = sources[index]
            guard !source.gaps.isEmpty, source.gaps.allSatisfy(\.isStated), let stated = source.stated,
                source.gaps.allSatisfy({ $0.stamp <= stated.stamp }), tree.isConnected(stated.hash),
                let to = tree.place(of: stated.hash)?.height, let from = source.gaps.map(\.from).min()
            else { continue }
            sources[index].gaps = []
            emit(
                .feed(
                    .feedRecovered(
                        FeedRecovery(
                            chain: chain, source: source.description.name, fromHeight: UInt64(max(0, min(from, to))),
                            toHeight: UInt64(max(0, to))))))
        }
    }
}
