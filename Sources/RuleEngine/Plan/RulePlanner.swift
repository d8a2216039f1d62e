import CEL
import SupervisionModel

/// Checks rules against a vocabulary and plans their expressions. Collects every problem instead of stopping at one.
struct RulePlanner {
    let context: PlanContext
    private(set) var errors: [PlanError] = []
    /// Slots that the rules planned so far need.
    private(set) var slotCount: Int
    /// Next free slot of the rule that is being planned.
    private var nextSlot: Int
    /// Every field that the rule being planned reads after events have been let in, as `type.field`.
    private var keptFields: Set<String> = []
    private(set) var readsTransferInputs = false

    init(context: PlanContext) {
        self.context = context
        nextSlot = context.layout.firstName
        slotCount = nextSlot
    }

    /// A trigger whose expressions over the event have been planned.
    struct DraftRole {
        let name: String
        let type: EventType.Index
        let filter: Program?
        let key: Program?
        let isAwaited: Bool
    }

    /// `nil` when the rule has an error; it is in `errors` then.
    mutating func plan(_ rule: Rule, index: Int) -> PlannedRule? {
        let before = errors.count
        nextSlot = context.layout.firstName
        keptFields = []
        readsTransferInputs = false
        defer { slotCount = max(slotCount, nextSlot) }
        guard let roles = planRoles(rule) else { return nil }
        let kinds = [rule.window != nil, rule.absence != nil || rule.sequence != nil, rule.graph != nil].count { $0 }
        if kinds > 1 { fail(.unsupported, rule, "only one of `window`, an absent step and `graph`", rule.location) }
        let planned: PlannedRule?
        if let absence = rule.absence {
            planned = planAbsence(rule, index, absence, roles)
        } else if let sequence = rule.sequence {
            planned = planSequence(rule, index, sequence, roles)
        } else if let window = rule.window {
            planned = planWindowed(rule, index, window, roles)
        } else if let graph = rule.graph {
            planned = planGraph(rule, index, graph, roles)
        } else {
            planned = planStateless(rule, index, roles)
        }
        return errors.count == before ? planned : nil
    }

    // MARK: Triggers

    private mutating func planRoles(_ rule: Rule) -> [DraftRole]? {
        let absent = (rule.sequence?.steps ?? []).filter(\.isAbsent).map(\.trigger)
        var triggers = rule.triggers.map { trigger in
            (trigger, absent.contains { $0.utf8.elementsEqual(trigger.name.utf8) })
        }
        if let absence = rule.absence { triggers.append((absence.trigger, true)) }
        guard triggers.count <= SlotLayout.maximumRoles else {
            fail(.unsupported, rule, "more than \(SlotLayout.maximumRoles) events in one rule", rule.location)
            return nil
        }
        var roles: [DraftRole] = []
        for (index, (trigger, isAwaited)) in triggers.enumerated() {
            guard let type = eventType(trigger, rule) else { continue }
            var scope = RuleScope(rule: rule.name, parameters: rule.parameters, context: context)
            scope.declare(event: trigger.name, context.vocabulary[type], slot: SlotLayout.event(index))
            // The rule's own key and filter serve every trigger: there its event is called `event`, or as the first one.
            for alias in ["event", rule.triggers.first?.name ?? "event"] where !scope.isDeclared(alias) {
                scope.declare(event: alias, context.vocabulary[type], slot: SlotLayout.event(index))
            }
            let filterText = trigger.filter ?? (isAwaited ? nil : rule.filter)
            let filter = filterText.flatMap { compile($0, .bool, scope, keeps: false)?.program }
            let keyText = trigger.key ?? rule.key
            let compiledKey = keyText.flatMap { compile($0, nil, scope, keeps: false) }
            if let keyText, let type = compiledKey?.type, !RulePlanner.isKey(type) {
                fail(
                    .wrongType, rule,
                    "a key is a text, a number, a moment, an entity or a list of those, found \(type)", keyText.location
                )
            }
            let key = compiledKey?.program
            roles.append(DraftRole(name: trigger.name, type: type, filter: filter, key: key, isAwaited: isAwaited))
        }
        guard roles.count == triggers.count else { return nil }
        let clocks = Set(roles.map { context.vocabulary[$0.type].timeSource })
        if clocks.count > 1 {
            fail(.unsupported, rule, "the events are ordered by different clocks", triggers[1].0.location)
        }
        return roles
    }

