import SupervisionModel

/// Announced blocks whose parent is not known yet. Bounded by number, bytes and time; the oldest go first.
struct OrphanBuffer<Raw: Sendable>: Sendable {
    struct Orphan: Sendable {
        let header: ChainHeader
        let source: Int
        let raw: Raw?
        let byteCount: Int
        let received: Timestamp
        let since: Interval
    }

    private let countLimit: Int
    private let byteLimit: Int
    private(set) var entries: [Orphan] = []
    private(set) var byteCount = 0

    init(countLimit: Int, byteLimit: Int) {
        self.countLimit = countLimit
        self.byteLimit = byteLimit
    }

    /// Adds an orphan, unless the same source has brought the same block.
    ///
    /// - Returns: those that had to go for it. A body larger than the whole buffer is left out, its header stays.
    mutating func add(_ orphan: Orphan) -> [Orphan] {
        guard !entries.contains(where: { $0.header.hash == orphan.header.hash && $0.source == orphan.source }) else {
            return []
        }
        let keepsBody = orphan.byteCount <= byteLimit
        let kept =
            keepsBody
            ? orphan
            : Orphan(
                header: orphan.header, source: orphan.source, raw: nil, byteCount: 0, received: orphan.received,
                since: orphan.since)
        entries.append(kept)
        byteCount += kept.byteCount
        var gone: [Orphan] = []
        while entries.count > countLimit || byteCount > byteLimit {
            let oldest = entries.removeFirst()
            byteCount -= oldest.byteCount
            gone.append(oldest)
        }
        return gone
    }

    /// Takes out the blocks whose parent is `hash`.
    mutating func take(childrenOf hash: Digest32) -> [Orphan] {
        take { $0.header.parent == hash }
    }

    /// Takes out what came before `time`.
    mutating func take(olderThan time: Interval) -> [Orphan] {
        take { $0.since < time }
    }

    private mutating func take(where isWanted: (Orphan) -> Bool) -> [Orphan] {
        guard entries.contains(where: isWanted) else { return [] }
        let taken = entries.filter(isWanted)
        entries.removeAll(where: isWanted)
        byteCount -= taken.reduce(0) { $0 + $1.byteCount }
        return taken
    }
}
