import RuleEngine
public import SupervisionModel

/// Runs the tests in rule files on the evaluator that runs live, without a ledger and without lateness.
///
/// A removal takes away events of the chain; what the node itself saw (feeds, reorganisations) stays, as in the core.
public struct EvaluatorTestEngine: RuleTestEngine {
    private let naming: any EntityNaming

    public init(naming: any EntityNaming) {
        self.naming = naming
    }

    public func alerts(of rule: String, in pack: RulePack, after steps: [EventStep]) throws -> [TestAlert] {
        guard let index = pack.rules.firstIndex(where: { $0.id.utf8.elementsEqual(rule.utf8) }) else {
            let place = SourceLocation(file: PackManifestReader.path, line: 1, column: 1)
            throw LoadError(.unknownRule, at: place, [rule])
        }
        let evaluator = Evaluator(rules: pack.ruleSet, lists: pack.lists.map(\.snapshot), naming: naming)
        var run = Run(rule: index, evaluator: evaluator, vocabulary: pack.vocabulary)
        for step in steps { run.take(step) }
        run.end()
        return run.alerts()
    }
}

/// One test on its way.
private struct Run {
    let rule: Int
    let evaluator: Evaluator
    let vocabulary: Vocabulary
    /// Matches of stateless rules with the events that made them.
    private var single: [(event: Event, match: Match)] = []
    /// States by key, in the order in which keys appeared.
    private var keys: [(key: [UInt8], state: KeyState)] = []
    /// Blocks of chain events that have not been removed.
    private var blocks: [(chain: ChainID, height: UInt64, block: Digest32)] = []
    private var finalHeights: [ChainID: UInt64] = [:]
    private var finalEvents: Set<EventIdentity> = []
    private var lastTick: Timestamp?
    private var newest = Timestamp.distantPast
    /// Every match that held after some step, by what makes an alert: the latest wins.
    private var seen: [(name: AlertName, match: Match)] = []

    private struct AlertName: Equatable {
        let key: [UInt8]
        let subject: EntityRef
        let episode: EventIdentity

        init(_ match: Match) {
            key = match.key
            subject = match.subject
            episode = match.episode
        }
    }

    /// More events than a test has; the node's own limit is configuration.
    private static let eventsPerKey = 100_000

    init(rule: Int, evaluator: Evaluator, vocabulary: Vocabulary) {
        self.rule = rule
        self.evaluator = evaluator
        self.vocabulary = vocabulary
    }

    mutating func take(_ step: EventStep) {
        switch step {
        case .event(let event): take(event)
        case .remove(let chain, let height): remove(chain, height)
        case .tick(let moment): lastTick = max(lastTick ?? moment, moment)
        case .final(let chain, let height): finalHeights[chain] = max(finalHeights[chain] ?? 0, height)
        case .undeclared, .faulty: break
        }
        note()
    }

    /// The end of the input sets the watermark to the last tick, otherwise to the greatest rule time.
    mutating func end() {
        lastTick = lastTick ?? newest
        note()
    }

    private mutating func take(_ event: FileEvent) {
        let position = event.event.position
        newest = max(newest, position.ruleTime)
        if vocabulary[event.event.type].timeSource == .chain {
            blocks.append((position.chain, position.height, event.event.block))
        }
        var outcomes: [Evaluator.Outcome] = []
        evaluator.judge(event.event, into: &outcomes)
        for outcome in outcomes {
            switch outcome {
            case .match(let match) where match.rule == rule:
                single.append((event.event, match))
                if event.isFinal { finalEvents.insert(match.episode) }
            case .entry(let index, let key, let entry) where index == rule:
                if event.isFinal { finalEvents.insert(entry.identity) }
                let place = keys.firstIndex { $0.key == key } ?? keys.count
                if place == keys.count { keys.append((key, KeyState())) }
                _ = keys[place].state.insert(entry, limit: Run.eventsPerKey)
            default: break
            }
        }
    }

    private mutating func remove(_ chain: ChainID, _ height: UInt64) {
        let gone = blocks.filter { $0.chain == chain && $0.height >= height }
        blocks.removeAll { $0.chain == chain && $0.height >= height }
        single.removeAll { entry in
            vocabulary[entry.event.type].timeSource == .chain
                && gone.contains { $0.chain == entry.event.position.chain && $0.block == entry.event.block }
        }
        for index in keys.indices {
            for block in gone { _ = keys[index].state.remove(block: block.block, chain: block.chain) }
        }
    }

    // MARK: Alerts

    private func standing() -> [Match] {
        let watermark = lastTick ?? .distantPast
        return single.map(\.match)
            + keys.flatMap { evaluator.matches(rule: rule, key: $0.key, state: $0.state, watermark: watermark) }
    }

    private mutating func note() {
        for match in standing() {
            let name = AlertName(match)
            if let index = seen.firstIndex(where: { $0.name == name }) {
                seen[index].match = match
            } else {
                seen.append((name, match))
            }
        }
    }

    func alerts() -> [TestAlert] {
        let names = standing().map(AlertName.init)
        return seen.map { name, match in
            let state: TestAlert.State = !names.contains(name) ? .retracted : isFinal(match) ? .final : .provisional
            let values = match.values.map { TestAlert.NamedValue(name: $0.name, value: Run.value($0.value)) }
            return TestAlert(
                at: match.at, subject: match.subject, severity: match.severity, state: state, values: values)
        }
    }

    /// Its last event is final; earlier ones of the same chain are then final too.
    private func isFinal(_ match: Match) -> Bool {
        if let height = finalHeights[match.last.chain], match.last.height <= height { return true }
        return finalEvents.contains(match.episode)
    }

    private static func value(_ scalar: Scalar) -> TestValue {
        switch scalar {
        case .absent: .absent
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .text(let value): .text(value)
        case .entity(let value): .entity(value)
        case .time(let value): .time(value)
        case .span(let value): .span(value)
        }
    }
}