    /// Whether values of the type tell keys apart.
    private static func isKey(_ type: CELType) -> Bool {
        switch type {
        case .bool, .int, .uint, .string, .bytes, .timestamp, .duration, .amount, .dyn, EntityValue.type: true
        case .list(let element): isKey(element)
        default: false
        }
    }

    private mutating func eventType(_ trigger: Trigger, _ rule: Rule) -> EventType.Index? {
        if let index = context.vocabulary.index(of: trigger.eventType) { return index }
        fail(.unknownEventType, rule, "unknown event type \"\(trigger.eventType)\"", trigger.location)
        return nil
    }

    /// Everything that may be named once events are in: the events of all triggers.
    func eventScope(_ rule: Rule, _ roles: [DraftRole]) -> RuleScope {
        var scope = RuleScope(rule: rule.name, parameters: rule.parameters, context: context)
        for (index, role) in roles.enumerated() {
            scope.declare(event: role.name, context.vocabulary[role.type], slot: SlotLayout.event(index))
        }
        return scope
    }

    /// The triggers as they are planned, with the fields that are kept of their events.
    /// - Parameter condition: of a rule without state, which lets an event in as its filter does.
    func finish(_ roles: [DraftRole], judging: Set<Int>, condition: Program? = nil) -> [PlannedRole] {
        roles.enumerated().map { index, role in
            let type = context.vocabulary[role.type]
            let slots = type.payload.fields.indices.filter {
                keptFields.contains("\(type.name).\(type.payload.fields[$0].name)")
            }
            return PlannedRole(
                name: role.name, type: role.type, filter: role.filter, key: role.key, keptSlots: Array(slots),
                judges: judging.contains(index), isAwaited: role.isAwaited,
                neededSlots: neededSlots(
                    [role.filter, condition].map { $0?.expression.fieldsNeededToHold ?? [] }
                        + [role.key?.expression.fieldsNeededForValue ?? []],
                    of: type, names: [role.name, "event", roles[0].name]))
        }
    }

    /// - Parameters:
    ///   - fields: as `variable.field`.
    ///   - names: of variables that are the event.
    private func neededSlots(_ fields: [Set<String>], of type: EventType, names: [String]) -> UInt64 {
        var slots: UInt64 = 0
        // order-free: the bits of a set.
        for name in fields.joined() {
            guard let dot = name.firstIndex(of: "."), names.contains(String(name[..<dot])),
                let slot = type.payload.slot(of: String(name[name.index(after: dot)...])), slot < 64
            else { continue }
            slots |= 1 << UInt64(slot)
        }
        return slots
    }

    func timeSource(_ roles: [DraftRole]) -> EventType.TimeSource {
        roles.first.map { context.vocabulary[$0.type].timeSource } ?? .chain
    }

    // MARK: Stateless

    private mutating func planStateless(_ rule: Rule, _ index: Int, _ roles: [DraftRole]) -> PlannedRule? {
        guard roles.count == 1 else {
            fail(.unsupported, rule, "several event types under `on` need a `window`", rule.location)
            return nil
        }
        if let key = rule.key {
            fail(.unsupported, rule, "`key` needs a `window`, a `graph` or an absent step", key.location)
        }
        if rule.filter == nil, rule.condition == nil {
            fail(.missing, rule, "a rule without a window needs `where` or `when`", rule.location)
        }
        var scope = eventScope(rule, roles)
        let names = planExpressions(rule, &scope)
        let condition = rule.condition.flatMap { compile($0, .bool, scope, keeps: false)?.program }
        let escalations = planEscalations(rule, scope)
        guard let subject = planSubject(rule, scope) else { return nil }
        return PlannedRule(
            rule: rule, index: index, form: .stateless, roles: finish(roles, judging: [0], condition: condition),
            timeSource: timeSource(roles), subject: subject, names: names, condition: condition,
            escalations: escalations, readsTransferInputs: readsTransferInputs, readsNewest: true)
    }

    // MARK: What all forms share

