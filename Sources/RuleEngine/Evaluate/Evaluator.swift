import CEL
public import SupervisionModel

/// Judges events by the rules of a set. Belongs to one thread; two evaluators of one set give the same answers.
///
/// What a rule concludes is a function of the event (stateless rules) or of the key's `KeyState` (windowed rules) and of
/// the lists, nothing else: the same evaluator serves live observation, replay, backtests and the tests in rule files.
public final class Evaluator {
    public let rules: RuleSet
    public let naming: any EntityNaming
    private let conditionBudget: Int64
    private let bridge: FieldBridge
    private let trail = EvaluationTrail()
    private let activation: Activation
    private let events: [EventValue]
    private let lists: [ListValue]

    /// - Parameters:
    ///   - conditionBudget: cost units one expression may spend on one event.
    ///   - lists: snapshots by name; a list of the set that is missing here is empty.
    public init(
        rules: RuleSet, lists: [ListSnapshot], naming: any EntityNaming,
        conditionBudget: Int64 = CoreConfiguration.defaultConditionBudget
    ) {
        self.rules = rules
        self.naming = naming
        self.conditionBudget = conditionBudget
        let bridge = FieldBridge(naming: naming)
        self.bridge = bridge
        let trail = self.trail
        self.lists = rules.listNames.map { name in
            ListValue(lists.first { $0.id == name } ?? ListSnapshot(empty: name), trail: trail)
        }
        events = rules.vocabulary.types.map {
            EventValue(type: $0, structType: EventValue.structType(of: $0), bridge: bridge)
        }
        let names = rules.planned.flatMap(\.names).map(\.slot).max() ?? 0
        activation = Activation(slotCount: max(names, SlotLayout.firstName(lists: self.lists.count)) + 1)
        for (index, list) in self.lists.enumerated() { activation[SlotLayout.firstList + index] = .opaque(list) }
    }

    /// What an event means for the rules.
    public enum Outcome: Sendable {
        /// A stateless rule matches.
        case match(Match)
        /// A windowed rule has one more event under this key.
        case entry(rule: Int, key: [UInt8], entry: TailEntry)
    }

    /// Judges one event by every rule that looks at its type, in the order of the set.
    public func judge(_ event: Event, into outcomes: inout [Outcome]) {
        let type = Int(event.type.rawValue)
        guard type < rules.interested.count else { return }
        let interested = rules.interested[type]
        if interested.isEmpty { return }
        let value = events[type]
        value.event = event
        activation[SlotLayout.event] = .structure(value)
        for index in interested {
            trail.begin(at: event.position.ruleTime)
            if let outcome = judge(event, by: rules.planned[index]) { outcomes.append(outcome) }
        }
    }

    /// The matches that a key's tail supports.
    /// - Parameter watermark: nothing earlier than this can still arrive; only absences look at it.
    public func matches(rule: Int, key: [UInt8], state: KeyState, watermark: Timestamp) -> [Match] {
        let plan = rules.planned[rule]
        switch plan.form {
        case .stateless: return []
        case .windowed(let window): return run(plan, window, key).matches(state)
        case .absence(let absence): return absenceRun(plan, absence, key).matches(state, watermark: watermark)
        }
    }

    /// Folds what is older than `moment` into the carry. The matches that end before it are not found again.
    public func settle(rule: Int, key: [UInt8], state: inout KeyState, through moment: Timestamp) {
        let plan = rules.planned[rule]
        switch plan.form {
        case .stateless: break
        case .windowed(let window): run(plan, window, key).settle(&state, through: moment)
        case .absence(let absence): absenceRun(plan, absence, key).settle(&state, through: moment)
        }
    }

    /// When an absence of this key may next become a match; `nil` for other rules.
    public func nextDeadline(rule: Int, state: KeyState, watermark: Timestamp) -> Timestamp? {
        guard case .absence(let absence) = rules.planned[rule].form else { return nil }
        return absenceRun(rules.planned[rule], absence, []).nextDeadline(state, after: watermark)
    }

    // MARK: One event

    private func judge(_ event: Event, by plan: PlannedRule) -> Outcome? {
        let rule = plan.rule
        let moment = event.position.ruleTime
        guard moment >= rule.effectiveFrom else { return nil }
        let isAwaited = plan.awaited == event.type
        // What answers an event of the rule's time may come after the rule has ended.
        if !isAwaited, let until = rule.effectiveUntil, moment >= until { return nil }
        if !isAwaited, let filter = plan.filter {
            switch verdict(of: filter) {
            case .fails: return nil
            case .inconclusive:
                return .match(match(event, plan, values: [], severity: plan.rule.severity, marks: .inconclusive))
            case .holds: break
            }
        }
        switch plan.form {
        case .stateless: return statelessMatch(event, plan).map { .match($0) }
        case .windowed, .absence:
            guard let program = isAwaited ? plan.awaitedKey : plan.key, let key = keyBytes(of: program) else {
                return nil
            }
            return .entry(rule: plan.index, key: key, entry: entry(event, plan, isAwaited: isAwaited))
        }
    }

    private func statelessMatch(_ event: Event, _ plan: PlannedRule) -> Match? {
        var values: [NamedScalar] = []
        for name in plan.names {
            guard case .expression(let program) = name.source else { continue }
            let value = evaluate(program)
            activation[name.slot] = value
            values.append(NamedScalar(name: name.name, value: FieldBridge.scalar(of: value) ?? .absent))
        }
        if let condition = plan.condition {
            switch verdict(of: condition) {
            case .fails: return nil
            case .inconclusive:
                return match(event, plan, values: values, severity: severity(plan), marks: .inconclusive)
            case .holds: break
            }
        }
        return match(event, plan, values: values, severity: severity(plan), marks: [])
    }

