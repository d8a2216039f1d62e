import CEL
import SupervisionModel

/// A rule whose expressions are checked and ready to run. Immutable; shared by every evaluator.
struct PlannedRule: Sendable {
    /// How the rule looks at events (the logic classes of RULES.md).
    enum Form: Sendable {
        /// P and L: one event decides.
        case stateless
        /// W, D, J, B: the events of a key within a window decide.
        case windowed(PlannedWindow)
        /// S: the absence of a second event decides.
        case absence(PlannedAbsence)
        /// G: edges between nodes decide.
        case graph(PlannedGraph)
    }

    let rule: Rule
    let index: Int
    let form: Form
    /// The rule's triggers in their order, then the awaited event of an absence.
    let roles: [PlannedRole]
    let timeSource: EventType.TimeSource
    let subject: Program
    let names: [PlannedName]
    /// Over the names, the newest event and the window.
    let condition: Program?
    let escalations: [(program: Program, severity: Severity)]
    let readsTransferInputs: Bool
    /// Whether names and condition look at the newest event, not only at the window.
    let readsNewest: Bool

    var isStateless: Bool { if case .stateless = form { true } else { false } }
}

/// One of the event types that a rule looks at.
struct PlannedRole: Sendable {
    let name: String
    let type: EventType.Index
    let filter: Program?
    let key: Program?
    /// Fields that are read after the event has been let in, ascending.
    let keptSlots: [Int]
    /// Whether the condition is judged when such an event comes.
    let judges: Bool
    /// Whether the filter may look at conditions' lists and tables, so that an answer may change.
    let isAwaited: Bool
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

/// An aggregate over the events of a window, or of one unit of a series.
struct PlannedAggregate: Sendable {
    let kind: Binding.Aggregate
    /// Trigger whose events it counts; `nil` for all.
    let role: Int?
    /// `nil` counts events.
    let argument: Program?
    let filter: Program?
    /// Whether the filter reads names, so that the events must be looked at anew each time.
    let isScanned: Bool
    /// The filter of a scanned aggregate as comparisons of what an event says with what names say, where it is nothing else:
    /// then each side is evaluated once for each event and once for each judgement, not once for each pair.
    let comparisons: [PlannedComparison]?
    let percent: Int64
}

struct PlannedComparison: Sendable {
    /// Reads the event alone.
    let left: Program
    let relation: CheckedExpression.Comparison.Relation
    /// Reads no event.
    let right: Program
}

struct PlannedWindow: Sendable {
    let window: Window
    let aggregates: [PlannedAggregate]
    let series: [PlannedSeries]
    /// Triggers whose events conditions read as a list, with the slot of the list.
    let lists: [(role: Int, slot: Int)]
    let items: PlannedItems?
}

/// What opens and closes the items of an open window.
struct PlannedItems: Sendable {
    let opening: [Int]
    let closing: [Int]
    /// What names the item, by trigger.
    let names: [Program?]
}

struct PlannedSeries: Sendable {
    let unit: CalendarUnit
    let aggregates: [PlannedAggregate]
    let names: [PlannedName]
    let value: Program
    let fill: Program?
    /// Slot of the list.
    let slot: Int
}

struct PlannedAbsence: Sendable {
    enum Deadline: Sendable {
        case within(Interval)
        case until(Program)
    }

    let deadline: Deadline
    let since: Interval
    let filter: Program?
    let each: CalendarUnit?
    /// Role of the awaited event.
    let awaited: Int
}

struct PlannedGraph: Sendable {
    struct Element: Sendable {
        let from: Program
        /// `nil` for a mark.
        let to: Program?
        let weight: Program?
    }

    let pattern: GraphPattern
    /// By trigger; `nil` for a trigger that is neither edge nor mark.
    let elements: [Element?]
    let items: PlannedItems?
    let source: Program?
    /// Slot of `node`, for `source`.
    let nodeSlot: Int
    /// Slot of what was found.
    let slot: Int
}
