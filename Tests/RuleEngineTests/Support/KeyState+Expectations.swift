import RuleEngine
import SupervisionModel
import Testing

extension KeyState {
    mutating func mustTake(_ entry: TailEntry, limit: Int = 1000) {
        if case .refused = insert(entry, limit: limit) { Issue.record("refused \(entry.position)") }
    }

    mutating func mustRefuse(_ entry: TailEntry) {
        if case .refused = insert(entry, limit: 1000) { return }
        Issue.record("took \(entry.position)")
    }

    mutating func mustRemove(chain: ChainID, from height: UInt64) {
        let settled = settledThrough
        #expect(remove(chain: chain, from: height).allSatisfy { $0.position.ruleTime > settled })
    }

    /// As it comes back from a store.
    func stored(_ evaluator: Evaluator) throws -> KeyState {
        try KeyState(decodingHead: encodeHead()) { count in
            #expect(count == entries.count)
            return try entries.map {
                try TailEntry(decoding: $0.encode(slots: evaluator.rules.keptSlots(of: 0, role: $0.role)))
            }
        }
    }

    /// Everything that is stored of it.
    func bytes(_ evaluator: Evaluator) -> [[UInt8]] {
        [encodeHead()] + entries.map { $0.encode(slots: evaluator.rules.keptSlots(of: 0, role: $0.role)) }
    }
}

extension Evaluator {
    /// From the state alone, as after a restart.
    func matches(rule: Int, key: [UInt8], state: KeyState, watermark: Timestamp) -> [Match] {
        matches(LiveKey(rule: rule, key: key, state: state), watermark: watermark)
    }

    func settle(rule: Int, key: [UInt8], state: inout KeyState, through moment: Timestamp) {
        let live = LiveKey(rule: rule, key: key, state: state)
        _ = settle(live, through: moment)
        state = live.state
    }

    func nextDeadline(rule: Int, state: KeyState, watermark: Timestamp) -> Timestamp? {
        nextDeadline(LiveKey(rule: rule, key: [], state: state), watermark: watermark)
    }
}
