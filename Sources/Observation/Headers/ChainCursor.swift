public import ChainFormats
public import SupervisionModel

/// Where a chain's observation stands durably: what the ledger has, and enough of the headers before to go on.
///
/// Written in the transaction that writes what was derived from its block, and handed to the observer at start.
public struct ChainCursor: Hashable, Sendable {
    /// Most headers worth keeping: two retargeting periods, as far back as a fork can be followed.
    public static let headerLimit = 4_032
    /// Times a median is taken over.
    static let medianSpan = 11

    /// Height of `hash`; meaningless when `hash` is all zero.
    public private(set) var height: UInt64
    /// Id of the last block in the ledger; all zero when the next one is the genesis block.
    public private(set) var hash: Digest32
    /// Cumulative work up to and including `hash`; counted from the anchor when the anchor's own is not known.
    public private(set) var work: UInt256
    /// The last headers, oldest first, ending with that of `hash`; empty right after an anchor.
    public private(set) var headers: [ChainHeader]
    /// Times of the last blocks before `headers`, oldest first, at most 11.
    public private(set) var olderTimes: [UInt32]

    public init(height: UInt64, hash: Digest32, work: UInt256, headers: [ChainHeader], olderTimes: [UInt32]) {
        self.height = height
        self.hash = hash
        self.work = work
        self.headers = headers
        self.olderTimes = olderTimes
    }

    /// The cursor right after an anchor; nil when its work is not hexadecimal.
    public init?(anchor: ChainAnchor) {
        guard let work = UInt256(hex: anchor.work) else { return nil }
        self.init(
            height: anchor.height, hash: anchor.hash, work: work, headers: [],
            olderTimes: Array(anchor.times.suffix(Self.medianSpan)))
    }

    /// Height of the next block.
    public var nextHeight: UInt64 { hash == .zero ? 0 : height + 1 }

    /// Header times of up to the last 11 blocks, oldest first.
    public var times: [UInt32] {
        Array((olderTimes + headers.suffix(Self.medianSpan).map(\.time)).suffix(Self.medianSpan))
    }

    /// Moves on to a block whose parent is `hash`.
    ///
    /// - Parameter work: cumulative work up to and including it.
    /// - Returns: false, and nothing is changed, when the block does not follow.
    public mutating func connect(_ header: ChainHeader, work: UInt256) -> Bool {
        guard header.parent == hash else { return false }
        height = nextHeight
        hash = header.hash
        self.work = work
        headers.append(header)
        // Trimmed in steps: removing from the front of an array moves all of it.
        if headers.count >= Self.headerLimit + 512 { forget(headers.count - Self.headerLimit) }
        return true
    }

    /// Moves back to the parent of `hash`.
    ///
    /// - Parameter work: cumulative work up to and including the parent.
    /// - Returns: false, and nothing is changed, when the header of `hash` is not known any more.
    public mutating func disconnect(work: UInt256) -> Bool {
        guard let last = headers.popLast() else { return false }
        hash = last.parent
        height = height == 0 ? 0 : height - 1
        self.work = work
        return true
    }

    private mutating func forget(_ count: Int) {
        olderTimes = Array(
            (olderTimes + headers.prefix(count).suffix(Self.medianSpan).map(\.time)).suffix(Self.medianSpan))
        headers.removeFirst(count)
    }
}
