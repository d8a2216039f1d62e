import SupervisionModel

extension ChainFollower {
    /// A source has sent a block whose header is in the tree.
    mutating func offer(_ block: OrphanBuffer<Raw>.Orphan) {
        let hash = block.header.hash
        guard let raw = block.raw, !tree.isConnected(hash) else { return }
        var entry = bodies[hash] ?? BodyEntry()
        guard entry.ready == nil else { return }
        let hasRoom = heldBytes + block.byteCount <= settings.bodyBytes || block.header.parent == tree.tip.header.hash
        if let verifying = entry.verifying {
            if verifying.source != block.source, entry.spare == nil, hasRoom {
                entry.spare = BodyEntry.Offer(
                    raw: raw, source: block.source, byteCount: block.byteCount, received: block.received)
                heldBytes += block.byteCount
                bodies[hash] = entry
            }
            return
        }
        guard hasRoom, let height = tree.place(of: hash)?.height, height >= 0 else {
            // The header stays, so that the body can be fetched when its turn has come.
            let height = tree.place(of: hash)?.height
            openGap(block.source, .overflow, from: height, to: height, missing: 1)
            return
        }
        entry.verifying = (block.source, block.byteCount)
        heldBytes += block.byteCount
        bodies[hash] = entry
        actions.append(
            .verify(
                source: block.source, hash: hash, height: UInt64(height), raw: raw, received: block.received))
    }

    mutating func receiveVerified(_ hash: Digest32, _ ready: BodyEntry<Raw, Block>.Ready) {
        release(hash, source: ready.source, arrival: ready.arrival)
        guard let place = tree.place(of: hash), !tree.isConnected(hash) else { return }
        var entry = bodies[hash] ?? BodyEntry()
        entry.isVerified = true
        entry.failures = [:]
        if let spare = entry.spare {
            heldBytes -= spare.byteCount
            entry.spare = nil
        }
        if entry.ready == nil,
            heldBytes + ready.byteCount <= settings.bodyBytes || place.header.parent == tree.tip.header.hash
        {
            entry.ready = ready
            heldBytes += ready.byteCount
        }
        bodies[hash] = entry
    }

    /// A body was no good or did not come. The block id stays wanted: only these bytes, from this source, are out (R9).
    mutating func failBody(_ hash: Digest32, source: Int, arrival: BlockConnection.Arrival) {
        release(hash, source: source, arrival: arrival)
        guard tree.contains(hash), !tree.isConnected(hash) else { return }
        var entry = bodies[hash] ?? BodyEntry()
        // What could be had once may not be any more.
        if entry.ready == nil { entry.isVerified = false }
        let count = (entry.failures[source]?.count ?? 0) + 1
        entry.failures[source] = BodyEntry.Failure(count: count, retryAt: now.uptime + pause(after: count))
        if entry.verifying == nil, let spare = entry.spare, let height = tree.place(of: hash)?.height {
            entry.spare = nil
            entry.verifying = (spare.source, spare.byteCount)
            actions.append(
                .verify(
                    source: spare.source, hash: hash, height: UInt64(max(0, height)), raw: spare.raw,
                    received: spare.received))
        }
        bodies[hash] = entry
    }

    /// A request or a verification has ended.
    private mutating func release(_ hash: Digest32, source: Int, arrival: BlockConnection.Arrival) {
        if arrival == .push {
            if let verifying = bodies[hash]?.verifying, verifying.source == source {
                heldBytes -= verifying.byteCount
                bodies[hash]?.verifying = nil
            }
            return
        }
        guard sources.indices.contains(source) else { return }
        fetchesInFlight -= 1
        sources[source].fetches -= 1
        if bodies[hash]?.fetching == source { bodies[hash]?.fetching = nil }
    }

    /// Forgets a body and what is held of it; a request that is still open ends by itself.
    mutating func drop(_ hash: Digest32) {
        guard let entry = bodies[hash] else { return }
        heldBytes -= (entry.ready?.byteCount ?? 0) + (entry.spare?.byteCount ?? 0)
        if let verifying = entry.verifying { heldBytes -= verifying.byteCount }
        bodies[hash] = nil
    }

    /// Asks for the bodies that are missing on the way to the best branches, in order of height.
    mutating func scheduleBodies() {
        for target in targets().prefix(3) {
            guard let (fork, path) = tree.branch(to: target) else { continue }
            let extends = fork.header.hash == tree.tip.header.hash
            var window = settings.bodyWindow
            for (index, hash) in path.enumerated() {
                guard window > 0, fetchesInFlight < settings.fetches else { return }
                let entry = bodies[hash]
                if entry?.ready != nil {
                    // Off the handed-on chain all of the branch is needed; what may be held bounds it.
                    if extends { window -= 1 }
                    continue
                }
                // What was verified and had to be let go is fetched again when it is its turn.
                if entry?.isVerified == true, !(extends && index == 0) { continue }
                window -= 1
                guard entry?.verifying == nil, entry?.fetching == nil,
                    index == 0 || !extends || heldBytes < settings.bodyBytes
                else { continue }
                guard let source = bodySource(for: hash, entry), let height = tree.place(of: hash)?.height else {
                    continue
                }
                bodies[hash, default: BodyEntry()].fetching = source
                sources[source].fetches += 1
                fetchesInFlight += 1
                actions.append(.fetchBlock(source: source, hash: hash, height: UInt64(max(0, height))))
            }
        }
    }

    /// Who to fetch a block from: one that stands by it before others, the least busy first.
    private func bodySource(for hash: Digest32, _ entry: BodyEntry<Raw, Block>?) -> Int? {
        var best: (source: Int, failures: Int, stands: Bool, load: Int)?
        for index in sources.indices {
            let source = sources[index]
            guard source.description.answers, source.fetches < settings.fetchesPerSource else { continue }
            let failure = entry?.failures[index]
            if let failure, failure.retryAt > now.uptime { continue }
            let stands = source.claim.map { tree.isAncestor(hash, of: $0) } ?? false
            let candidate = (source: index, failures: failure?.count ?? 0, stands: stands, load: source.fetches)
            guard let held = best else {
                best = candidate
                continue
            }
            let isBetter =
                candidate.stands != held.stands
                ? candidate.stands
                : candidate.failures != held.failures
                    ? candidate.failures < held.failures : candidate.load < held.load
            if isBetter { best = candidate }
        }
        return best?.source
    }
}
