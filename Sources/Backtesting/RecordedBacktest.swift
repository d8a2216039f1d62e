public import Supervision
import SupervisionModel

extension Backtest {
    /// What the rules of the pack would have said of everything that a node has recorded, had they been in force since
    /// its first pack: the same inputs in the same order, with the same lists. What people decided plays no part.
    ///
    /// - Parameters:
    ///   - inputs: what was recorded, before record `end`.
    ///   - content: configurations and lists that the inputs name.
    ///   - blocks: blocks to be looked at again when a list names somebody new.
    ///   - progress: called now and then with the number of inputs done.
    /// - Returns: alerts by time, rule and identifier, as they stand at the end.
    public func run(
        recorded inputs: any InputHistory, before end: UInt64, content: any ContentSource, blocks: any BlockHistory,
        progress: (Int) -> Void = { _ in }
    ) throws -> [EventFileRun.Finding] {
        let supervisor = Supervisor(
            packs: LoadedPack(pack: pack), content: content, history: blocks, naming: naming, inputs: nil,
            semantics: Supervisor.semantics, isDeriving: true)
        let state = MemoryStateStore()
        var order: [Digest32] = []
        var findings: [Digest32: EventFileRun.Finding] = [:]
        var count = 0
        try inputs.forEachInput(before: end) { input in
            let result = try supervisor.apply(input, to: state)
            state.apply(result.changes)
            for alert in result.alerts {
                guard let match = result.matches[alert.id] ?? findings[alert.id]?.match else { continue }
                if findings[alert.id] == nil { order.append(alert.id) }
                findings[alert.id] = EventFileRun.Finding(alert: alert, match: match)
            }
            count += 1
            if count.isMultiple(of: 256) { progress(count) }
        }
        return Self.sorted(order.compactMap { findings[$0] })
    }
}
