public import ChainFormats
public import SupervisionModel

/// Verified headers: the recent part of the chain that has been handed on, and every branch on top of it.
///
/// Work is cumulative over the tree. The tip is the last block handed on, not the best header known: headers come
/// before bodies. Nothing is stored without work behind it and without a source that answers for it, and the memory a
/// source can claim is bounded. A value type without clock and I/O.
public struct HeaderTree: Sendable {
    /// Bounds of the tree.
    public struct Limits: Hashable, Sendable {
        /// Headers of the handed-on chain that are kept: the deepest fork that can be followed.
        public var history = ChainCursor.headerLimit
        /// Headers off the handed-on chain that one source may have brought in.
        public var sidePerSource = 12_000
        /// How many blocks' worth of work a branch may be behind the tip and still be looked at.
        public var lowWorkMargin: UInt32 = 144

        public init() {}
    }

    struct Node: Sendable {
        let header: ChainHeader
        /// -1 for the place before a genesis block.
        let height: Int64
        /// Cumulative, this block included.
        let work: UInt256
        /// Index of the source that brought it first.
        let source: Int
        /// Rises with each new header: the first seen wins ties.
        let order: UInt64
        var children: Int
    }

    /// Where a header stands.
    public struct Place: Hashable, Sendable {
        public let header: ChainHeader
        /// -1 for the place before a genesis block.
        public let height: Int64
        /// Cumulative work, this block included.
        public let work: UInt256
        /// Rises with each new header.
        public let order: UInt64
    }

    public let limits: Limits
    let rules: any HeaderRules
    var nodes: [Digest32: Node] = [:]
    /// The handed-on chain from `activeBase` to the tip.
    var active: [Digest32] = []
    var activeBase: Int64 = 0
    /// Times of the blocks before `active[0]`, oldest first, at most 11.
    var rootTimes: [UInt32]
    var sideCounts: [Int: Int] = [:]
    private var nextOrder: UInt64 = 1

    /// The tree of a durable cursor.
    public init(cursor: ChainCursor, rules: any HeaderRules, limits: Limits = Limits()) {
        self.rules = rules
        self.limits = limits
        self.rootTimes = cursor.olderTimes
        let height = cursor.hash == .zero ? -1 : Int64(clamping: cursor.height)
        guard !cursor.headers.isEmpty else {
            // The anchor's own header is not known: a root without target, whose time is the newest one given.
            let time = rootTimes.popLast() ?? 0
            let root = ChainHeader(hash: cursor.hash, parent: .zero, time: time, bits: 0)
            plant(root, height: height, work: cursor.work)
            return
        }
        let own = cursor.headers.dropFirst().reduce(UInt256.zero) { $0 + rules.work(of: $1) }
        var work = cursor.work >= own ? cursor.work &- own : .zero
        var at = height - Int64(cursor.headers.count - 1)
        for (index, header) in cursor.headers.enumerated() {
            if index > 0 { work = work + rules.work(of: header) }
            plant(header, height: at, work: work)
            at += 1
        }
    }

    private mutating func plant(_ header: ChainHeader, height: Int64, work: UInt256) {
        if active.isEmpty { activeBase = height }
        nodes[header.parent]?.children += 1
        nodes[header.hash] = Node(header: header, height: height, work: work, source: -1, order: 0, children: 0)
        active.append(header.hash)
    }

    /// The last block handed on.
    public var tip: Place {
        let hash = active[active.count - 1]
        return place(of: hash)
            ?? Place(
                header: ChainHeader(hash: hash, parent: .zero, time: 0, bits: 0), height: activeBase, work: .zero,
                order: 0)
    }

    /// Headers off the handed-on chain.
    public var sideCount: Int { nodes.count - active.count }

    public func place(of hash: Digest32) -> Place? {
        nodes[hash].map { Place(header: $0.header, height: $0.height, work: $0.work, order: $0.order) }
    }

    public func contains(_ hash: Digest32) -> Bool { nodes[hash] != nil }

    /// Whether a block has been handed on and not taken back.
    public func isConnected(_ hash: Digest32) -> Bool {
        guard let node = nodes[hash] else { return false }
        return connected(at: node.height) == hash
    }

    /// The handed-on block at a height.
    public func connected(at height: Int64) -> Digest32? {
        let index = height - activeBase
        guard index >= 0, index < Int64(active.count) else { return nil }
        return active[Int(index)]
    }

    /// Headers from `source` that are kept off the handed-on chain.
    public func sideCount(of source: Int) -> Int { sideCounts[source] ?? 0 }

