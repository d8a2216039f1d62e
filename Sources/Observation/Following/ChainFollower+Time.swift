import SupervisionModel

extension ChainFollower {
    /// What is due because time has passed.
    mutating func tick() {
        checkSuspicions()
        restateGaps()
        checkSilence()
        checkDivergence()
        for orphan in orphans.take(olderThan: now.uptime - settings.orphanLife) { expire(orphan) }
        let names = sources.map(\.description.name)
        for rejection in rejections.flush(chain: chain, names: names, at: now.wall) {
            emit(.feed(.feedRejected(rejection)))
        }
    }

    /// A source that says nothing and cannot be asked: reported when the limit is passed, and again each time the
    /// silence has doubled.
    private mutating func checkSilence() {
        let limit = max(1, settings.silenceLimit.milliseconds)
        for index in sources.indices {
            let silent = now.uptime - sources[index].lastHeard
            let multiple = silent.milliseconds / limit
            guard multiple >= 1, multiple >= sources[index].silenceReported * 2 else { continue }
            sources[index].silenceReported = multiple
            emit(
                .feed(
                    .feedSilence(
                        FeedSilence(chain: chain, source: sources[index].description.name, silent: silent))))
        }
    }
}
