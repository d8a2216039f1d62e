import SupervisionModel

/// Gives events of a file their places where the file leaves them open, and rule times that are monotone on a chain.
///
/// Depends on the order of reading only through what it has read of the same chain.
struct EventTimeline {
    private struct Chain {
        /// Greatest rule time seen at each height, ascending by height.
        var heights: [(height: UInt64, ruleTime: Timestamp)] = []
        var last: (time: Timestamp, height: UInt64, transaction: UInt32, index: UInt32)?
        /// Indexes that are taken, by height and transaction, of events that stand in the chain's order.
        var taken: [UInt64: [UInt32: TakenIndexes]] = [:]
        /// Rises with every removal, so that a block that takes the place of a removed one is another block.
        var branch = 0

        mutating func note(_ height: UInt64, _ ruleTime: Timestamp) {
            let index = heights.lastIndex { $0.height <= height }
            if let index, heights[index].height == height {
                heights[index].ruleTime = max(heights[index].ruleTime, ruleTime)
            } else {
                heights.insert((height, ruleTime), at: index.map { $0 + 1 } ?? 0)
            }
        }
    }

    /// The indexes of one transaction.
    private struct TakenIndexes {
        private(set) var greatest: UInt32 = 0
        private var all: Set<UInt32> = []

        func contains(_ index: UInt32) -> Bool { all.contains(index) }

        mutating func insert(_ index: UInt32) {
            greatest = max(greatest, index)
            all.insert(index)
        }
    }

    private var chains: [ChainID: Chain] = [:]

    /// How often blocks of the chain were removed.
    func branch(of chain: ChainID) -> Int { chains[chain]?.branch ?? 0 }

    /// - Parameters:
    ///   - ruleTime: as the file gives it, otherwise the block's time, not before the rule time of a lower block.
    ///   - height: otherwise the same block as the event before it if that has the same time, else the next block;
    ///     an event of the node stands at the tip.
    ///   - index: otherwise the next one of the transaction.
    /// - Returns: the place, and whether another event has it on this branch; then nothing has changed. What the node
    ///   says of a block as a whole, or of a transaction, has places of its own.
    mutating func place(
        chain: ChainID, type: EventType, time: Timestamp, ruleTime: Timestamp?, height: UInt64?, transaction: UInt32?,
        index: UInt32?
    ) -> (position: Position, isTaken: Bool) {
        // Taken out, so that changing it copies nothing.
        var state = chains.removeValue(forKey: chain) ?? Chain()
        let ofNode = type.timeSource == .node
        let tip = state.heights.last?.height
        let height = height ?? (ofNode ? tip ?? 0 : state.last?.time == time ? tip ?? 1 : (tip ?? 0) &+ 1)
        let ofBlock = type.name.utf8.elementsEqual("chain.block".utf8)
        let transaction = transaction ?? (ofBlock ? UInt32.max : 0)
        let follows = state.last.map { $0.height == height && $0.transaction == transaction } ?? false
        let isOrdinary = EventTimeline.isOrdinary(type)
        let taken = isOrdinary ? state.taken[height]?[transaction] : nil
        let following = taken.map { $0.greatest &+ 1 } ?? (follows ? (state.last?.index ?? 0) &+ 1 : 0)
        let index = index ?? following
        var moment = ruleTime ?? time
        if let taken, taken.contains(index) {
            chains[chain] = state
            return (
                Position(ruleTime: moment, chain: chain, height: height, transaction: transaction, index: index), true
            )
        }
        if isOrdinary { state.taken[height, default: [:]][transaction, default: TakenIndexes()].insert(index) }
        if !ofNode {
            if ruleTime == nil, let lower = state.heights.last(where: { $0.height < height }) {
                moment = max(moment, lower.ruleTime)
            }
            state.note(height, moment)
        }
        state.last = (time, height, transaction, index)
        chains[chain] = state
        return (
            Position(ruleTime: moment, chain: chain, height: height, transaction: transaction, index: index), false
        )
    }

    /// Transfers and what platforms emit. The other built-in types are said by the node, which counts them itself.
    private static func isOrdinary(_ type: EventType) -> Bool {
        type.name.utf8.elementsEqual("transfer".utf8)
            || !BuiltInEvents.all.contains { $0.name.utf8.elementsEqual(type.name.utf8) }
    }

    mutating func remove(chain: ChainID, from height: UInt64) {
        // Taken out, so that changing it copies nothing.
        var state = chains.removeValue(forKey: chain) ?? Chain()
        state.heights.removeAll { $0.height >= height }
        state.taken = state.taken.filter { $0.key < height }
        state.last = nil
        state.branch += 1
        chains[chain] = state
    }
}
