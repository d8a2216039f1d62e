import CEL
public import SupervisionModel

/// Explains: the same evaluation again, with every value on the way.
extension Evaluator {
    /// Why a rule fired on an event, or why it did not.
    ///
    /// - Parameters:
    ///   - others: all other events that there are, whatever rule or key they belong to.
    ///   - watermark: nothing earlier than this can still arrive.
    /// - Returns: one explanation for each trigger whose type the event has; none when the rule does not look at it.
    public func explain(
        _ event: Event, rule: Int, among others: [Event], watermark: Timestamp
    ) -> [RuleExplanation] {
        let plan = rules.planned[rule]
        return plan.roles.indices.filter { plan.roles[$0].type == event.type }.map { role in
            explain(event, plan, role, among: others, watermark: watermark)
        }
    }

    private func explain(
        _ event: Event, _ plan: PlannedRule, _ role: Int, among others: [Event], watermark: Timestamp
    ) -> RuleExplanation {
        let planned = plan.roles[role]
        var explanation = RuleExplanation(trigger: planned.name, verdict: .matches)
        let moment = event.position.ruleTime
        trail.begin(at: moment)
        let isOver = plan.rule.effectiveUntil.map { moment >= $0 } ?? false
        if !planned.isAwaited, moment < plan.rule.effectiveFrom || isOver {
            explanation.verdict = .notInForce
            explanation.steps.append(step("effective", "from", plan.rule.effectiveFrom))
            if let until = plan.rule.effectiveUntil { explanation.steps.append(step("effective", "until", until)) }
            return explanation
        }
        if !planned.isAwaited, !event.jurisdiction.utf8.isEmpty, !plan.rule.profile.isIn(event.jurisdiction) {
            explanation.verdict = .elsewhere
            explanation.steps.append(
                .init(what: "jurisdiction", text: event.jurisdiction, value: .string("scope.jurisdiction")))
            return explanation
        }
        show(judged: event, as: role)
        if let filter = planned.filter {
            explanation.steps += steps("where", filter)
            switch verdict(of: filter) {
            case .fails:
                explanation.verdict = .filtered
                return explanation
            case .inconclusive: explanation.verdict = .inconclusive
            case .holds: break
            }
        }
        if plan.isStateless { return explainStateless(explanation, event, plan) }
        var key: [UInt8] = []
        if let program = planned.key {
            explanation.steps += steps("key", program)
            guard let bytes = keyBytes(of: program) else {
                explanation.verdict = .noKey
                return explanation
            }
            key = bytes
        }
        return explainKeyed(explanation, event, plan, role, key, among: others, watermark)
    }

    private func explainStateless(
        _ explanation: RuleExplanation, _ event: Event, _ plan: PlannedRule
    ) -> RuleExplanation {
        var explanation = explanation
        for name in evaluateNames(plan.names) { explanation.steps.append(step("let \(name.name)", name)) }
        if let condition = plan.condition {
            explanation.steps += steps("when", condition)
            switch verdict(of: condition) {
            case .fails: explanation.verdict = .conditionFails
            case .inconclusive: explanation.verdict = .inconclusive
            case .holds: break
            }
        }
        explainExemptions(&explanation, plan)
        explanation.evidence = [EvidenceRef(event)]
        return explanation
    }

    private func explainExemptions(_ explanation: inout RuleExplanation, _ plan: PlannedRule) {
        for exemption in plan.subject.exemptions { explanation.steps += steps("exempt", exemption) }
        if isExempt(plan.subject) { explanation.verdict = .exempt }
    }

    /// Everything that the rule keeps under that key.
    private func tail(_ plan: PlannedRule, _ key: [UInt8], _ events: [Event]) -> KeyState {
        var state = KeyState()
        for event in events {
            var outcomes: [Outcome] = []
            judge(event, into: &outcomes)
            for case .entry(let rule, let bytes, let entry) in outcomes where rule == plan.index && bytes == key {
                _ = state.insert(entry, limit: .max)
            }
        }
        return state
    }

    private func explainKeyed(
        _ explanation: RuleExplanation, _ event: Event, _ plan: PlannedRule, _ role: Int, _ key: [UInt8],
        among others: [Event], _ watermark: Timestamp
    ) -> RuleExplanation {
        var explanation = explanation
        let state = tail(plan, key, others + [event])
        guard
            let entry = state.entries.first(where: {
                $0.position == event.position && Int($0.role) == role && $0.event.event.origin == event.origin
            })
        else { return explanation }
        switch plan.form {
        case .stateless: break
        case .windowed(let window): explain(&explanation, entry, plan, window, key, state)
        case .absence(let absence): explain(&explanation, entry, plan, absence, key, state, watermark)
        case .graph(let graph):
            let run = GraphRun(self, plan, graph, key: key, from: state)
            explain(&explanation, entry, run.all)
        case .sequence(let sequence):
            explain(
                &explanation, entry,
                SequenceRun(evaluator: self, plan: plan, sequence: sequence, key: key).matches(state))
            if Int(entry.role) != sequence.anchor { explanation.verdict = .counted }
        }
        return explanation
    }