    /// `let` without aggregates.
    mutating func planExpressions(_ rule: Rule, _ scope: inout RuleScope) -> [PlannedName] {
        var names: [PlannedName] = []
        for binding in rule.bindings {
            guard case .expression(let expression) = binding.form else {
                fail(.unsupported, rule, "aggregate \"\(binding.name)\" needs a `window`", rule.location)
                continue
            }
            if let compiled = compile(expression, nil, scope) {
                names.append(declare(binding.name, compiled.type, .expression(compiled.program), &scope))
            }
        }
        return names
    }

    mutating func declare(
        _ name: String, _ type: CELType, _ source: PlannedName.Source, _ scope: inout RuleScope
    ) -> PlannedName {
        let planned = PlannedName(name: name, type: type, slot: takeSlot(), source: source)
        scope.declare(name, type, slot: planned.slot)
        return planned
    }

    mutating func takeSlot() -> Int {
        defer { nextSlot += 1 }
        return nextSlot
    }

    /// A reference, or a text that names something.
    mutating func planSubject(_ rule: Rule, _ scope: RuleScope) -> PlannedSubject? {
        guard let compiled = compile(rule.subject, nil, scope) else { return nil }
        guard [EntityValue.type, .string, .dyn].contains(compiled.type) else {
            fail(.wrongType, rule, "expected \(EntityValue.type), found \(compiled.type)", rule.subject.location)
            return nil
        }
        let exemptions = rule.exemptions.compactMap { compile($0, .bool, scope)?.program }
        return PlannedSubject(program: compiled.program, exemptions: exemptions)
    }

    mutating func planEscalations(
        _ rule: Rule, _ scope: RuleScope
    ) -> [(program: Program, severity: Severity)] {
        var escalations: [(program: Program, severity: Severity)] = []
        for escalation in rule.escalations {
            if let compiled = compile(escalation.condition, .bool, scope) {
                escalations.append((compiled.program, escalation.severity))
            }
        }
        return escalations
    }

    /// - Parameter keeps: whether the expression is evaluated after the event has been let in, so that what it reads
    ///   must be kept.
    mutating func compile(
        _ expression: RuleExpression, _ expected: CELType?, _ scope: RuleScope, keeps: Bool = true
    ) -> RuleScope.Compiled? {
        do throws(PlanErrors) {
            let compiled = try scope.compile(expression, expected)
            if keeps { keptFields.formUnion(compiled.fields) }
            if compiled.fields.contains("transfer.inputs") { readsTransferInputs = true }
            return compiled
        } catch {
            errors += error.errors
            return nil
        }
    }

    mutating func fail(_ code: PlanError.Code, _ rule: Rule, _ message: String, _ location: SourceLocation) {
        errors.append(PlanError(code: code, rule: rule.name, message: message, location: location))
    }

    // MARK: Tables

    /// By event type: which rows such an event makes.
    mutating func planSources() -> [[PlannedTableSource]] {
        var sources = [[PlannedTableSource]](repeating: [], count: context.vocabulary.types.count)
        for (index, table) in context.tables.enumerated() {
            for source in table.sources {
                guard let type = context.vocabulary.index(of: source.trigger.eventType) else {
                    errors.append(
                        PlanError(
                            code: .unknownEventType, rule: table.id,
                            message: "unknown event type \"\(source.trigger.eventType)\"",
                            location: source.trigger.location))
                    continue
                }
                var scope = RuleScope(rule: table.id, parameters: [], context: context)
                scope.declare(event: source.trigger.name, context.vocabulary[type], slot: SlotLayout.event(0))
                let filter = source.filter.flatMap { compile($0, .bool, scope, keeps: false) }
                let key = compile(source.key, nil, scope, keeps: false)
                let value = compile(source.value, table.valueType.celType, scope, keeps: false)
                let validFrom = source.validFrom.flatMap { compile($0, .timestamp, scope, keeps: false) }
                if let key, ![CELType.string, EntityValue.type].contains(key.type) {
                    errors.append(
                        PlanError(
                            code: .wrongType, rule: table.id,
                            message: "expected a text or an entity, found \(key.type)",
                            location: source.key.location))
                }
                guard let key, let value else { continue }
                sources[Int(type.rawValue)].append(
                    PlannedTableSource(
                        table: index, filter: filter?.program, key: key.program, value: value.program,
                        validFrom: validFrom?.program))
            }
        }
        return sources
    }
}
