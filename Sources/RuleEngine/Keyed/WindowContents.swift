import SupervisionModel

/// The entries of a tail that count together with the newest one that has been taken in, and what aggregates say of
/// them.
///
/// Entries are meant by their index in the tail. A late entry is met by going back to before it: contents can move to
/// any place of the tail, and most of the way there costs what lies between.
struct WindowContents {
    private let plan: PlannedWindow
    /// Rows of the tail's first entries; at least those that have been taken in.
    private(set) var rows: WindowRows
    /// Index of the oldest entry that counts.
    private(set) var start = 0
    /// How many entries have been taken in.
    private(set) var end = 0
    /// In open windows: which entries below `end` do not count, because they are closed or close something.
    private var isOut: [Bool] = []
    private(set) var count = 0
    private var totals: RunningAggregates
    /// In the order of the rule's series.
    private(set) var series: [SeriesContents]
    /// By aggregate.
    private let recent: [RecentRows?]

    init(_ plan: PlannedWindow) {
        self.plan = plan
        rows = WindowRows(width: plan.columns.width)
        totals = RunningAggregates(plan.counted)
        recent = plan.countedRecent.contains { $0 != nil } ? plan.countedRecent.map { $0.map(RecentRows.init) } : []
        series =
            plan.series.isEmpty
            ? [] : plan.series.indices.map { SeriesContents(plan.series[$0], plan.countedBySeries[$0]) }
    }

    var isEmpty: Bool { count == 0 }

    /// Indexes of the entries that count, in order.
    var live: LazyFilterCollection<Range<Int>> {
        let isOut = isOut
        return (start..<end).lazy.filter { isOut.isEmpty || !isOut[$0] }
    }

    /// The value of an aggregate; `nil` when a sum leaves 128 bits.
    /// - Parameter scanned: the arguments of an aggregate whose filter reads names.
    func value(_ index: Int, scanned: [Scalar]? = nil) -> Scalar? {
        isOut.isEmpty
            ? totals.value(index, rows, live: start..<end, scanned: scanned)
            : totals.value(index, rows, live: live, scanned: scanned)
    }

