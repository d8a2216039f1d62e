import SupervisionModel

/// Where the core stands on one chain.
struct ChainState: Hashable {
    var anchorHeight: UInt64
    /// Header times of the blocks up to the anchor: a reorganisation down to it needs them again.
    let anchorTimes: [UInt32]
    var height: UInt64
    var hash: Digest32
    /// Rule time of the tip: never falls along the chain.
    var ruleTime: Timestamp
    /// Header times of the last 11 blocks, oldest first, in seconds.
    var times: [UInt32]
    /// Rule time of the newest final block; `distantPast` while none is final.
    var finalRuleTime = Timestamp.distantPast
    var finalHeight: UInt64?
    /// Rule time below which nothing of this chain is expected to change any more (`Supervisor.reorgReserve`).
    var reserveRuleTime = Timestamp.distantPast
    /// Latest time at which the tip was proven unchanged.
    var alive = Timestamp.distantPast
    var isSuspended = false
    /// Open gaps by source, ascending: an absence during one of them is unproven.
    var gaps: [String] = []
    /// Inside a reorganisation: what has been disconnected so far.
    var reorg: ReorgProgress?
    /// Height up to which new blocks are compared with the spends of disconnected ones; 0 when there are none.
    var watchSpendsThrough: UInt64 = 0

    init(_ anchor: ChainAnchor) {
        anchorHeight = anchor.height
        height = anchor.height
        hash = anchor.hash
        anchorTimes = Array(anchor.times.suffix(MedianTime.span))
        times = anchorTimes
        ruleTime = MedianTime.of(times).map { Timestamp(seconds: $0) } ?? .distantPast
    }

    /// Opens or closes the gap of a source.
    mutating func setGap(_ source: String, isOpen: Bool) {
        gaps.removeAll { $0.utf8.elementsEqual(source.utf8) }
        if isOpen { gaps.append(source) }
        gaps.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(anchorHeight)
        writer.write(UInt64(anchorTimes.count))
        for time in anchorTimes { writer.write(UInt64(time)) }
        writer.write(height)
        writer.write(hash)
        writer.write(ruleTime.milliseconds)
        writer.write(UInt64(times.count))
        for time in times { writer.write(UInt64(time)) }
        writer.write(finalRuleTime.milliseconds)
        writer.write(finalHeight != nil)
        writer.write(finalHeight ?? 0)
        writer.write(reserveRuleTime.milliseconds)
        writer.write(alive.milliseconds)
        writer.write(isSuspended)
        writer.write(UInt64(gaps.count))
        for gap in gaps { writer.write(gap) }
        writer.write(reorg != nil)
        if let reorg {
            writer.write(reorg.oldTip)
            writer.write(reorg.depth)
            writer.write(reorg.transactions)
        }
        writer.write(watchSpendsThrough)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(StateDecodingError) {
        var reader = ByteReader(bytes)
        anchorHeight = try reader.unsigned()
        var anchorTimes: [UInt32] = []
        for _ in 0..<(try reader.count()) { anchorTimes.append(UInt32(truncatingIfNeeded: try reader.unsigned())) }
        self.anchorTimes = anchorTimes
        height = try reader.unsigned()
        hash = try reader.digest()
        ruleTime = Timestamp(milliseconds: try reader.signed())
        times = []
        for _ in 0..<(try reader.count()) { times.append(UInt32(truncatingIfNeeded: try reader.unsigned())) }
        finalRuleTime = Timestamp(milliseconds: try reader.signed())
        let hasFinal = try reader.bool()
        let finalHeight = try reader.unsigned()
        self.finalHeight = hasFinal ? finalHeight : nil
        reserveRuleTime = Timestamp(milliseconds: try reader.signed())
        alive = Timestamp(milliseconds: try reader.signed())
        isSuspended = try reader.bool()
        for _ in 0..<(try reader.count()) { gaps.append(try reader.string()) }
        if try reader.bool() {
            reorg = ReorgProgress(
                oldTip: try reader.digest(), depth: try reader.unsigned(), transactions: try reader.unsigned())
        }
        watchSpendsThrough = try reader.unsigned()
    }
}

/// A reorganisation under way: the old branch is being disconnected, newest first.
struct ReorgProgress: Hashable {
    var oldTip: Digest32
    var depth: UInt64
    /// Transactions of the disconnected blocks, without their coinbases.
    var transactions: UInt64
}

/// Median time past (BIP113), over up to 11 header times including the block's own.
enum MedianTime {
    static let span = 11

    static func of(_ times: [UInt32]) -> UInt32? {
        guard !times.isEmpty else { return nil }
        return times.sorted()[times.count / 2]
    }
}
