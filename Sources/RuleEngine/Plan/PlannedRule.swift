import CEL
import SupervisionModel

/// A rule whose expressions are checked and ready to run. Immutable; shared by every evaluator.
struct PlannedRule: Sendable {
    /// How the rule looks at events (the logic classes of RULES.md that this engine has).
    enum Form: Sendable {
        /// P and L: one event decides.
        case stateless
        /// W and D: the events of a key within a window decide.
        case windowed(Window)
        /// S: the absence of a second event decides.
        case absence(Absence)
    }

    let rule: Rule
    let index: Int
    let form: Form
    let trigger: EventType.Index
    /// The awaited event of an absence.
    let awaited: EventType.Index?
    let timeSource: EventType.TimeSource
    /// Over the event.
    let filter: Program?
    let key: Program?
    let awaitedKey: Program?
    let subject: Program
    /// Argument of each aggregate over the event; `nil` for `count()`.
    let arguments: [Program?]
    let aggregates: [Binding.Aggregate]
    let names: [PlannedName]
    /// Over the names (windowed), or over the event and the names (stateless).
    let condition: Program?
    let escalations: [(program: Program, severity: Severity)]
    let readsTransferInputs: Bool
}

/// A `let` of a planned rule.
struct PlannedName: Sendable {
    enum Source: Sendable {
        /// Index among the rule's aggregates.
        case aggregate(Int)
        case expression(Program)
    }

    let name: String
    let type: CELType
    let slot: Int
    let source: Source
}
