import CEL
public import SupervisionModel

/// One event at a time: stateless matches, and what enters the tails of keyed rules.
extension Evaluator {
    /// What an event means for the rules.
    public enum Outcome: Sendable {
        /// A stateless rule matches.
        indirect case match(Match)
        /// A keyed rule has one more event under this key.
        case entry(rule: Int, key: [UInt8], entry: TailEntry)
    }

    /// Judges one event by every rule that looks at its type, in the order of the set.
    public func judge(_ event: Event, into outcomes: inout [Outcome]) {
        let type = Int(event.type.rawValue)
        guard type < rules.interested.count else { return }
        guard !rules.interested[type].isEmpty else { return }
        judge(KeptEvent(event, typeName: ""))
        var kept: KeptEvent?
        let absent = ~event.presentSlots
        for interest in rules.interested[type] where interest.neededSlots & absent == 0 {
            trail.begin(at: event.position.ruleTime)
            if let outcome = judge(event, by: rules.planned[interest.rule], as: interest.role, &kept) {
                outcomes.append(outcome)
            }
        }
    }

    private func judge(
        _ event: Event, by plan: PlannedRule, as role: Int, _ kept: inout KeptEvent?
    ) -> Outcome? {
        let moment = event.position.ruleTime
        let planned = plan.roles[role]
        // What answers an event of the rule's time may come before the rule was in force, or after it has ended.
        if !planned.isAwaited, moment < plan.rule.effectiveFrom { return nil }
        if !planned.isAwaited, let until = plan.rule.effectiveUntil, moment >= until { return nil }
        if !planned.isAwaited, !event.jurisdiction.utf8.isEmpty, !plan.rule.profile.isIn(event.jurisdiction) {
            return nil
        }
        showJudged(event.type, as: role)
        if let filter = planned.filter {
            switch verdict(of: filter) {
            case .fails: return nil
            case .inconclusive where plan.isStateless:
                return .match(match(event, plan, values: [], severity: plan.rule.severity, marks: .inconclusive))
            // Neither in nor out: it is kept, and whoever looks at the window sees an event that may not belong there.
            case .inconclusive, .holds: break
            }
        }
        if plan.isStateless { return statelessMatch(event, plan).map { .match($0) } }
        let key: [UInt8]
        if let program = planned.key {
            guard let bytes = keyBytes(of: program) else { return nil }
            key = bytes
        } else {
            key = []
        }
        let shared = kept ?? keep(event)
        kept = shared
        return .entry(
            rule: plan.index, key: key, entry: TailEntry(event: shared, role: UInt8(role), hits: trail.hits))
    }

    /// The fields that some rule may read later; the rest is left to the archive.
    private func keep(_ event: Event) -> KeptEvent {
        let slots = rules.keptSlots[Int(event.type.rawValue)]
        var fields: [FieldValue] = []
        if let last = slots.last {
            fields = [FieldValue](repeating: .absent, count: last + 1)
            for slot in slots { fields[slot] = event[slot] }
        }
        return KeptEvent(
            Event(
                type: event.type, position: event.position, block: event.block, origin: event.origin,
                time: event.time, fields: fields, jurisdiction: event.jurisdiction),
            typeName: rules.vocabulary[event.type].name)
    }

    private func statelessMatch(_ event: Event, _ plan: PlannedRule) -> Match? {
        let values = evaluateNames(plan.names)
        if let condition = plan.condition {
            switch verdict(of: condition) {
            case .fails: return nil
            case .inconclusive:
                return isExempt(plan.subject)
                    ? nil : match(event, plan, values: values, severity: severity(plan), marks: .inconclusive)
            case .holds: break
            }
        }
        if isExempt(plan.subject) { return nil }
        return match(event, plan, values: values, severity: severity(plan), marks: [])
    }

    /// Whether the rule leaves alone whom it would name. Not to know is no exemption.
    func isExempt(_ subject: PlannedSubject) -> Bool {
        subject.exemptions.contains { verdict(of: $0) == .holds }
    }

    private func match(
        _ event: Event, _ plan: PlannedRule, values: [NamedScalar], severity: Severity, marks: Marks
    ) -> Match {
        let subject = entity(of: plan.subject.program) ?? unknownSubject
        return Match(
            rule: plan.index, key: [], subject: subject, episode: identity(of: event),
            at: event.position.ruleTime, last: event.position, severity: severity, values: values,
            evidence: [EvidenceRef(event)], evidenceCount: 1, hits: trail.hits, marks: marks)
    }
}
