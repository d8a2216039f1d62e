import SupervisionModel

/// The rows of a window by calendar unit, oldest unit first. Adding and removing change one unit only.
struct SeriesContents {
    struct Unit {
        let number: Int64
        /// Rows of the unit, ascending; those before `first` have left.
        private(set) var rows: [Int] = []
        private var first = 0
        var totals: RunningAggregates

        init(number: Int64, totals: RunningAggregates) {
            self.number = number
            self.totals = totals
        }

        var live: ArraySlice<Int> { rows[first...] }

        mutating func append(_ row: Int) { rows.append(row) }

        mutating func removeFirst() -> Int {
            defer { first += 1 }
            return rows[first]
        }
    }

    private let plan: PlannedSeries
    private let counted: CountedColumns
    private(set) var units: [Unit] = []

    init(_ plan: PlannedSeries, _ counted: CountedColumns) {
        self.plan = plan
        self.counted = counted
    }

    mutating func removeAll() {
        units = []
    }

    mutating func add(_ row: Int, at moment: Timestamp, _ rows: WindowRows) {
        let number = plan.unit.number(of: moment)
        if units.last?.number != number {
            units.append(Unit(number: number, totals: RunningAggregates(counted)))
        }
        units[units.count - 1].append(row)
        units[units.count - 1].totals.add(row, rows)
    }

    /// Takes out the oldest row.
    mutating func removeFirst(_ rows: WindowRows) {
        guard !units.isEmpty else { return }
        let row = units[0].removeFirst()
        units[0].totals.remove(row, rows)
        if units[0].live.isEmpty { units.removeFirst() }
    }
}
