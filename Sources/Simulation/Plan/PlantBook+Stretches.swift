internal import SupervisionModel

/// Stretches of chains for injectors that bend time.
extension PlantBook {
    /// Attempts before a chain counts as too busy.
    private static let attempts = 400

    /// The beginning of a stretch of a chain in which nothing is planted, nor within `margin` seconds around it.
    ///
    /// - Parameter hours: the hours of the day in which it may begin.
    /// - Returns: a whole minute; `nil` when there is none.
    mutating func freeStretch(
        _ chain: Int, seconds: Int, margin: Int = 3_700, hours: ClosedRange<Int> = 9...15
    ) -> Timestamp? {
        let busy = events.filter { $0.chain == chain && $0.placement != .nextBlock }.map(\.time).sorted()
        for _ in 0..<PlantBook.attempts {
            let days = scenario.days - 20 - seconds / 86_400
            guard days > 0 else { return nil }
            let start = scenario.firstDay.plus(8 + random.below(days)).at(random.between(hours), random.below(60))
            let from = start.plus(seconds: -margin)
            let to = start.plus(seconds: seconds + margin)
            let isTaken = spans.contains { $0.chain == chain && $0.bendsTime && $0.from < to && from < $0.to }
            if !isTaken, !PlantBook.hasAny(busy, from, to) { return start }
        }
        return nil
    }

    private static func hasAny(_ sorted: [Timestamp], _ from: Timestamp, _ to: Timestamp) -> Bool {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < from { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] <= to
    }

    /// A block comes at exactly this time, whatever it carries.
    mutating func addBlock(on chain: Int, at time: Timestamp) {
        add(PlannedEvent.blockOnly, on: chain, at: time, [])
    }

    /// Chains of one way of agreeing, in the order of the scenario; all chains when there is none of them.
    func chains(_ consensus: [SimulatedChain.Consensus]) -> [Int] {
        let found = scenario.chains.indices.filter { consensus.contains(scenario.chains[$0].consensus) }
        return found.isEmpty ? Array(scenario.chains.indices) : found
    }
}

extension PlannedEvent {
    /// The type of a plan that is no event: it only makes a block come.
    static let blockOnly = ""
}

extension ChainSpan {
    /// Whether other stretches must stay away.
    var bendsTime: Bool {
        if case .producer = kind { false } else { true }
    }
}
