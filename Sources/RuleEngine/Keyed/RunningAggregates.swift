import SupervisionModel

/// Aggregates over the rows of a window, kept up to date as rows come and go.
///
/// Counts, sums and counted values follow a row that is added or taken out at either end in O(1); extremes follow one
/// that is added at the end or leaves as the oldest, in O(1) amortised. The other aggregates look at the rows when they
/// are asked.
struct RunningAggregates {
    private struct Total {
        /// Values that are not absent.
        var number: Int64 = 0
        /// Two's complement in 192 bits: no sum of the values of a window leaves them.
        var low: UInt128 = 0
        var high: Int64 = 0
        var tally: Tally?

        mutating func add(_ value: Int128) {
            let (sum, carried) = low.addingReportingOverflow(UInt128(bitPattern: value))
            low = sum
            high &+= (value < 0 ? -1 : 0) &+ (carried ? 1 : 0)
        }

        mutating func subtract(_ value: Int128) {
            let (difference, borrowed) = low.subtractingReportingOverflow(UInt128(bitPattern: value))
            low = difference
            high &-= (value < 0 ? -1 : 0) &+ (borrowed ? 1 : 0)
        }

        /// `nil` when the sum does not fit 128 bits.
        var sum: Int128? {
            let value = Int128(bitPattern: low)
            return high == (value < 0 ? -1 : 0) ? value : nil
        }
    }

    /// What takes memory of its own.
    private final class Tally {
        var counts = ValueCounts()
        var extremes: ExtremeQueue

        init(_ aggregate: PlannedAggregate) {
            extremes = ExtremeQueue(isGreatest: aggregate.kind == .max)
        }
    }

    private let plan: CountedColumns
    private var totals: [Total]

    init(_ plan: CountedColumns) {
        self.plan = plan
        totals = plan.aggregates.map { aggregate in
            switch aggregate.kind {
            case .distinct, .topCount, .topValue, .share, .min, .max: Total(tally: Tally(aggregate))
            default: Total()
            }
        }
    }

    mutating func removeAll() { self = RunningAggregates(plan) }

    /// - Parameter isNewest: whether the row is behind all others; otherwise it goes before them, and extremes must be
    ///   counted anew (`countExtremes`).
    mutating func add(_ row: Int, _ rows: WindowRows, isNewest: Bool = true) {
        for index in totals.indices {
            let column = plan.columns[index]
            guard column != WindowColumns.none else {
                totals[index].number += 1
                continue
            }
            let value = rows[row, column]
            guard plan.isCounted[index], value != .absent else { continue }
            totals[index].number += 1
            switch plan.aggregates[index].kind {
            case .sum, .mean: if case .int(let number) = value { totals[index].add(number) }
            case .distinct, .topCount, .topValue, .share: totals[index].tally?.counts.add(value)
            case .min, .max: if plan.keepsExtremes, isNewest { totals[index].tally?.extremes.push(value) }
            default: break
            }
        }
    }

    /// - Parameter isOldest: whether the row is before all others; otherwise extremes must be counted anew.
    mutating func remove(_ row: Int, _ rows: WindowRows, isOldest: Bool = true) {
        for index in totals.indices {
            let column = plan.columns[index]
            guard column != WindowColumns.none else {
                totals[index].number -= 1
                continue
            }
            let value = rows[row, column]
            guard plan.isCounted[index], value != .absent else { continue }
            totals[index].number -= 1
            switch plan.aggregates[index].kind {
            case .sum, .mean: if case .int(let number) = value { totals[index].subtract(number) }
            case .distinct, .topCount, .topValue, .share:
                totals[index].tally?.counts.remove(value)
            case .min, .max: if plan.keepsExtremes, isOldest { totals[index].tally?.extremes.popOldest(value) }
            default: break
            }
        }
    }

    /// Finds the extremes anew.
    mutating func countExtremes(_ live: Range<Int>, _ rows: WindowRows) {
        for (index, aggregate) in plan.aggregates.enumerated() where aggregate.kind == .min || aggregate.kind == .max {
            var extremes = ExtremeQueue(isGreatest: aggregate.kind == .max)
            for row in live {
                let value = rows[row, plan.columns[index]]
                if value != .absent { extremes.push(value) }
            }
            totals[index].tally?.extremes = extremes
        }
    }

    /// The value of an aggregate over the rows in the window; `nil` when a sum leaves 128 bits.
    ///
    /// - Parameters:
    ///   - live: the rows in the window, in order.
    ///   - scanned: the arguments of an aggregate whose filter reads names.
    func value(_ index: Int, _ rows: WindowRows, live: some BidirectionalCollection<Int>, scanned: [Scalar]? = nil)
        -> Scalar?
    {
        let aggregate = plan.aggregates[index]
        if let scanned { return AggregateValue.of(aggregate, scanned) }
        let total = totals[index]
        let column = plan.columns[index]
        switch aggregate.kind {
        case .count: return .int(Int128(total.number))
        case .sum: return total.sum.map { .int($0) }
        case .mean:
            guard let sum = total.sum else { return nil }
            return total.number == 0 ? .absent : .int(AggregateValue.floor(sum, Int128(total.number)))
        case .distinct: return .int(Int128(total.tally?.counts.count ?? 0))
        case .topCount: return .int(Int128(total.tally?.counts.top?.count ?? 0))
        case .topValue: return total.tally?.counts.top?.value ?? .absent
        case .share: return total.tally?.counts.share(aggregate.percent, of: total.number) ?? .int(0)
        case .first: return live.first { rows[$0, column] != .absent }.map { rows[$0, column] } ?? .absent
        case .last: return live.last { rows[$0, column] != .absent }.map { rows[$0, column] } ?? .absent
        case .min, .max:
            if plan.keepsExtremes { return total.tally?.extremes.extreme ?? .absent }
            return AggregateValue.of(aggregate, live.map { rows[$0, column] }.filter { $0 != .absent })
        case .stddev, .median, .percentile:
            return AggregateValue.of(aggregate, live.map { rows[$0, column] }.filter { $0 != .absent })
        }
    }
}