    /// - Parameter matches: each of one anchor.
    private func explain(_ explanation: inout RuleExplanation, _ entry: TailEntry, _ matches: [Match]) {
        let match = matches.first { $0.episode == entry.identity }
        explanation.match = match
        explanation.evidence = match?.evidence ?? [entry.evidence]
        explanation.verdict = match == nil ? .nothingFound : .matches
        if let match { explanation.steps += match.values.map { step("let \($0.name)", $0) } }
        if match?.marks.contains(.inconclusive) == true { explanation.verdict = .inconclusive }
    }

    private func explain(
        _ explanation: inout RuleExplanation, _ entry: TailEntry, _ plan: PlannedRule, _ window: PlannedWindow,
        _ key: [UInt8], _ state: KeyState
    ) {
        let run = KeyRun(WindowedRule(self, plan, window), from: KeyState())
        let place = state.entries.firstIndex { $0.isSame(as: entry) } ?? state.entries.count
        _ = run.advance(state.entries, through: place)
        let before = run.matches.count
        let changed = run.advance(state.entries, through: place + 1) ?? []
        let after = run.matches.count
        run.goBack(to: place, in: state.entries)
        let judgement = run.judgeNext(state.entries)
        explanation.steps += zip(plan.names, judgement.values).map { name, value in
            step("let \(name.name)", NamedScalar(name: name.name, value: value))
        }
        if let condition = plan.condition { explanation.steps += steps("when", condition) }
        for exemption in plan.subject.exemptions { explanation.steps += steps("exempt", exemption) }
        explanation.evidence = changed.last?.evidence ?? [entry.evidence]
        guard plan.roles[Int(entry.role)].judges else {
            explanation.verdict = .counted
            return
        }
        switch judgement.verdict {
        case .fails: explanation.verdict = .conditionFails
        case .inconclusive: explanation.verdict = .inconclusive
        case .holds: explanation.verdict = after > before ? .matches : .continues
        }
        if judgement.isExempt { explanation.verdict = .exempt }
        let live = LiveKey(rule: plan.index, key: key, state: state)
        explanation.match = matches(live, watermark: .distantFuture).first {
            $0.at <= entry.position.ruleTime && $0.last >= entry.position
        }
    }

    private func explain(
        _ explanation: inout RuleExplanation, _ entry: TailEntry, _ plan: PlannedRule, _ absence: PlannedAbsence,
        _ key: [UInt8], _ state: KeyState, _ watermark: Timestamp
    ) {
        let run = AbsenceRun(evaluator: self, plan: plan, absence: absence, key: key)
        guard Int(entry.role) != absence.awaited else {
            explanation.verdict = .counted
            return
        }
        let matches = run.matches(state, watermark: watermark)
        let own = matches.filter { $0.last == entry.position }
        explanation.match = own.first
        explanation.evidence = [entry.evidence]
        for answer in state.entries where Int(answer.role) == absence.awaited {
            explanation.steps.append(
                .init(
                    what: "answer", text: plan.roles[absence.awaited].name,
                    value: .string(answer.position.ruleTime.rfc3339)))
        }
        if absence.each == nil, let deadline = deadline(of: entry, plan, absence, period: nil) {
            explanation.steps.append(step("deadline", "", deadline))
            let isOver = deadline < watermark
            explanation.verdict = own.isEmpty ? (isOver ? .answered : .waiting) : .matches
        } else {
            if let next = run.nextDeadline(state, after: watermark) {
                explanation.steps.append(step("deadline", "", next))
            }
            explanation.verdict = own.isEmpty ? .waiting : .matches
        }
    }

    // MARK: Values

    /// The value of an expression and of every part of it that was evaluated.
    private func steps(_ what: String, _ program: Program) -> [RuleExplanation.Step] {
        program.explain(activation, budget: conditionBudget).map { part in
            RuleExplanation.Step(what: what, text: part.text, value: json(part.value))
        }
    }

    private func json(_ value: Value) -> JSONValue {
        if case .error(let error) = value {
            return error.code == .noSuchField ? .string("absent") : .string("\(error)")
        }
        if case .list(let elements) = value { return .array(elements.prefix(64).map(json)) }
        return FieldBridge.scalar(of: value)?.json(naming: naming) ?? .string(value.type.name)
    }

    private func step(_ what: String, _ named: NamedScalar) -> RuleExplanation.Step {
        .init(what: what, text: named.name, value: named.value.json(naming: naming) ?? .string("absent"))
    }

    private func step(_ what: String, _ text: String, _ moment: Timestamp) -> RuleExplanation.Step {
        .init(what: what, text: text, value: .string(moment == .distantPast ? "–" : moment.rfc3339))
    }
}
