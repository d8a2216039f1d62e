import SupervisionModel

/// An aggregate over the rows after a moment that mostly grows: the rows that it counts are a run at the end of the
/// window, and it follows both ends of it.
///
/// A cache: what it says follows from the rows alone.
final class RecentRows {
    private let plan: CountedColumns
    private var totals: RunningAggregates
    private var counted = 0..<0

    init(_ plan: CountedColumns) {
        self.plan = plan
        totals = RunningAggregates(plan)
    }

    /// Forgets everything, because rows have moved.
    func removeAll() {
        guard !counted.isEmpty else { return }
        totals.removeAll()
        counted = 0..<0
    }

    /// The value over `range`; `nil` when a sum leaves 128 bits.
    func value(_ range: Range<Int>, _ rows: WindowRows) -> Scalar? {
        if !counted.overlaps(range) || range.upperBound < counted.upperBound {
            totals.removeAll()
            for row in range { totals.add(row, rows) }
        } else {
            for row in counted.lowerBound..<max(counted.lowerBound, range.lowerBound) { totals.remove(row, rows) }
            for row in range.lowerBound..<max(range.lowerBound, counted.lowerBound) {
                totals.add(row, rows, isNewest: false)
            }
            for row in counted.upperBound..<range.upperBound { totals.add(row, rows) }
        }
        counted = range
        return totals.value(0, rows, live: range)
    }
}
