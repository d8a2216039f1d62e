import CEL
public import SupervisionModel

/// Judges events by the rules of a set. Belongs to one thread; two evaluators of one set give the same answers.
///
/// What a rule concludes is a function of the event (stateless rules) or of the key's `KeyState` (keyed rules) and of
/// lists and tables, nothing else: the same evaluator serves live observation, replay, backtests and the tests in rule
/// files.
public final class Evaluator {
    public let rules: RuleSet
    public let naming: any EntityNaming
    /// As-of tables as they stand; whoever folds puts rows in and takes them out.
    public let tables: TableStore
    let conditionBudget: Int64
    let bridge: FieldBridge
    let trail = EvaluationTrail()
    let activation: Activation
    /// By event type: the event that is judged, the newest event of a window, and one that is not there.
    private let judged: [EventValue]
    private let newest: [EventValue]
    private let missing: [EventValue]
    private let lists: [ListValue]
    /// By rule, once it has been asked for.
    private var windowed: [WindowedRule?]

    /// - Parameters:
    ///   - conditionBudget: cost units one expression may spend on one event.
    ///   - lists: snapshots by name; a list of the set that is missing here is empty.
    ///   - tables: shared with whoever folds; rows that the rule set brings are put in.
    public init(
        rules: RuleSet, lists: [ListSnapshot], naming: any EntityNaming,
        conditionBudget: Int64 = CoreConfiguration.defaultConditionBudget, tables: TableStore = TableStore()
    ) {
        self.rules = rules
        self.naming = naming
        self.conditionBudget = conditionBudget
        self.tables = tables
        let bridge = FieldBridge(naming: naming)
        self.bridge = bridge
        let trail = self.trail
        self.lists = rules.listNames.map { name in
            ListValue(lists.first { $0.id == name } ?? ListSnapshot(empty: name), trail: trail)
        }
        let types = rules.vocabulary.types.map { (type: $0, structure: EventValue.structType(of: $0)) }
        func values() -> [EventValue] {
            types.map { EventValue(type: $0.type, structType: $0.structure, bridge: bridge) }
        }
        judged = values()
        newest = values()
        missing = values()
        activation = Activation(slotCount: rules.slotCount)
        windowed = Array(repeating: nil, count: rules.planned.count)
        for (index, list) in self.lists.enumerated() { activation[SlotLayout.list(index)] = .opaque(list) }
        for (index, table) in rules.tables.enumerated() {
            let value = TableValue(
                table: index, id: table.id, valueType: table.valueType.celType, store: tables, trail: trail,
                bridge: bridge)
            activation[rules.layout.table(index)] = .opaque(value)
            for entry in table.entries {
                tables.insert(TableRow(table: index, key: entry.key, from: entry.from, value: entry.value, source: nil))
            }
        }
    }

    /// A rule as its runs know it.
    func windowedRule(_ index: Int, _ window: PlannedWindow) -> WindowedRule {
        if let rule = windowed[index] { return rule }
        let rule = WindowedRule(self, rules.planned[index], window)
        windowed[index] = rule
        return rule
    }

    /// What was asked of tables since this was called last.
    public func takeReads() -> [TableRead] { trail.takeReads() }

    // MARK: What expressions see

    /// Makes an event the one that a trigger's name means.
    func show(judged event: Event, as role: Int) {
        judge(KeptEvent(event, typeName: ""))
        showJudged(event.type, as: role)
    }

    /// Makes an event the one that is judged.
    func judge(_ event: KeptEvent) { judged[Int(event.event.type.rawValue)].kept = event }

    /// Makes the event that is judged the one that a trigger's name means.
    func showJudged(_ type: EventType.Index, as role: Int) {
        activation[SlotLayout.event(role)] = .structure(judged[Int(type.rawValue)])
    }

    /// Makes an entry of a window the one that its trigger's name means.
    func show(_ entry: TailEntry, _ plan: PlannedRule) {
        let role = Int(entry.role)
        let value = newest[Int(plan.roles[role].type.rawValue)]
        if value.kept !== entry.event { value.kept = entry.event }
        activation[SlotLayout.event(role)] = .structure(value)
    }

    /// Shows an entry beside another one, which may be of the same type.
    func showBeside(_ entry: TailEntry, _ plan: PlannedRule) {
        let role = Int(entry.role)
        let value = EventValue(like: newest[Int(plan.roles[role].type.rawValue)])
        value.kept = entry.event
        activation[SlotLayout.event(role)] = .structure(value)
    }

    /// Makes a trigger's name mean nothing: its fields are absent.
    func hide(_ role: Int, _ plan: PlannedRule) {
        activation[SlotLayout.event(role)] = .structure(missing[Int(plan.roles[role].type.rawValue)])
    }

    /// The only event that names mean, or none.
    func showOnly(_ entry: TailEntry?, _ plan: PlannedRule) {
        for role in plan.roles.indices where role != entry.map({ Int($0.role) }) { hide(role, plan) }
        if let entry { show(entry, plan) }
    }

    /// A list of events as a condition reads it.
    func list(_ entries: some Sequence<TailEntry>, _ role: PlannedRole) -> Value {
        let like = newest[Int(role.type.rawValue)]
        return .list(
            entries.map { entry in
                let value = EventValue(like: like)
                value.kept = entry.event
                return .structure(value)
            })
    }

    // MARK: Expressions

    func evaluate(_ program: Program) -> Value {
        program.evaluate(activation, budget: conditionBudget).value
    }

    func scalar(_ program: Program) -> Scalar { FieldBridge.scalar(of: evaluate(program)) ?? .absent }

    /// A condition about a field that is absent does not apply: unknown is not an accusation. Every other error leaves
    /// open whether the condition holds.
    func verdict(of program: Program) -> KeyedJudgement.Verdict {
        switch program.test(activation, budget: conditionBudget).value {
        case .bool(let holds): holds ? .holds : .fails
        case .error(let error) where error.code == .noSuchField: .fails
        default: .inconclusive
        }
    }

    func severity(_ plan: PlannedRule) -> Severity {
        var severity = plan.rule.severity
        for escalation in plan.escalations where escalation.severity > severity {
            if verdict(of: escalation.program) == .holds { severity = escalation.severity }
        }
        return severity
    }

    func entity(of program: Program) -> EntityRef? {
        switch scalar(program) {
        case .entity(let entity): entity
        case .text(let text) where !text.utf8.isEmpty: .identifier(.internal, text)
        default: nil
        }
    }

    /// Values of names that are expressions, left in their slots for what comes after them.
    func evaluateNames(_ names: [PlannedName]) -> [NamedScalar] {
        names.compactMap { name in
            guard case .expression(let program) = name.source else { return nil }
            let value = evaluate(program)
            activation[name.slot] = value
            return NamedScalar(name: name.name, value: FieldBridge.scalar(of: value) ?? .absent)
        }
    }

    /// Canonical bytes of a key; `nil` when the event has none, so that the rule does not look at it.
    func keyBytes(of program: Program) -> [UInt8]? {
        let value = evaluate(program)
        var writer = ByteWriter(reserving: 48)
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

    func identity(of event: Event) -> EventIdentity {
        EventIdentity(type: rules.vocabulary[event.type].name, origin: event.origin, index: event.position.index)
    }
}