    private func match(
        _ event: Event, _ plan: PlannedRule, values: [NamedScalar], severity: Severity, marks: Marks
    ) -> Match {
        Match(
            rule: plan.index, key: [], subject: entity(of: plan.subject) ?? unknownSubject,
            episode: identity(of: event), at: event.position.ruleTime, last: event.position,
            severity: severity, values: values, evidence: [EvidenceRef(event)], evidenceCount: 1,
            hits: trail.hits, marks: marks)
    }

    private func entry(_ event: Event, _ plan: PlannedRule, isAwaited: Bool) -> TailEntry {
        let arguments =
            isAwaited
            ? []
            : plan.arguments.map { program in
                program.map { FieldBridge.scalar(of: evaluate($0)) ?? .absent } ?? .absent
            }
        return TailEntry(
            evidence: EvidenceRef(event), identity: identity(of: event), role: isAwaited ? 1 : 0,
            subject: isAwaited ? nil : entity(of: plan.subject), arguments: arguments, hits: trail.hits)
    }

    private func identity(of event: Event) -> EventIdentity {
        EventIdentity(
            type: rules.vocabulary[event.type].name, origin: event.origin, index: event.position.index)
    }

    // MARK: Windows

    private func run(_ plan: PlannedRule, _ window: Window, _ key: [UInt8]) -> KeyRun<PlannedCondition> {
        KeyRun(
            condition: PlannedCondition(plan: plan, window: window, evaluator: self), rule: plan.index, key: key,
            names: plan.names.map(\.name))
    }

    private func absenceRun(_ plan: PlannedRule, _ absence: Absence, _ key: [UInt8]) -> AbsenceRun {
        AbsenceRun(rule: plan.index, key: key, within: absence.within, severity: plan.rule.severity)
    }

    /// Values of a windowed rule's names, and whether its condition holds.
    func judge(_ window: WindowContents, _ plan: PlannedRule, at moment: Timestamp) -> KeyedJudgement {
        trail.begin(at: moment)
        var values: [Scalar] = []
        values.reserveCapacity(plan.names.count)
        var isOutOfRange = false
        for name in plan.names {
            switch name.source {
            case .aggregate(let index):
                guard let scalar = window.value(index) else {
                    isOutOfRange = true
                    activation[name.slot] = .failure(.overflow, "the sum left its range")
                    values.append(.absent)
                    continue
                }
                activation[name.slot] = bridge.value(of: scalar, as: name.type)
                values.append(scalar)
            case .expression(let program):
                let value = evaluate(program)
                activation[name.slot] = value
                values.append(FieldBridge.scalar(of: value) ?? .absent)
            }
        }
        guard let condition = plan.condition else {
            return KeyedJudgement(verdict: .fails, severity: plan.rule.severity, values: values)
        }
        let verdict = isOutOfRange ? KeyedJudgement.Verdict.inconclusive : self.verdict(of: condition)
        let severity = verdict == .fails ? plan.rule.severity : self.severity(plan)
        return KeyedJudgement(verdict: verdict, severity: severity, values: values)
    }

    // MARK: Expressions

    private func evaluate(_ program: Program) -> Value {
        program.evaluate(activation, budget: conditionBudget).value
    }

    /// A condition about a field that is absent does not apply: unknown is not an accusation. Every other error leaves
    /// open whether the condition holds.
    private func verdict(of program: Program) -> KeyedJudgement.Verdict {
        switch program.test(activation, budget: conditionBudget).value {
        case .bool(let holds): holds ? .holds : .fails
        case .error(let error) where error.code == .noSuchField: .fails
        default: .inconclusive
        }
    }

    private func severity(_ plan: PlannedRule) -> Severity {
        var severity = plan.rule.severity
        for escalation in plan.escalations where escalation.severity > severity {
            if verdict(of: escalation.program) == .holds { severity = escalation.severity }
        }
        return severity
    }

    private func entity(of program: Program) -> EntityRef? {
        guard case .entity(let entity) = FieldBridge.scalar(of: evaluate(program)) else { return nil }
        return entity
    }

    /// Canonical bytes of a key; `nil` when the event has none, so that the rule does not look at it.
    private func keyBytes(of program: Program) -> [UInt8]? {
        let value = evaluate(program)
        var writer = ByteWriter()
        if case .list(let parts) = value {
            for part in parts {
                guard let scalar = FieldBridge.scalar(of: part), scalar != .absent else { return nil }
                scalar.write(to: &writer)
            }
        } else {
            guard let scalar = FieldBridge.scalar(of: value), scalar != .absent else { return nil }
            scalar.write(to: &writer)
        }
        return writer.bytes
    }
}

/// A planned rule's condition over a window, evaluated by the evaluator that owns it.
struct PlannedCondition: KeyedCondition {
    let plan: PlannedRule
    let window: Window
    let evaluator: Evaluator

    var aggregates: [Binding.Aggregate] { plan.aggregates }
    var rearm: Rearm { plan.rule.rearm }

    func judge(_ window: WindowContents, at moment: Timestamp) -> KeyedJudgement {
        evaluator.judge(window, plan, at: moment)
    }
}
