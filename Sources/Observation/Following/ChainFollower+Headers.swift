import SupervisionModel

extension ChainFollower {
    mutating func receiveHeaders(_ headers: [ChainHeader], more: Bool, source: Int) {
        hear(source)
        sources[source].headersInFlight = false
        let linked = linkedPrefix(headers, source: source)
        let known = linked.prefix { tree.contains($0.hash) }
        let fresh = linked.dropFirst(known.count)
        var added: [Digest32] = []
        if let work = tree.work(of: fresh) {
            // A cut answer says nothing about the end of the branch yet.
            let isWorthwhile = more || tree.isWorthwhile(work)
            for header in fresh {
                do throws(HeaderRefusal) {
                    let isNew = try tree.insert(
                        header, source: source, now: now.seconds, isPartOfWorkingBranch: isWorthwhile)
                    if isNew { added.append(header.hash) }
                } catch {
                    reject(
                        Refusal(reason: error.rawValue, detail: "header \(header.hash)"), body: nil, source: source)
                    break
                }
            }
        }
        // All of a cut answer may be known; but the next one must begin further on.
        let cut = more ? added.last ?? known.last?.hash : nil
        let madeProgress = !added.isEmpty || (cut != nil && cut != sources[source].headersCut)
        sources[source].headersCut = madeProgress ? cut : nil
        sources[source].headersFailures = 0
        noteUnannounced(added)
        if let last = added.last ?? known.last?.hash { state(last, source: source, stamp: 0) }
        settle(added)
        postponePending(madeProgress: madeProgress, by: source)
    }

    /// The headers up to the first that does not follow the one before or has nothing to follow.
    private mutating func linkedPrefix(_ headers: [ChainHeader], source: Int) -> ArraySlice<ChainHeader> {
        guard let first = headers.first, tree.contains(first.hash) || tree.contains(first.parent) else {
            reject(Refusal(reason: HeaderRefusal.unlinked.rawValue), body: nil, source: source)
            return []
        }
        var end = 1
        while end < headers.count, headers[end].parent == headers[end - 1].hash { end += 1 }
        if end < headers.count {
            reject(
                Refusal(reason: HeaderRefusal.unlinked.rawValue, offset: Int64(80 * end)), body: nil, source: source)
        }
        return headers[..<end]
    }

    /// A source that announces ids has announced a block, but not the ones right before it: they are missing.
    private mutating func noteUnannounced(_ added: [Digest32]) {
        guard !added.isEmpty else { return }
        let fresh = Set(added)
        for index in sources.indices {
            guard let pending = sources[index].pending, pending.polled == nil, fresh.contains(pending.hash),
                let parent = tree.place(of: pending.hash)?.header.parent, fresh.contains(parent),
                !sources[index].announced.contains(parent)
            else { continue }
            openGap(index, .parent, missing: 0, stamp: pending.stamp)
        }
    }

    mutating func failHeaders(_ source: Int, hasNoCommonBlock: Bool) {
        sources[source].headersInFlight = false
        sources[source].headersFailures += 1
        if hasNoCommonBlock {
            hear(source)
            reject(
                Refusal(
                    reason: "headers.noCommonBlock",
                    detail: "none of the known blocks is on the source's chain: another network, or a deeper fork"),
                body: nil, source: source)
        }
        let attempts = sources[source].headersFailures + (hasNoCommonBlock ? 4 : 0)
        sources[source].headersRetry = now.uptime + pause(after: attempts)
    }

    /// An answer that did not bring what was asked for: the source may be a moment behind its own announcement, or not
    /// know the block at all.
    private mutating func postponePending(madeProgress: Bool, by source: Int) {
        for index in sources.indices {
            guard var pending = sources[index].pending,
                index == source || !sources[index].description.answers
            else { continue }
            if madeProgress {
                pending.fetchAt = now.uptime
            } else {
                pending.attempts += 1
                pending.fetchAt = now.uptime + pause(after: pending.attempts)
            }
            sources[index].pending = pending.attempts > 8 ? nil : pending
        }
    }

    mutating func scheduleHeaders() {
        for index in sources.indices {
            if let pending = sources[index].pending, pending.fetchAt <= now.uptime {
                requestHeaders(for: index)
            } else if sources[index].headersCut != nil {
                requestHeaders(for: index)
            }
        }
    }

    private mutating func requestHeaders(for index: Int) {
        guard let helper = headerSource(for: index) else { return }
        let start = sources[helper].claim ?? tree.tip.header.hash
        guard let place = tree.place(of: start), place.height - tree.tip.height < settings.headersAhead else { return }
        sources[helper].headersInFlight = true
        let cut = sources[helper].headersCut.flatMap { tree.contains($0) && $0 != start ? $0 : nil }
        actions.append(
            .fetchHeaders(source: helper, locator: (cut.map { [$0] } ?? []) + tree.locator(from: start)))
    }

    /// The source itself, or another one that answers when it does not.
    private func headerSource(for index: Int) -> Int? {
        func isFree(_ source: Int) -> Bool {
            sources[source].description.answers && !sources[source].headersInFlight
                && sources[source].headersRetry <= now.uptime
        }
        if sources[index].description.answers { return isFree(index) ? index : nil }
        let candidates = sources.indices.filter(isFree)
        guard !candidates.isEmpty else { return nil }
        // Another one each time.
        return candidates[(sources[index].pending?.attempts ?? 0) % candidates.count]
    }
}
