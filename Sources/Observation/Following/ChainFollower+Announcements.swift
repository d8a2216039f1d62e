import SupervisionModel

extension ChainFollower {
    mutating func note(_ counter: UInt32, source: Int, link: Int, topic: FeedTopic) {
        switch sources[source].counters.note(counter, link: link, topic: topic) {
        case .first, .next, .duplicate:
            break
        case .gap(let missing):
            openGap(source, .counter, missing: Int64(missing))
            pollSoon(source)
        case .restart:
            openGap(source, .restart, missing: 0)
            pollSoon(source)
        }
    }

    mutating func receive(_ content: FeedMessage<Raw>, source: Int, received: Timestamp) {
        switch content {
        case .irrelevant:
            break
        case .withdrawn:
            // Only the answer to a poll says where the source went from there.
            pollSoon(source)
        case .announced(let hash):
            sources[source].noteAnnouncement(hash)
            guard !tree.contains(hash) else { return state(hash, source: source, stamp: stamp) }
            let waits = sources[source].description.pushesBlocks
            expect(hash, source: source, fetchAt: waits ? now.uptime + settings.pushGrace : now.uptime)
        case .pushed(let header, let raw, let byteCount):
            sources[source].noteAnnouncement(header.hash)
            receiveBlock(
                OrphanBuffer<Raw>.Orphan(
                    header: header, source: source, raw: raw, byteCount: byteCount, received: received,
                    since: now.uptime))
        }
    }

    /// Remembers a block that must be found before anything else can be said about it.
    mutating func expect(_ hash: Digest32, source: Int, fetchAt: Interval, polled: Interval? = nil) {
        if let pending = sources[source].pending, pending.hash == hash {
            sources[source].pending?.fetchAt = min(pending.fetchAt, fetchAt)
            if let polled, pending.polled == nil {
                sources[source].pending = SourceState.Pending(
                    hash: hash, polled: polled, stamp: stamp, fetchAt: min(pending.fetchAt, fetchAt),
                    attempts: pending.attempts)
            }
            return
        }
        sources[source].pending = SourceState.Pending(
            hash: hash, polled: polled, stamp: stamp, fetchAt: fetchAt, attempts: 0)
    }

    private mutating func receiveBlock(_ block: OrphanBuffer<Raw>.Orphan) {
        let hash = block.header.hash
        do throws(HeaderRefusal) {
            let isNew = try tree.insert(block.header, source: block.source, now: now.seconds)
            state(hash, source: block.source, stamp: stamp)
            offer(block)
            if isNew { settle([hash]) }
        } catch .unlinked {
            openGap(block.source, .parent, missing: 0)
            for gone in orphans.add(block) { expire(gone) }
            expect(hash, source: block.source, fetchAt: now.uptime)
        } catch {
            refuse(block, error)
        }
    }

    /// New headers are in the tree: lets in the blocks that waited for them, and settles what sources have named.
    mutating func settle(_ hashes: [Digest32]) {
        var next = hashes
        while let hash = next.popLast() {
            for orphan in orphans.take(childrenOf: hash) {
                do throws(HeaderRefusal) {
                    let isNew = try tree.insert(orphan.header, source: orphan.source, now: now.seconds)
                    state(orphan.header.hash, source: orphan.source, stamp: stamp)
                    offer(orphan)
                    if isNew { next.append(orphan.header.hash) }
                } catch {
                    refuse(orphan, error)
                }
            }
        }
        for index in sources.indices {
            guard let pending = sources[index].pending, tree.contains(pending.hash) else { continue }
            sources[index].pending = nil
            state(pending.hash, source: index, stamp: pending.stamp)
            if let polled = pending.polled { compareTip(pending.hash, source: index, asked: polled) }
        }
    }

    private mutating func refuse(_ block: OrphanBuffer<Raw>.Orphan, _ error: HeaderRefusal) {
        let refusal = Refusal(
            reason: error.rawValue, detail: "header \(block.header.hash) after \(block.header.parent)")
        if let raw = block.raw {
            actions.append(.refuse(source: block.source, refusal, raw: raw))
        } else {
            reject(refusal, body: nil, source: block.source)
        }
    }

    mutating func expire(_ orphan: OrphanBuffer<Raw>.Orphan) {
        reject(
            Refusal(reason: "orphan.expired", detail: "no parent \(orphan.header.parent)"), body: nil,
            source: orphan.source)
    }

    /// A source has a block on its chain.
    mutating func state(_ hash: Digest32, source: Int, stamp: UInt64) {
        guard let place = tree.place(of: hash) else { return }
        if sources[source].stated.map({ $0.stamp <= stamp }) ?? true {
            sources[source].stated = (hash, stamp)
        }
        guard let claim = sources[source].claim, let held = tree.place(of: claim) else {
            raise(hash, source: source)
            return
        }
        if place.work > held.work {
            raise(hash, source: source)
        } else if hash != claim, !tree.isAncestor(hash, of: claim) {
            // Perhaps the source has left its branch for one with less work; only a poll can tell.
            pollSoon(source)
        }
    }

    private mutating func raise(_ hash: Digest32, source: Int) {
        sources[source].claim = hash
        sources[source].claimRaised = now.uptime
        sources[source].claimConfirmed = nil
        sources[source].contradictions = 0
    }
}