    /// Takes a header in.
    ///
    /// - Parameters:
    ///   - source: index of the source that answers for it.
    ///   - now: wall clock, seconds since 1970.
    ///   - isPartOfWorkingBranch: the caller has checked that the branch it belongs to has enough work.
    /// - Returns: false when it was there already.
    public mutating func insert(
        _ header: ChainHeader, source: Int, now: Int64, isPartOfWorkingBranch: Bool = false
    ) throws(HeaderRefusal) -> Bool {
        guard nodes[header.hash] == nil else { return false }
        guard let parent = nodes[header.parent] else { throw .unlinked }
        let height = parent.height + 1
        let own = rules.work(of: header)
        let work = parent.work + own
        guard isPartOfWorkingBranch || isWorthwhile(work) else { throw .lowWork }
        guard BlockTimes.isNotTooFarAhead(header.time, now: now) else { throw .futureTime }
        if rules.comparesMedianTime, let median = medianTime(upTo: header.parent),
            !BlockTimes.isAfterMedian(header.time, median: median)
        {
            throw .medianTime
        }
        try checkTarget(header, own: own, height: height, parent: parent)
        if let refusal = rules.refusal(of: header) { throw refusal }
        guard sideCount(of: source) < limits.sidePerSource else { throw .sideBranches }
        nodes[header.parent]?.children += 1
        nodes[header.hash] = Node(
            header: header, height: height, work: work, source: source, order: nextOrder, children: 0)
        nextOrder += 1
        sideCounts[source, default: 0] += 1
        return true
    }

    /// Whether a branch that ends with that much work is worth memory: not far behind the tip.
    public func isWorthwhile(_ work: UInt256) -> Bool {
        let tip = tip
        let margin = rules.work(of: tip.header) &* limits.lowWorkMargin
        return work >= tip.work || tip.work &- work <= margin
    }

    /// Work of a chain of headers that follow each other, put on top of the parent of the first one; nil when that
    /// parent is not known.
    public func work(of chain: some Collection<ChainHeader>) -> UInt256? {
        guard let first = chain.first, let base = nodes[first.parent] else { return nil }
        return chain.reduce(base.work) { $0 + rules.work(of: $1) }
    }

    private func checkTarget(_ header: ChainHeader, own: UInt256, height: Int64, parent: Node) throws(HeaderRefusal) {
        guard own > .zero else { throw .difficulty }
        // The header of an anchor is not known, so nothing can be compared with it.
        guard parent.header.bits != 0, height > 0 else { return }
        // Rules ask for older and older headers: each search goes on from where the last one ended.
        var from = header.parent
        let demand = rules.demand(for: header, height: UInt64(height)) { wanted in
            let height = Int64(clamping: wanted)
            let start = nodes[from].map { $0.height >= height } == true ? from : header.parent
            guard let found = ancestor(of: start, at: height) else { return nil }
            from = found
            return nodes[found].flatMap { $0.header.bits == 0 ? nil : $0.header }
        }
        if case .unknown = demand {
            guard rules.allowsMinimumDifficulty || isPlausible(own, after: parent) else { throw .difficulty }
        } else if !demand.allows(header.bits) {
            throw .difficulty
        }
    }

    /// Where the exact rule is not known: no block needs less than a quarter of the mean work of the blocks before it.
    private func isPlausible(_ own: UInt256, after parent: Node) -> Bool {
        let span = min(144, parent.height - activeBase)
        guard span > 0, let start = ancestor(of: parent.header.hash, at: parent.height - span), let base = nodes[start]
        else { return true }
        let mean = (parent.work &- base.work) / UInt256(UInt64(span))
        return own >= mean >> 2
    }

    /// Median of the times of the 11 blocks up to `hash`; nil when fewer are known of a chain that has more.
    func medianTime(upTo hash: Digest32) -> UInt32? {
        var times: [UInt32] = []
        times.reserveCapacity(BlockTimes.medianSpan)
        var at = hash
        var lowest = activeBase
        while times.count < BlockTimes.medianSpan, let node = nodes[at], node.height >= 0 {
            times.append(node.header.time)
            lowest = node.height
            at = node.header.parent
        }
        if times.count < BlockTimes.medianSpan, lowest == activeBase {
            times += rootTimes.suffix(BlockTimes.medianSpan - times.count)
        }
        guard times.count == BlockTimes.medianSpan || lowest == 0 else { return nil }
        return BlockTimes.median(times)
    }
}
