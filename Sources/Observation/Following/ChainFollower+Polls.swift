import SupervisionModel

extension ChainFollower {
    /// Asks the source for its tip soon: what it announces must not make the node ask all the time.
    mutating func pollSoon(_ source: Int) {
        guard sources[source].description.answers else { return }
        let earliest = sources[source].pollSent.map { $0 + settings.leastPollPause } ?? now.uptime
        sources[source].pollDue = min(sources[source].pollDue, max(earliest, now.uptime))
    }

    mutating func schedulePolls() {
        for index in sources.indices {
            guard sources[index].description.answers, !sources[index].pollInFlight,
                sources[index].pollDue <= now.uptime
            else { continue }
            sources[index].pollInFlight = true
            sources[index].pollSent = now.uptime
            sources[index].pollDue = now.uptime + settings.pollInterval
            actions.append(.poll(source: index))
        }
    }

    mutating func failPoll(_ source: Int) {
        sources[source].pollInFlight = false
        sources[source].pollFailures += 1
        sources[source].pollDue = now.uptime + min(pause(after: sources[source].pollFailures), settings.pollInterval)
    }

    mutating func receiveTip(_ hash: Digest32, height: UInt64, source: Int) {
        hear(source)
        sources[source].pollInFlight = false
        sources[source].pollFailures = 0
        let asked = sources[source].pollSent ?? now.uptime
        suspect(hash, height: height, source: source)
        if tree.contains(hash) {
            if sources[source].pending?.polled != nil { sources[source].pending = nil }
            state(hash, source: source, stamp: stamp)
            compareTip(hash, source: source, asked: asked)
            reportAlive(hash, asked: asked)
        } else {
            expect(hash, source: source, fetchAt: now.uptime, polled: asked)
        }
    }

    /// A tip that the source has not announced: either the announcement is on its way, or it is lost.
    private mutating func suspect(_ hash: Digest32, height: UInt64, source: Int) {
        guard sources[source].description.pushes, sources[source].suspicion == nil, !tree.isConnected(hash),
            !sources[source].announced.contains(hash)
        else { return }
        sources[source].suspicion = SourceState.Suspicion(
            hash: hash, from: tree.tip.height + 1, to: Int64(clamping: height), stamp: stamp,
            due: now.uptime + settings.announcementGrace)
    }

    mutating func checkSuspicions() {
        for index in sources.indices {
            guard let suspicion = sources[index].suspicion, suspicion.due <= now.uptime else { continue }
            sources[index].suspicion = nil
            guard !sources[index].announced.contains(suspicion.hash) else { continue }
            openGap(
                index, .poll, from: suspicion.from, to: suspicion.to, missing: 0, stamp: suspicion.stamp)
        }
    }

    /// Compares an answer with what the source stood by: a tip with no more work on another branch, or further down,
    /// said repeatedly, moves the claim down (R8).
    mutating func compareTip(_ hash: Digest32, source: Int, asked: Interval) {
        guard let claim = sources[source].claim, let held = tree.place(of: claim), let place = tree.place(of: hash)
        else { return }
        if claim == hash {
            sources[source].contradictions = 0
            sources[source].claimConfirmed = asked
            return
        }
        // `state` has raised the claim already if the answer has more work; a claim raised since the question was asked
        // is newer than the answer.
        guard place.work <= held.work, sources[source].claimRaised < asked else { return }
        sources[source].contradictions += 1
        let fork = tree.commonAncestor(hash, claim).flatMap { tree.place(of: $0)?.height } ?? place.height
        let isDeep = held.height - fork > settings.deepRetreat
        let needed = isDeep ? settings.deepRetreatConfirmations : settings.retreatConfirmations
        guard sources[source].contradictions >= needed else {
            if !isDeep { pollSoon(source) }
            return
        }
        sources[source].claim = hash
        sources[source].claimConfirmed = asked
        sources[source].contradictions = 0
    }

    /// `feed.alive`: the chain is idle and its tip is proven unchanged.
    private mutating func reportAlive(_ hash: Digest32, asked: Interval) {
        let tip = tree.tip
        guard hash == tip.header.hash, asked > tipMoved, tip.height >= 0,
            now.uptime - max(lastAlive, tipMoved) >= settings.aliveInterval,
            !sources.contains(where: { source in
                source.pending != nil
                    || source.claim.flatMap { tree.place(of: $0) }.map { $0.work > tip.work } == true
            })
        else { return }
        lastAlive = now.uptime
        emit(.feed(.feedAlive(FeedAlive(chain: chain, height: UInt64(tip.height), hash: hash))))
    }
}
