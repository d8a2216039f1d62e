import CEL
public import SupervisionModel

/// Planned rules of one pack: immutable, shared by every evaluator.
public struct RuleSet: Sendable {
    /// A rule that looks at a type of event, as one of its triggers.
    struct Interest: Sendable {
        let rule: Int
        let role: Int
        /// As of the role.
        let neededSlots: UInt64
    }

    public let vocabulary: Vocabulary
    /// In the order in which they were given; a rule's index is its place.
    public var rules: [Rule] { planned.map(\.rule) }
    /// Lists that conditions read, by name; sorted.
    public let listNames: [String]
    /// As-of tables, in the order of their names.
    public let tables: [TableDefinition]
    /// In the order of their ids.
    public let exceptions: [RuleException]
    /// By rule: indices of its exceptions.
    private let exceptionsOfRule: [[Int]]
    /// The working days that terms of the rules are counted in.
    public let calendar: WorkCalendar
    /// Whether any rule reads `transfer.inputs`, which costs an allocation an input to build.
    public let readsTransferInputs: Bool
    let planned: [PlannedRule]
    let layout: SlotLayout
    let slotCount: Int
    /// By event type: what has to be asked when an event of that type comes.
    let interested: [[Interest]]
    /// By event type: fields that some rule reads after the event has been let in, ascending.
    let keptSlots: [[Int]]
    /// By event type: which table rows such an event makes.
    let tableSources: [[PlannedTableSource]]
    private let stateNames: [String]

    /// Checks and plans rules.
    /// - Parameters:
    ///   - listNames: the lists the pack knows; conditions read them as `lists.<name>`.
    ///   - tables: the as-of tables; conditions read them as `tables.<id>`.
    ///   - calendar: working days.
    /// - Throws: every problem of every rule and table.
    public init(
        rules: [Rule], vocabulary: Vocabulary, listNames: [String], tables: [TableDefinition] = [],
        calendar: WorkCalendar = .plain, exceptions: [RuleException] = []
    ) throws(PlanErrors) {
        let sortedNames = listNames.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let sortedTables = tables.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        let context = PlanContext(
            vocabulary: vocabulary, listNames: sortedNames, tables: sortedTables, calendar: calendar)
        var planner = RulePlanner(context: context)
        let sources = planner.planSources()
        var planned: [PlannedRule] = []
        for (index, rule) in rules.enumerated() {
            if let plan = planner.plan(rule, index: index) { planned.append(plan) }
        }
        guard planner.errors.isEmpty else { throw PlanErrors(planner.errors) }
        var interested = [[Interest]](repeating: [], count: vocabulary.types.count)
        var kept = [Set<Int>](repeating: [], count: vocabulary.types.count)
        for plan in planned {
            for (index, role) in plan.roles.enumerated() {
                interested[Int(role.type.rawValue)].append(
                    Interest(rule: plan.index, role: index, neededSlots: role.neededSlots))
                kept[Int(role.type.rawValue)].formUnion(role.keptSlots)
            }
        }
        self.vocabulary = vocabulary
        self.listNames = sortedNames
        self.tables = sortedTables
        self.calendar = calendar
        self.planned = planned
        layout = context.layout
        slotCount = planner.slotCount
        self.interested = interested
        keptSlots = kept.map { $0.sorted() }
        tableSources = sources
        stateNames = planned.map { "\($0.rule.name)@\($0.rule.version.major)" }
        readsTransferInputs = planned.contains(where: \.readsTransferInputs)
        let sorted = exceptions.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        self.exceptions = sorted
        exceptionsOfRule = planned.map { plan in sorted.indices.filter { sorted[$0].names(plan.rule) } }
    }

    /// The first exception that mutes the match; `nil` when none does.
    public func exception(for match: Match) -> RuleException? {
        exceptionsOfRule[match.rule].first { exceptions[$0].covers(match) }.map { exceptions[$0] }
    }

    /// The rule with that index: O(1), unlike `rules`.
    public func rule(_ index: Int) -> Rule { planned[index].rule }

    /// Whether time alone can make the rule match, so that it needs a timer.
    public func awaitsAbsence(_ rule: Int) -> Bool {
        if case .absence = planned[rule].form { true } else { false }
    }

    /// Whether the rule rests on something that did not happen: inside an open gap nobody can say so.
    public func restsOnAbsence(_ rule: Int) -> Bool {
        switch planned[rule].form {
        case .absence: true
        case .sequence(let sequence): sequence.steps.contains(where: \.isAbsent)
        case .stateless, .windowed, .graph: false
        }
    }

    /// Whether any rule or table looks at events of that type.
    public func looksAt(_ type: EventType.Index) -> Bool {
        let index = Int(type.rawValue)
        return index < interested.count && !(interested[index].isEmpty && tableSources[index].isEmpty)
    }

    /// Under which name the state of a rule is kept: id and major version, because a minor version means the same and
    /// goes on with the state.
    public func stateName(of rule: Int) -> String { stateNames[rule] }

    /// The rule that keeps its state under that name; `nil` when this set has none.
    public func index(stateName: String) -> Int? {
        stateNames.firstIndex { $0.utf8.elementsEqual(stateName.utf8) }
    }

    /// Which clock orders the rule's events.
    public func timeSource(of rule: Int) -> EventType.TimeSource { planned[rule].timeSource }

    /// The fields of a trigger that the rule reads after the event has been let in, ascending.
    public func keptSlots(of rule: Int, role: UInt8) -> [Int] {
        let roles = planned[rule].roles
        return Int(role) < roles.count ? roles[Int(role)].keptSlots : []
    }
}

/// Which rows of a table an event makes.
struct PlannedTableSource: Sendable {
    let table: Int
    let filter: Program?
    let key: Program
    let value: Program
    let validFrom: Program?
}
