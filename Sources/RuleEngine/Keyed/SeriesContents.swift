import SupervisionModel

/// The events of a window by calendar unit, oldest unit first. Adding and removing change one unit only.
struct SeriesContents {
    struct Unit {
        let number: Int64
        var contents: WindowContents
    }

    private let plan: PlannedSeries
    private(set) var units: [Unit] = []

    init(_ plan: PlannedSeries) {
        self.plan = plan
    }

    /// - Parameter arguments: what the aggregates of the series count of the event.
    mutating func add(_ member: WindowContents.Member, _ arguments: [Scalar]) {
        let number = plan.unit.number(of: member.entry.position.ruleTime)
        if units.last?.number != number {
            units.append(Unit(number: number, contents: WindowContents(ofUnitOf: plan)))
        }
        units[units.count - 1].contents.add(
            WindowContents.Member(entry: member.entry, arguments: arguments, item: .absent))
    }

    /// Takes out the oldest event.
    mutating func removeFirst() {
        guard !units.isEmpty else { return }
        units[0].contents.removeFirst()
        if units[0].contents.isEmpty { units.removeFirst() }
    }
}

extension WindowContents {
    /// The events of one unit: the window around it decides when they leave, the oldest first.
    fileprivate init(ofUnitOf series: PlannedSeries) {
        self.init(
            PlannedWindow(
                window: .sliding(Interval(milliseconds: .max)), aggregates: series.aggregates, series: [], lists: [],
                items: nil))
    }
}
