import RuleEngine
import SupervisionModel

/// What comes into force: configuration, pack, anchors.
extension Step {
    mutating func change(_ input: ConfigChange) throws {
        _ = try supervisor.configuration(input.config)
        core.configuration = input.config
    }

    mutating func activatePack(_ input: ContentActivation) throws {
        _ = try supervisor.rules(input.content)
        core.pack = input.content
    }

    mutating func anchor(_ input: ChainAnchor) throws {
        _ = try chainConfiguration(input.chain)
        guard !chains.contains(where: { $0.id == input.chain }) else {
            throw SupervisionError(.repeated, "chain \(input.chain) is anchored already")
        }
        guard input.times.count <= MedianTime.span else {
            throw SupervisionError(.badContent, "an anchor has at most \(MedianTime.span) header times")
        }
        set(input.chain, ChainState(input))
    }

    mutating func suspend(_ id: ChainID, _ isSuspended: Bool) throws {
        var chain = try chain(id)
        chain.isSuspended = isSuspended
        set(id, chain)
        try judgeSuspension(id, chain)
        stateCoverage(of: id, isSuspended: isSuspended)
    }

    /// No participant can hold up the others by stopping its clock, and none does so unnoticed.
    private mutating func judgeSuspension(_ id: ChainID, _ chain: ChainState) throws {
        guard let evaluator = try evaluator() else { return }
        let settings = try chainConfiguration(id)
        let latest = max(chain.ruleTime, chain.alive)
        let lag = latest == .distantPast ? FieldValue.absent : .duration(time.interval(since: latest))
        let event = nodeEvent(
            BuiltInEvents.chainSuspended, chain: id, height: chain.height, index: 0,
            fields: [
                .bool(chain.isSuspended), lag, .duration(settings.suspendAfter), .entity(settings.chainOperator),
            ])
        try judgeNodeEvents([event], with: evaluator)
    }
}
