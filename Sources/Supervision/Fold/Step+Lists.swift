import RuleEngine
import SupervisionModel

/// A list has a new version: who is new on it is looked for in what was observed before.
extension Step {
    /// Screens every recorded block for the references that were added.
    mutating func rescreen(for subjects: Set<EntityRef>) throws {
        guard let evaluator = try evaluator() else { return }
        for (id, chain) in chains {
            let first = max(chain.anchorHeight, 0)
            guard chain.hash != .zero, first <= chain.height else { continue }
            for height in first...chain.height {
                guard let bytes = try state[.block(id, height)] else { continue }
                var row = try BlockRow(decoding: bytes)
                try rescreen(&row, id, height, subjects, evaluator)
            }
        }
    }

    private mutating func rescreen(
        _ row: inout BlockRow, _ chain: ChainID, _ height: UInt64, _ subjects: Set<EntityRef>, _ evaluator: Evaluator
    ) throws {
        let block = try supervisor.history.block(chain: chain, height: height, hash: row.hash)
        let recorded =
            block.transfers(
                chain: chain, height: height, ruleTime: row.ruleTime,
                includeInputs: evaluator.rules.readsTransferInputs)
            + block.declared(
                chain: chain, height: height, ruleTime: row.ruleTime, vocabulary: evaluator.rules.vocabulary)
        let events = recorded.filter { names(subjects, in: $0) }
        guard !events.isEmpty else { return }
        var outcomes: [Evaluator.Outcome] = []
        for event in events { evaluator.judge(event, into: &outcomes) }
        let before = row.alerts.count
        for case .match(let match) in outcomes where !match.hits.isEmpty {
            let isKnown = try alert(alertID(match, evaluator)).map { $0.finality != .retracted } ?? false
            let id = try publish(match, evaluator, marks: isKnown ? [] : .rescreened)
            if !row.alerts.contains(id) { row.alerts.append(id) }
        }
        if row.alerts.count != before { try state.set(.block(chain, height), to: row.encode()) }
    }

    private func names(_ subjects: Set<EntityRef>, in event: Event) -> Bool {
        event.fields.contains { field in
            switch field {
            case .entity(let entity): subjects.contains(entity)
            case .list(let elements):
                elements.contains { if case .entity(let entity) = $0 { subjects.contains(entity) } else { false } }
            default: false
            }
        }
    }
}