    /// The value of an aggregate that counts the entries after a moment; `nil` when a sum leaves 128 bits.
    /// - Parameter isCounted: whether an entry of that rule time counts; true for all after one for which it is.
    func recentValue(_ index: Int, _ entries: [TailEntry], where isCounted: (Timestamp) -> Bool) -> Scalar? {
        var low = start
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if isCounted(entries[middle].position.ruleTime) { high = middle } else { low = middle + 1 }
        }
        return recent[index]?.value(low..<end, rows)
    }

    // MARK: Going on

    /// Makes what leaves the window leave it before the next entry is taken in.
    mutating func evict(for entries: [TailEntry]) {
        guard end < entries.count, start < end else { return }
        move(start: plan.window.start(of: end, in: entries, from: start))
    }

    private mutating func move(start next: Int) {
        while start < next {
            if isOut.isEmpty || !isOut[start] {
                for index in series.indices { series[index].removeFirst(rows) }
                totals.remove(start, rows)
                count -= 1
            }
            start += 1
        }
    }

    /// Takes in the next entry.
    /// - Parameter makeRow: called when the entry has no row yet.
    mutating func takeIn(_ entries: [TailEntry], makeRow: (TailEntry, inout [Scalar]) -> Void) {
        let entry = entries[end]
        if rows.count == end { rows.append { makeRow(entry, &$0) } }
        end += 1
        if let items = plan.items {
            let closes = items.closing.contains(Int(entry.role))
            isOut.append(closes)
            if closes { return close(entries, items) }
        }
        add(end - 1, entry)
    }

    private mutating func add(_ row: Int, _ entry: TailEntry) {
        count += 1
        totals.add(row, rows)
        for index in series.indices { series[index].add(row, at: entry.position.ruleTime, rows) }
    }

    /// Takes out the open entries of the item that the newest entry closes.
    private mutating func close(_ entries: [TailEntry], _ items: PlannedItems) {
        let item = rows[end - 1, plan.columns.item]
        guard item != .absent else { return }
        var isChanged = false
        for row in start..<end
        where !isOut[row] && rows[row, plan.columns.item] == item && items.opening.contains(Int(entries[row].role)) {
            isOut[row] = true
            count -= 1
            totals.remove(row, rows)
            isChanged = true
        }
        if isChanged { countSeries(entries) }
        while start < end, isOut[start] { start += 1 }
    }

    private mutating func countSeries(_ entries: [TailEntry]) {
        for index in series.indices {
            series[index].removeAll()
            for row in live { series[index].add(row, at: entries[row].position.ruleTime, rows) }
        }
    }

    // MARK: Going back

    /// Goes back to where the first `place` entries had been taken in. Rows are kept.
    mutating func goBack(to place: Int, in entries: [TailEntry]) {
        guard place < end else { return }
        for rows in recent { rows?.removeAll() }
        guard plan.window.startsByEntry else { return beginAnew(to: place, entries) }
        let first = place == 0 ? 0 : plan.window.start(of: place - 1, in: entries)
        let isShort = place > start && (end - place) + (start - first) < place - first
        if isShort, series.isEmpty {
            for row in (place..<end).reversed() { totals.remove(row, rows, isOldest: false) }
            for row in (first..<start).reversed() { totals.add(row, rows, isNewest: false) }
            if plan.counted.hasExtremes { totals.countExtremes(first..<place, rows) }
            count = place - first
        } else {
            totals.removeAll()
            for index in series.indices { series[index].removeAll() }
            count = 0
            for row in first..<place { add(row, entries[row]) }
        }
        start = first
        end = place
    }

    private mutating func beginAnew(to place: Int, _ entries: [TailEntry]) {
        totals.removeAll()
        for index in series.indices { series[index].removeAll() }
        start = 0
        end = 0
        count = 0
        isOut = []
        while end < place {
            evict(for: entries)
            takeIn(entries) { _, _ in }
        }
    }

    // MARK: Changes of the tail

    /// An entry has been put at `index`, beyond what has been taken in.
    mutating func insertRow(_ row: [Scalar], at index: Int) {
        rows.insert(row, at: index)
    }

    /// Entries beyond what has been taken in have left the tail.
    mutating func removeRows(_ indexes: [Int]) {
        rows.remove(indexes.filter { $0 < rows.count })
    }

    /// Which of the first `place` entries counted when they had been taken in, by index: the oldest one, and those after
    /// it that did not.
    func reach(at place: Int, in entries: [TailEntry]) -> (start: Int, isOut: [Bool]) {
        guard place > 0 else { return (0, []) }
        if plan.window.startsByEntry { return (plan.window.start(of: place - 1, in: entries), []) }
        var before = WindowContents(plan)
        before.rows = rows
        before.beginAnew(to: place, entries)
        return (before.start, before.isOut)
    }

    /// Entries have left the tail that no later window reaches.
    /// - Parameter dropped: their indexes, ascending, all below `end`.
    /// - Parameter entries: the tail without them.
    mutating func drop(_ dropped: [Int], _ entries: [TailEntry]) {
        guard let last = dropped.last else { return }
        for rows in recent { rows?.removeAll() }
        // What is gone from the tail is gone from the window, though no event has come that says so.
        if plan.items == nil { move(start: max(start, last + 1)) }
        rows.remove(dropped)
        if !isOut.isEmpty {
            var next = 0
            var kept: [Bool] = []
            for (row, isOut) in isOut.enumerated() {
                if next < dropped.count, dropped[next] == row { next += 1 } else { kept.append(isOut) }
            }
            isOut = kept
        }
        start -= dropped.count { $0 < start }
        end -= dropped.count
        countSeries(entries)
    }
}
