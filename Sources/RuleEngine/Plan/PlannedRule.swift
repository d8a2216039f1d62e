import CEL
import SupervisionModel

/// A rule whose expressions are checked and ready to run. Immutable; shared by every evaluator.
///
/// The parts of a plan are objects, because an evaluator looks at them for every event: passing one on copies nothing.
final class PlannedRule: Sendable {
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
        /// S: several events after each other decide.
        case sequence(PlannedSequence)
    }

    let rule: Rule
    let index: Int
    let form: Form
    /// The rule's triggers in their order, then the awaited event of an absence.
    let roles: [PlannedRole]
    let timeSource: EventType.TimeSource
    let subject: PlannedSubject
    let names: [PlannedName]
    /// Over the names, the newest event and the window.
    let condition: Program?
    let escalations: [(program: Program, severity: Severity)]
    let readsTransferInputs: Bool
    /// Whether names and condition look at the newest event, not only at the window.
    let readsNewest: Bool

    var isStateless: Bool { if case .stateless = form { true } else { false } }

    init(
        rule: Rule, index: Int, form: Form, roles: [PlannedRole], timeSource: EventType.TimeSource,
        subject: PlannedSubject,
        names: [PlannedName], condition: Program?, escalations: [(program: Program, severity: Severity)],
        readsTransferInputs: Bool, readsNewest: Bool
    ) {
        self.rule = rule
        self.index = index
        self.form = form
        self.roles = roles
        self.timeSource = timeSource
        self.subject = subject
        self.names = names
        self.condition = condition
        self.escalations = escalations
        self.readsTransferInputs = readsTransferInputs
        self.readsNewest = readsNewest
    }
}

/// Whom a rule is about, and who of them it leaves alone.
struct PlannedSubject: Sendable {
    let program: Program
    /// Over what the subject is computed from.
    let exemptions: [Program]
}

/// One of the event types that a rule looks at.
final class PlannedRole: Sendable {
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
    /// Payload slots (the first 64, a bit each) without which an event cannot be let in.
    let neededSlots: UInt64

    init(
        name: String, type: EventType.Index, filter: Program?, key: Program?, keptSlots: [Int], judges: Bool,
        isAwaited: Bool, neededSlots: UInt64
    ) {
        self.name = name
        self.type = type
        self.filter = filter
        self.key = key
        self.keptSlots = keptSlots
        self.judges = judges
        self.isAwaited = isAwaited
        self.neededSlots = neededSlots
    }
}

/// A `let` of a planned rule.
final class PlannedName: Sendable {
    enum Source: Sendable {
        /// Index among the rule's aggregates.
        case aggregate(Int)
        case expression(Program)
    }

    let name: String
    let type: CELType
    let slot: Int
    let source: Source

    init(
        name: String, type: CELType, slot: Int, source: Source
    ) {
        self.name = name
        self.type = type
        self.slot = slot
        self.source = source
    }
}

/// An aggregate over the events of a window, or of one unit of a series.
final class PlannedAggregate: Sendable {
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
    /// Whether the comparison asks for events after a moment: those are a run at the end of the window.
    let isRecent: Bool
    let percent: Int64

    init(
        kind: Binding.Aggregate, role: Int?, argument: Program?, filter: Program?, isScanned: Bool,
        comparisons: [PlannedComparison]?, isRecent: Bool, percent: Int64
    ) {
        self.kind = kind
        self.role = role
        self.argument = argument
        self.filter = filter
        self.isScanned = isScanned
        self.comparisons = comparisons
        self.isRecent = isRecent
        self.percent = percent
    }
}

struct PlannedComparison: Sendable {
    /// Reads the event alone.
    let left: Program
    let relation: CheckedExpression.Comparison.Relation
    /// Reads no event.
    let right: Program
    /// Whether it asks for events after a moment.
    let isRecent: Bool
}

final class PlannedWindow: Sendable {
    let window: Window
    let aggregates: [PlannedAggregate]
    let series: [PlannedSeries]
    /// Triggers whose events conditions read as a list, with the slot of the list.
    let lists: [(role: Int, slot: Int)]
    let items: PlannedItems?
    /// What is kept of each event of a tail.
    let columns: WindowColumns
    let counted: CountedColumns
    let countedBySeries: [CountedColumns]
    /// By aggregate: those that count the events after a moment.
    let countedRecent: [CountedColumns?]

    init(
        window: Window, aggregates: [PlannedAggregate], series: [PlannedSeries], lists: [(role: Int, slot: Int)],
        items: PlannedItems?
    ) {
        self.window = window
        self.aggregates = aggregates
        self.series = series
        self.lists = lists
        self.items = items
        let columns = WindowColumns(aggregates: aggregates, series: series, hasItems: items != nil)
        self.columns = columns
        counted = CountedColumns(
            aggregates, columns: columns.aggregates, keepsExtremes: window.dropsOldestFirst)
        countedBySeries = zip(series, columns.series).map {
            CountedColumns($0.aggregates, columns: $1, keepsExtremes: true)
        }
        countedRecent = aggregates.enumerated().map { index, aggregate in
            aggregate.isRecent && items == nil
                ? CountedColumns([aggregate], columns: [columns.aggregates[index]], keepsExtremes: false, scanned: true)
                : nil
        }
    }
}

/// What opens and closes the items of an open window.
final class PlannedItems: Sendable {
    let opening: [Int]
    let closing: [Int]
    /// What names the item, by trigger.
    let names: [Program?]

    init(
        opening: [Int], closing: [Int], names: [Program?]
    ) {
        self.opening = opening
        self.closing = closing
        self.names = names
    }
}

final class PlannedSeries: Sendable {
    let unit: CalendarUnit
    let aggregates: [PlannedAggregate]
    let names: [PlannedName]
    let value: Program
    let fill: Program?
    /// Slot of the list.
    let slot: Int

    init(
        unit: CalendarUnit, aggregates: [PlannedAggregate], names: [PlannedName], value: Program, fill: Program?,
        slot: Int
    ) {
        self.unit = unit
        self.aggregates = aggregates
        self.names = names
        self.value = value
        self.fill = fill
        self.slot = slot
    }
}

final class PlannedAbsence: Sendable {
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

    init(
        deadline: Deadline, since: Interval, filter: Program?, each: CalendarUnit?, awaited: Int
    ) {
        self.deadline = deadline
        self.since = since
        self.filter = filter
        self.each = each
        self.awaited = awaited
    }
}

final class PlannedSequence: Sendable {
    struct Step: Sendable {
        let role: Int
        let within: Interval?
        let isAbsent: Bool
        /// What cannot be said of the step's event alone.
        let filter: Program?
    }

    /// By role.
    let steps: [Step]
    /// How far before the anchor the first event may lie.
    let horizon: Interval

    init(steps: [Step], horizon: Interval) {
        self.steps = steps
        self.horizon = horizon
    }

    var anchor: Int { steps.count - 1 }
}

final class PlannedGraph: Sendable {
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

    init(
        pattern: GraphPattern, elements: [Element?], items: PlannedItems?, source: Program?, nodeSlot: Int, slot: Int
    ) {
        self.pattern = pattern
        self.elements = elements
        self.items = items
        self.source = source
        self.nodeSlot = nodeSlot
        self.slot = slot
    }
}
