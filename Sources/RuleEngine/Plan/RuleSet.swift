public import SupervisionModel

/// Planned rules of one pack: immutable, shared by every evaluator.
public struct RuleSet: Sendable {
    public let vocabulary: Vocabulary
    /// In the order in which they were given; a rule's index is its place.
    public var rules: [Rule] { planned.map(\.rule) }
    /// Lists that conditions read, by name; sorted.
    public let listNames: [String]
    /// Whether any rule reads `transfer.inputs`, which costs an allocation an input to build.
    public let readsTransferInputs: Bool
    let planned: [PlannedRule]
    private let stateNames: [String]
    /// Rules by event type: what has to be asked when an event of that type comes.
    let interested: [[Int]]

    /// Checks and plans rules.
    /// - Parameter listNames: the lists the pack knows; conditions read them as `lists.<name>`.
    /// - Throws: every problem of every rule.
    public init(rules: [Rule], vocabulary: Vocabulary, listNames: [String]) throws(PlanErrors) {
        let sortedNames = listNames.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var planner = RulePlanner(vocabulary: vocabulary, listNames: sortedNames)
        var planned: [PlannedRule] = []
        for (index, rule) in rules.enumerated() {
            if let plan = planner.plan(rule, index: index) { planned.append(plan) }
        }
        guard planner.errors.isEmpty else { throw PlanErrors(planner.errors) }
        var interested: [[Int]] = Array(repeating: [], count: vocabulary.types.count)
        for plan in planned {
            interested[Int(plan.trigger.rawValue)].append(plan.index)
            if let awaited = plan.awaited, awaited != plan.trigger {
                interested[Int(awaited.rawValue)].append(plan.index)
            }
        }
        self.vocabulary = vocabulary
        self.listNames = sortedNames
        self.planned = planned
        stateNames = planned.map { "\($0.rule.id)@\($0.rule.version.major)" }
        self.interested = interested
        readsTransferInputs = planned.contains(where: \.readsTransferInputs)
    }

    /// The rule with that index: O(1), unlike `rules`.
    public func rule(_ index: Int) -> Rule { planned[index].rule }

    /// Whether time alone can make the rule match, so that it needs a timer.
    public func awaitsAbsence(_ rule: Int) -> Bool { planned[rule].awaited != nil }

    /// Whether any rule looks at events of that type.
    public func looksAt(_ type: EventType.Index) -> Bool {
        let index = Int(type.rawValue)
        return index < interested.count && !interested[index].isEmpty
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
}
