public import SupervisionModel

extension HeaderTree {
    /// The ancestor of a block at a height, itself included; nil when it is above or not known any more.
    public func ancestor(of hash: Digest32, at height: Int64) -> Digest32? {
        var at = hash
        while let node = nodes[at] {
            if node.height == height { return at }
            guard node.height > height else { return nil }
            if connected(at: node.height) == at { return connected(at: height) }
            at = node.header.parent
        }
        return nil
    }

    /// Whether `old` is `new` or one of its ancestors.
    public func isAncestor(_ old: Digest32, of new: Digest32) -> Bool {
        guard let node = nodes[old] else { return false }
        return ancestor(of: new, at: node.height) == old
    }

    /// The newest handed-on block that is an ancestor of `hash`, and the blocks after it up to `hash`, oldest first;
    /// nil when `hash` is not in the tree.
    public func branch(to hash: Digest32) -> (fork: Place, path: [Digest32])? {
        var path: [Digest32] = []
        var at = hash
        while let node = nodes[at] {
            if connected(at: node.height) == at {
                path.reverse()
                return place(of: at).map { ($0, path) }
            }
            path.append(at)
            at = node.header.parent
        }
        return nil
    }

    /// The newest block that two blocks have in common; nil when it is not known any more.
    public func commonAncestor(_ left: Digest32, _ right: Digest32) -> Digest32? {
        guard var first = nodes[left], var second = nodes[right] else { return nil }
        while first.header.hash != second.header.hash {
            if first.height >= second.height {
                guard let parent = nodes[first.header.parent] else { return nil }
                first = parent
            } else {
                guard let parent = nodes[second.header.parent] else { return nil }
                second = parent
            }
        }
        return first.header.hash
    }

    /// Ids to ask another node for a common block: from `hash` back in growing steps, the oldest one known last.
    public func locator(from hash: Digest32) -> [Digest32] {
        var ids: [Digest32] = []
        var step: Int64 = 1
        guard var height = nodes[hash]?.height else { return [] }
        while height > activeBase, height >= 0, let id = ancestor(of: hash, at: height) {
            if id != .zero { ids.append(id) }
            height -= step
            step *= 2
        }
        guard let root = active.first, ids.last != root else { return ids }
        // Nothing is known before a genesis block but its id.
        ids.append(root == .zero ? rules.genesis : root)
        return ids
    }

    /// The next block of the handed-on chain: `hash` must be a child of the tip.
    mutating func connect(_ hash: Digest32) -> Bool {
        guard let node = nodes[hash], node.header.parent == active.last else { return false }
        active.append(hash)
        sideCounts[node.source, default: 1] -= 1
        return true
    }

    /// Takes the tip back; the last known block stays.
    ///
    /// - Returns: the block taken back.
    mutating func disconnect() -> Place? {
        guard active.count > 1, let hash = active.popLast(), let node = nodes[hash] else { return nil }
        sideCounts[node.source, default: 0] += 1
        return Place(header: node.header, height: node.height, work: node.work, order: node.order)
    }

    /// Forgets what is too old to matter: history beyond the limit, and side branches that are neither claimed nor near
    /// the tip.
    ///
    /// - Parameter claims: heads of branches that must stay.
    /// - Returns: the ids forgotten.
    mutating func prune(keeping claims: [Digest32]) -> [Digest32] {
        var forgotten = trimHistory()
        var wanted: Set<Digest32> = []
        for claim in claims {
            var at = claim
            while let node = nodes[at], connected(at: node.height) != at, wanted.insert(at).inserted {
                at = node.header.parent
            }
        }
        let horizon = tip.height - Int64(limits.lowWorkMargin)
        // Leaves first, so that no header loses its parent. The order has no influence on what remains.
        var leaves = nodes.values.filter { $0.children == 0 }
        while let leaf = leaves.popLast() {
            let hash = leaf.header.hash
            guard leaf.height < horizon, connected(at: leaf.height) != hash, !wanted.contains(hash) else { continue }
            forget(hash)
            forgotten.append(hash)
            if let parent = nodes[leaf.header.parent], parent.children == 0 { leaves.append(parent) }
        }
        return forgotten
    }

    /// Cuts the handed-on chain at the limit and drops branches that began below the cut.
    private mutating func trimHistory() -> [Digest32] {
        let excess = active.count - limits.history
        // In steps: each cut moves the array and looks at every header.
        guard excess > limits.history / 8 else { return [] }
        let cut = active.prefix(excess)
        rootTimes = Array((rootTimes + cut.compactMap { nodes[$0]?.header.time }).suffix(ChainCursor.medianSpan))
        let lost = Array(cut)
        for hash in lost { nodes[hash] = nil }
        active.removeFirst(excess)
        activeBase += Int64(excess)
        return lost + dropUnrooted()
    }

    /// Removes every header whose way to the root is cut.
    private mutating func dropUnrooted() -> [Digest32] {
        var forgotten: [Digest32] = []
        let root = active.first
        var lost = nodes.values.filter { $0.header.hash != root && nodes[$0.header.parent] == nil }.map(\.header.hash)
        while !lost.isEmpty {
            for hash in lost {
                forget(hash)
                forgotten.append(hash)
            }
            let gone = Set(lost)
            lost = nodes.values.filter { gone.contains($0.header.parent) }.map(\.header.hash)
        }
        return forgotten
    }

    private mutating func forget(_ hash: Digest32) {
        guard let node = nodes.removeValue(forKey: hash) else { return }
        nodes[node.header.parent]?.children -= 1
        sideCounts[node.source, default: 1] -= 1
    }
}
