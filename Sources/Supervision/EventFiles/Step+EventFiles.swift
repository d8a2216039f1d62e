import RuleEngine
import SupervisionModel

/// Steps of event files, on the core's own way from events to alerts.
extension Step {
    mutating func run(_ input: EventFileInput) throws {
        switch input {
        case .block(let chain, let events): try take(events, of: chain)
        case .node(let events): try take(nodeEvents: events)
        case .removed(let chain, let height): try remove(chain, from: height)
        case .final(let chain, let height): try makeFinal(chain, through: height)
        case .tick(let moment), .end(let moment): tick(moment)
        }
        core.time = time
        try passTime()
        if case .end(let moment) = input {
            // Nothing more comes, not even at the same moment.
            try finaliseAlerts(before: max(core.watermark, moment).advanced(by: Interval(milliseconds: 1)))
        }
    }

    private mutating func take(_ events: [Event], of id: ChainID) throws {
        guard let position = events.first?.position, let block = events.first?.block else { return }
        var chain = try chain(id)
        chain.height = max(chain.height, position.height)
        chain.ruleTime = max(chain.ruleTime, position.ruleTime)
        if let final = chain.finalHeight, position.height <= final {
            chain.finalRuleTime = max(chain.finalRuleTime, position.ruleTime)
        }
        set(id, chain)
        guard let evaluator = try evaluator() else { return }
        let tables = try absorb(events, with: evaluator)
        let key = StateKey.block(id, position.height)
        var row =
            try state[key].map { try BlockRow(decoding: $0) }
            ?? BlockRow(hash: block, headerSeconds: 0, ruleTime: position.ruleTime)
        row.ruleTime = max(row.ruleTime, position.ruleTime)
        row.tables += tables
        try judge(events, with: evaluator, into: &row)
        try state.set(key, to: row.encode())
    }

    private mutating func take(nodeEvents events: [Event]) throws {
        for event in events {
            guard event.type == BuiltInEvents.feedGap || event.type == BuiltInEvents.feedRecovered else { continue }
            let source = if case .string(let source) = event[0] { source } else { "" }
            var chain = try chain(event.position.chain)
            chain.setGap(source, isOpen: event.type == BuiltInEvents.feedGap)
            set(event.position.chain, chain)
        }
        guard let evaluator = try evaluator() else { return }
        try judgeNodeEvents(events, with: evaluator)
    }

    private mutating func remove(_ id: ChainID, from height: UInt64) throws {
        let from = StateKey.block(id, height)
        let to = StateKey.block(id, .max)
        var chain = try chain(id)
        while let entry = try state.entries(from: from, to: to, limit: 1).first {
            let row = try BlockRow(decoding: entry.value)
            try state.set(entry.key, to: nil)
            try takeBack(
                row, from: height, of: id,
                reason: ["chain": .string(id.text), "height": JSONValue(height), "why": "block.disconnected"])
        }
        chain.height = min(chain.height, height == 0 ? 0 : height - 1)
        if let final = chain.finalHeight, final > chain.height { chain.finalHeight = chain.height }
        set(id, chain)
    }

    private mutating func makeFinal(_ id: ChainID, through height: UInt64) throws {
        var chain = try chain(id)
        let first = chain.finalHeight ?? 0
        guard chain.finalHeight == nil || height > first else { return }
        let to = StateKey.block(id, height == .max ? height : height + 1)
        var from = StateKey.block(id, first)
        while true {
            let batch = try state.entries(from: from, to: to, limit: 256)
            for entry in batch {
                chain.finalRuleTime = max(chain.finalRuleTime, try BlockRow.ruleTime(decoding: entry.value))
            }
            guard batch.count == 256, let last = batch.last else { break }
            from = StateKey(last.key.bytes + [0])
        }
        chain.finalHeight = height
        set(id, chain)
    }

    private mutating func tick(_ moment: Timestamp) {
        for (id, before) in chains {
            var chain = before
            chain.alive = max(chain.alive, moment)
            // What is final is never removed, and what is older than a tick comes late: it can be settled.
            chain.reserveRuleTime = max(chain.reserveRuleTime, min(chain.finalRuleTime, moment))
            set(id, chain)
        }
    }
}
