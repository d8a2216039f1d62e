import SupervisionModel

/// The events of a key that count together with the newest one, and what aggregates say of them.
///
/// Adding and evicting keep counts, sums and extremes up to date in O(1) amortised; the other aggregates look at the
/// events when they are asked.
struct WindowContents {
    /// An event in the window with the values that the aggregates count of it.
    struct Member {
        let entry: TailEntry
        /// One per aggregate; `absent` for what does not count.
        let arguments: [Scalar]
        /// Left sides of the comparisons of scanned aggregates, in their order.
        var sides: [Scalar] = []
        /// Per series one per aggregate of it.
        var series: [[Scalar]] = []
        /// What names the item that it opens.
        let item: Scalar
    }

    private let plan: PlannedWindow
    private var members: [Member] = []
    /// Index of the oldest event that still counts; what lies before it has been evicted.
    private var start = 0
    private var sums: [Int128]
    private var numbers: [Int64]
    private var sumsOverflowed = false
    private var counts: [[Scalar: Int64]]
    private var extremes: [ExtremeQueue]
    /// In the order of the rule's series.
    private(set) var series: [SeriesContents]

    init(_ plan: PlannedWindow) {
        self.plan = plan
        let count = plan.aggregates.count
        sums = Array(repeating: 0, count: count)
        numbers = Array(repeating: 0, count: count)
        counts = Array(repeating: [:], count: count)
        extremes = plan.aggregates.map { ExtremeQueue(isGreatest: $0.kind == .max) }
        series = plan.series.map(SeriesContents.init)
    }

    var live: ArraySlice<Member> { members[start...] }
    var isEmpty: Bool { start == members.count }
    var count: Int { members.count - start }

    /// Takes out what no longer counts for an event that has not been added yet.
    mutating func evict(for entry: TailEntry) {
        let moment = entry.position.ruleTime
        switch plan.window {
        case .sliding(let length):
            removeFirst(through: moment.advanced(by: -length))
        case .last(let count):
            while Int64(self.count) >= count { removeFirst() }
        case .calendar(let unit):
            removeFirst(through: unit.start(of: moment).advanced(by: Interval(milliseconds: -1)))
        case .tumbling(let length):
            let rest = moment.milliseconds % length.milliseconds
            let start = moment.milliseconds - (rest < 0 ? rest + length.milliseconds : rest)
            removeFirst(through: Timestamp(milliseconds: start - 1))
        case .session(let pause):
            if let last = members.last, last.entry.position.ruleTime <= moment.advanced(by: -pause) {
                while !isEmpty { removeFirst() }
            }
        case .blocks(let count):
            let height = entry.position.height
            while start < members.count, members[start].entry.position.height + UInt64(count) <= height {
                removeFirst()
            }
        case .open, .ever: break
        }
    }

    private mutating func removeFirst(through moment: Timestamp) {
        while start < members.count, members[start].entry.position.ruleTime <= moment { removeFirst() }
    }

    mutating func add(_ member: Member) {
        if let items = plan.items {
            if items.closing.contains(Int(member.entry.role)) {
                close(member.item, items)
                return
            }
        }
        members.append(member)
        for index in series.indices { series[index].add(member, member.series[index]) }
        for (index, aggregate) in plan.aggregates.enumerated() where !aggregate.isScanned {
            account(member.arguments[index], index, aggregate, sign: 1)
        }
    }

    /// Takes out the open events of an item.
    private mutating func close(_ item: Scalar, _ items: PlannedItems) {
        guard item != .absent else { return }
        while let place = live.firstIndex(where: {
            items.opening.contains(Int($0.entry.role)) && $0.item == item
        }) {
            let member = members.remove(at: place)
            for (index, aggregate) in plan.aggregates.enumerated() where !aggregate.isScanned {
                account(member.arguments[index], index, aggregate, sign: -1)
            }
            for index in series.indices {
                series[index] = SeriesContents(plan.series[index])
                for member in live { series[index].add(member, member.series[index]) }
            }
        }
    }

    mutating func removeFirst() {
        let member = members[start]
        start += 1
        for index in series.indices { series[index].removeFirst() }
        for (index, aggregate) in plan.aggregates.enumerated() where !aggregate.isScanned {
            account(member.arguments[index], index, aggregate, sign: -1)
        }
        if start > 1024, start > members.count / 2 {
            members.removeFirst(start)
            start = 0
        }
    }

    private mutating func account(_ argument: Scalar, _ index: Int, _ aggregate: PlannedAggregate, sign: Int64) {
        guard argument != .absent else { return }
        numbers[index] += sign
        switch aggregate.kind {
        case .sum, .mean:
            guard case .int(let value) = argument else { return }
            let (sum, overflow) = sums[index].addingReportingOverflow(sign > 0 ? value : -value)
            sums[index] = sum
            if overflow { sumsOverflowed = true }
        case .distinct, .topCount, .topValue, .share:
            let count = counts[index][argument, default: 0] + sign
            counts[index][argument] = count == 0 ? nil : count
        case .min, .max:
            guard plan.window.dropsOldestFirst else { return }
            if sign > 0 { extremes[index].push(argument) } else { extremes[index].popOldest(argument) }
        default: break
        }
    }

    /// The value of an aggregate over the events in the window; `nil` when a sum left 128 bits.
    ///
    /// - Parameter scanned: the arguments of an aggregate whose filter reads names.
    func value(_ index: Int, scanned: [Scalar]? = nil) -> Scalar? {
        let aggregate = plan.aggregates[index]
        if let scanned { return AggregateValue.of(aggregate, scanned) }
        switch aggregate.kind {
        case .count: return .int(Int128(numbers[index]))
        case .sum: return sumsOverflowed ? nil : .int(sums[index])
        case .mean:
            if sumsOverflowed { return nil }
            return numbers[index] == 0 ? .absent : .int(AggregateValue.floor(sums[index], Int128(numbers[index])))
        case .distinct: return .int(Int128(counts[index].count))
        case .topCount: return .int(Int128(AggregateValue.top(counts[index])?.count ?? 0))
        case .topValue: return AggregateValue.top(counts[index])?.value ?? .absent
        case .share: return AggregateValue.share(counts[index], of: numbers[index], aggregate.percent)
        case .first: return live.first { $0.arguments[index] != .absent }?.arguments[index] ?? .absent
        case .last: return live.last { $0.arguments[index] != .absent }?.arguments[index] ?? .absent
        case .min, .max:
            if plan.window.dropsOldestFirst { return extremes[index].extreme ?? .absent }
            return AggregateValue.of(aggregate, live.map { $0.arguments[index] }.filter { $0 != .absent })
        case .stddev, .median, .percentile:
            return AggregateValue.of(aggregate, live.map { $0.arguments[index] }.filter { $0 != .absent })
        }
    }
}

/// The extreme of a queue in O(1) amortised: what a later value beats can never be the extreme again.
struct ExtremeQueue {
    private let isGreatest: Bool
    private var values: [Scalar] = []
    private var start = 0

    init(isGreatest: Bool) {
        self.isGreatest = isGreatest
    }

    var extreme: Scalar? { start < values.count ? values[start] : nil }

    mutating func push(_ value: Scalar) {
        while values.count > start, let last = values.last, isGreatest ? last < value : value < last {
            values.removeLast()
        }
        values.append(value)
    }

    /// - Parameter value: the oldest value of the queue.
    mutating func popOldest(_ value: Scalar) {
        guard extreme == value else { return }
        start += 1
        if start > 64, start > values.count / 2 {
            values.removeFirst(start)
            start = 0
        }
    }
}
