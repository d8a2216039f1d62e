import RuleEngine
import SupervisionModel

/// Time: what is final, what can still arrive, and what falls due (DESIGN.md section 6).
extension Step {
    /// Nothing earlier than this can still arrive from a chain that counts. A chain that is suspended does not count.
    /// It never falls: a chain that comes back, or is new, brings what is late.
    var watermark: Timestamp { max(core.watermark, marks.lowest) }

    /// What is older than this is folded into carries: final, past the watermark, and deeper than any reorganisation
    /// that is provided for.
    var settlementTime: Timestamp { min(watermark, marks.reserve) }

    /// Suspended chains: alerts say that they were found without them.
    var suspendedChains: [ChainID] { chains.filter(\.state.isSuspended).map(\.id) }

    /// Finds the newest final block and the one at the reorganisation reserve after the tip has moved.
    mutating func advanceFinality(_ id: ChainID, _ settings: ChainConfiguration) throws {
        var chain = try chain(id)
        let depth = settings.finalityDepth
        if chain.height + 1 >= chain.anchorHeight + depth, chain.height + 1 >= depth {
            let height = chain.height + 1 - depth
            // Final blocks stay final for the watermark even while a deeper reorganisation takes them off.
            if height > chain.finalHeight ?? 0 || chain.finalHeight == nil {
                if height == chain.height {
                    chain.finalRuleTime = max(chain.finalRuleTime, chain.ruleTime)
                    chain.finalHeight = height
                } else if let bytes = try state[.block(id, height)] {
                    chain.finalRuleTime = max(chain.finalRuleTime, try BlockRow.ruleTime(decoding: bytes))
                    chain.finalHeight = height
                }
            }
        }
        if chain.height >= chain.anchorHeight + Supervisor.reorgReserve,
            let bytes = try state[.block(id, chain.height - Supervisor.reorgReserve)]
        {
            chain.reserveRuleTime = max(chain.reserveRuleTime, try BlockRow.ruleTime(decoding: bytes))
        }
        if chain.watchSpendsThrough > 0, chain.height > chain.watchSpendsThrough {
            try forgetOrphanedSpends(id)
            chain.watchSpendsThrough = 0
        }
        set(id, chain)
    }

    private mutating func forgetOrphanedSpends(_ chain: ChainID) throws {
        let prefix = StateKey.orphanedSpend(chain, .zero, 0).bytes.dropLast(40)
        let from = StateKey(Array(prefix))
        let to = StateKey(Array(prefix) + [UInt8](repeating: 0xFF, count: 41))
        while true {
            let batch = try state.entries(from: from, to: to, limit: 1000)
            for entry in batch { try state.set(entry.key, to: nil) }
            if batch.count < 1000 { return }
        }
    }

    /// After every input: timers that have run out, then alerts that have become final.
    mutating func passTime() throws {
        if let evaluator = try evaluator() {
            try runTimers(isNodeTime: true, before: time, evaluator)
            try runTimers(isNodeTime: false, before: watermark, evaluator)
        }
        core.watermark = watermark
        try finaliseAlerts(before: core.watermark)
    }

    private mutating func runTimers(isNodeTime: Bool, before moment: Timestamp, _ evaluator: Evaluator) throws {
        let range = StateKey.timers(isNodeTime: isNodeTime, before: moment)
        while let timer = try state.entries(from: range.from, to: range.to, limit: 1).first {
            try state.set(timer.key, to: nil)
            let key = timer.key.timerTarget()
            try timerRan(out: key, evaluator)
        }
    }

    /// - Parameter mark: alerts whose latest event is older can be final.
    mutating func finaliseAlerts(before mark: Timestamp) throws {
        guard mark > core.pendingFloor else { return }
        let all = StateKey.range(of: .pending)
        var next = all.from
        let to = StateKey.pending(mark, .zero)
        while true {
            let batch = try state.entries(from: next, to: to, limit: 256)
            for entry in batch {
                let (_, id) = try entry.key.pendingAlert()
                try finalise(id, pending: entry.key)
            }
            guard batch.count == 256, let last = batch.last else { break }
            next = StateKey(last.key.bytes + [0])
        }
        let first = try state.entries(from: all.from, to: all.to, limit: 1).first
        core.pendingFloor = try first?.key.pendingAlert().moment ?? .distantFuture
    }

    /// Whether every block an alert rests on is final.
    func isFinal(_ heights: [ChainHeight]) -> Bool {
        heights.allSatisfy { height in
            guard let final = chains.first(where: { $0.id == height.chain })?.state.finalHeight else { return false }
            return height.height <= final
        }
    }
}

/// The highest block of a chain that an alert rests on.
struct ChainHeight: Hashable {
    let chain: ChainID
    let height: UInt64
}
