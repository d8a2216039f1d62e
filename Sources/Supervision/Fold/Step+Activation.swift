import RuleEngine
import SupervisionModel

/// What comes into force: configuration, pack, lists, anchors.
extension Step {
    mutating func change(_ input: ConfigChange) throws {
        _ = try supervisor.configuration(input.config)
        core.configuration = input.config
    }

    mutating func activatePack(_ input: ContentActivation) throws {
        _ = try supervisor.rules(input.content)
        core.pack = input.content
    }

    /// A list has a new version. Whoever is new on it is looked for in everything observed so far.
    mutating func update(list input: ContentActivation) throws {
        let snapshot = try supervisor.list(input.content).references
        let previous = core.lists.first { $0.id == input.id }
        core.lists.removeAll { $0.id == input.id }
        core.lists.append(input)
        core.lists.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        let known = try previous.map { try supervisor.list($0.content).references.entries } ?? []
        let added = Set(snapshot.entries).subtracting(known)
        if !added.isEmpty { try rescreen(for: Set(added.map(\.subject))) }
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
        items.append(
            ResultItem(
                scope: .epoch,
                payload: [
                    "chain": .string(id.text), "state": .string(isSuspended ? "suspended" : "resumed"),
                    "type": "coverage.stated",
                ]))
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
