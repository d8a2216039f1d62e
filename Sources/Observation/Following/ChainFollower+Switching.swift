import ChainFormats
import SupervisionModel

extension ChainFollower {
    /// Heads of branches worth having, best first: more work than the tip, or, when every source that can be asked has
    /// left the tip, whatever they stand by now.
    func targets() -> [Digest32] {
        let tip = tree.tip
        let better = claims().filter { $0.work > tip.work }
        if !better.isEmpty { return better.map(\.header.hash) }
        return abandonment().map { [$0] } ?? []
    }

    /// What the sources stand by, most work first, first seen first.
    private func claims() -> [HeaderTree.Place] {
        var seen: Set<Digest32> = []
        return sources.compactMap(\.claim).filter { seen.insert($0).inserted }.compactMap { tree.place(of: $0) }
            .sorted { $0.work != $1.work ? $0.work > $1.work : $0.order < $1.order }
    }

    /// The best block that sources have confirmed after leaving the tip; nil while somebody stands by the tip.
    private func abandonment() -> Digest32? {
        let tip = tree.tip.header.hash
        var best: HeaderTree.Place?
        for source in sources {
            guard now.uptime - source.lastHeard < settings.silenceLimit, let claim = source.claim,
                let place = tree.place(of: claim)
            else { continue }
            if tree.isAncestor(tip, of: claim) { return nil }
            guard let confirmed = source.claimConfirmed, confirmed > tipMoved else { continue }
            if let held = best, (held.work, place.order) >= (place.work, held.order) { continue }
            best = place
        }
        return best?.header.hash
    }

    /// Moves the tip as far as verified bodies allow.
    mutating func advance() {
        while let target = nextTarget(), move(to: target) {}
    }

    /// The branch whose verified part reaches furthest, if the tip can move towards it now; nil when a body must come
    /// first. Never a lesser branch meanwhile: two branches that are waited for would take turns for ever.
    private func nextTarget() -> Digest32? {
        var best: (target: Digest32, reach: UInt256)?
        for target in targets() {
            guard let (fork, path) = tree.branch(to: target) else { continue }
            var reach = fork.work
            for hash in path {
                guard bodies[hash]?.isVerified == true, let place = tree.place(of: hash) else { break }
                reach = place.work
            }
            if best.map({ reach > $0.reach }) ?? true { best = (target, reach) }
        }
        guard let target = best?.target, let (fork, path) = tree.branch(to: target) else { return nil }
        if fork.header.hash == tree.tip.header.hash {
            return path.first.flatMap { bodies[$0]?.ready } != nil ? target : nil
        }
        return decisive(path, target: target) != nil ? target : nil
    }

    /// The part of a branch that has to be verified before the tip may leave its own: up to the block with which it has
    /// more work, or all of it where no block has (a retreat, or the sources' own choice). Nil while a body is missing.
    private func decisive(_ path: [Digest32], target: Digest32) -> ArraySlice<Digest32>? {
        let work = tree.tip.work
        var end = 0
        for hash in path {
            guard bodies[hash]?.isVerified == true else { return nil }
            end += 1
            if let place = tree.place(of: hash), place.work > work { return path[..<end] }
        }
        // A claim with more work ends with a block that has more work: this one is a choice of the sources.
        return path[..<end]
    }

    /// - Returns: whether the tip has moved.
    private mutating func move(to target: Digest32) -> Bool {
        guard let (fork, path) = tree.branch(to: target) else { return false }
        let before = tree.tip.header.hash
        if fork.header.hash != before {
            guard let part = decisive(path, target: target) else { return false }
            let successor = part.last ?? fork.header.hash
            while tree.tip.header.hash != fork.header.hash {
                guard let gone = tree.disconnect() else { break }
                emit(
                    .disconnected(
                        BlockDisconnection(
                            chain: chain, height: UInt64(max(0, gone.height)), hash: gone.header.hash,
                            fork: UInt64(max(0, fork.height)), successor: successor)))
            }
        }
        for hash in path {
            guard let ready = bodies[hash]?.ready, tree.connect(hash) else { break }
            connect(hash, ready)
        }
        guard tree.tip.header.hash != before else { return false }
        tipMoved = now.uptime
        if connectsSincePrune >= 64 { prune() }
        return true
    }

    private mutating func connect(_ hash: Digest32, _ ready: BodyEntry<Raw, Block>.Ready) {
        drop(hash)
        connectsSincePrune += 1
        let place = tree.tip
        emit(
            .connected(
                FollowedBlock(
                    header: place.header, height: UInt64(max(0, place.height)), work: place.work,
                    source: ready.source, arrival: ready.arrival, observed: ready.observed, block: ready.block)))
    }

    private mutating func prune() {
        connectsSincePrune = 0
        let kept = sources.flatMap { [$0.claim, $0.stated?.hash] }.compactMap { $0 }
        for hash in tree.prune(keeping: kept) {
            drop(hash)
            for index in sources.indices {
                if sources[index].claim == hash { sources[index].claim = nil }
                if sources[index].stated?.hash == hash { sources[index].stated = nil }
            }
        }
    }
}
