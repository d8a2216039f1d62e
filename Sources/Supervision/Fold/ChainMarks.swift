import SupervisionModel

/// How far the chains that count have come; a chain that is suspended does not count.
struct ChainMarks {
    /// The least of the chains' own watermarks: newest final block, or proof of life, less the allowed lateness.
    var lowest = Timestamp.distantPast
    /// Nothing older can be taken off a chain by a reorganisation that is provided for.
    var reserve = Timestamp.distantFuture

    init() {}

    init(_ chains: [(id: ChainID, state: ChainState)], _ configuration: CoreConfiguration) {
        var lowest: Timestamp?
        for (id, chain) in chains where !chain.isSuspended {
            reserve = min(reserve, chain.reserveRuleTime)
            guard let settings = configuration[id] else { continue }
            var mark =
                chain.finalRuleTime == .distantPast
                ? .distantPast : chain.finalRuleTime.advanced(by: -settings.lateness)
            if chain.alive != .distantPast { mark = max(mark, chain.alive.advanced(by: -settings.lateness)) }
            lowest = lowest.map { min($0, mark) } ?? mark
        }
        if let lowest { self.lowest = lowest }
    }
}
