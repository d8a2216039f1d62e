/// Where in the row of an event stands what a window counts of it.
struct WindowColumns: Sendable {
    /// Stands for an aggregate that counts every event: nothing needs to be kept for it.
    static let none = -1

    /// By aggregate of the window.
    let aggregates: [Int]
    /// By aggregate of the window: the first of the left sides of its comparisons.
    let sides: [Int]
    /// By series, by aggregate of it.
    let series: [[Int]]
    /// What names the item that the event opens or closes.
    let item: Int
    let width: Int

    init(aggregates: [PlannedAggregate], series: [PlannedSeries], hasItems: Bool) {
        var next = 0
        func take(_ count: Int = 1) -> Int {
            defer { next += count }
            return next
        }
        func column(_ aggregate: PlannedAggregate) -> Int {
            aggregate.countsEveryEvent ? WindowColumns.none : take()
        }
        self.aggregates = aggregates.map { column($0) }
        sides = aggregates.map { take($0.comparisons?.count ?? 0) }
        self.series = series.map { $0.aggregates.map { column($0) } }
        item = hasItems ? take() : WindowColumns.none
        width = next
    }
}

/// Aggregates with the columns of what they count.
final class CountedColumns: Sendable {
    let aggregates: [PlannedAggregate]
    let columns: [Int]
    /// By aggregate: whether it is kept up to date here at all.
    let isCounted: [Bool]
    /// Whether rows always leave as the oldest ones, so that extremes can be kept.
    let keepsExtremes: Bool
    /// Whether some extreme is kept, so that rows cannot come and go elsewhere than in their order.
    let hasExtremes: Bool

    /// - Parameter scanned: whether the aggregates are those whose filter reads names, counted without it.
    init(_ aggregates: [PlannedAggregate], columns: [Int], keepsExtremes: Bool, scanned: Bool = false) {
        self.aggregates = aggregates
        isCounted = aggregates.map { $0.isScanned == scanned }
        self.columns = columns
        self.keepsExtremes = keepsExtremes
        hasExtremes = keepsExtremes && aggregates.contains { $0.kind == .min || $0.kind == .max }
    }
}

extension PlannedAggregate {
    /// `count()`: whatever is in the window.
    var countsEveryEvent: Bool {
        kind == .count && role == nil && argument == nil && filter == nil && !isScanned
    }
}
