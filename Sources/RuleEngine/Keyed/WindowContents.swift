import SupervisionModel

/// The events of a key that count together with the newest one, and what aggregates say of them.
///
/// Adding and evicting keep counts and sums up to date; the other aggregates look at the events when they are asked.
struct WindowContents {
    private let window: Window
    private let aggregates: [Binding.Aggregate]
    private(set) var entries: [TailEntry] = []
    /// Index of the oldest event that still counts; what lies before it has been evicted.
    private(set) var start = 0
    private var sums: [Int128]
    private var sumsOverflowed = false
    private var counts: [[Scalar: Int64]]

    init(window: Window, aggregates: [Binding.Aggregate]) {
        self.window = window
        self.aggregates = aggregates
        sums = Array(repeating: 0, count: aggregates.count)
        counts = Array(repeating: [:], count: aggregates.count)
    }

    var live: ArraySlice<TailEntry> { entries[start...] }
    var isEmpty: Bool { start == entries.count }

    /// Takes out what is too old for an event at `moment`, which has not been added yet.
    mutating func evict(before moment: Timestamp) {
        switch window {
        case .sliding(let length):
            let oldest = moment.advanced(by: -length)
            while start < entries.count, entries[start].position.ruleTime <= oldest { removeFirst() }
        case .last(let count):
            while Int64(entries.count - start) >= count { removeFirst() }
        }
    }

    mutating func add(_ entry: TailEntry) {
        entries.append(entry)
        for (index, aggregate) in aggregates.enumerated() { account(entry, index, aggregate, sign: 1) }
    }

    private mutating func removeFirst() {
        let entry = entries[start]
        start += 1
        for (index, aggregate) in aggregates.enumerated() { account(entry, index, aggregate, sign: -1) }
        if start > 1024, start > entries.count / 2 {
            entries.removeFirst(start)
            start = 0
        }
    }

    private mutating func account(_ entry: TailEntry, _ index: Int, _ aggregate: Binding.Aggregate, sign: Int64) {
        let argument = index < entry.arguments.count ? entry.arguments[index] : .absent
        switch aggregate {
        case .sum:
            guard case .int(let value) = argument else { return }
            let (sum, overflow) = sums[index].addingReportingOverflow(sign > 0 ? value : -value)
            sums[index] = sum
            if overflow { sumsOverflowed = true }
        case .distinct, .topCount, .topValue:
            guard argument != .absent else { return }
            let count = counts[index][argument, default: 0] + sign
            counts[index][argument] = count == 0 ? nil : count
        default: break
        }
    }

    /// The value of an aggregate over the events in the window; `nil` when a sum left 128 bits.
    func value(_ index: Int) -> Scalar? {
        switch aggregates[index] {
        case .count: return .int(Int128(entries.count - start))
        case .sum: return sumsOverflowed ? nil : .int(sums[index])
        case .distinct: return .int(Int128(counts[index].count))
        case .topCount: return .int(Int128(top(index)?.count ?? 0))
        case .topValue: return top(index)?.value ?? .absent
        case .min: return arguments(index).min() ?? .absent
        case .max: return arguments(index).max() ?? .absent
        case .first: return argument(index, in: live) ?? .absent
        case .last: return argument(index, in: live.reversed()) ?? .absent
        }
    }

    /// The argument of the first of these events that has one.
    private func argument(_ index: Int, in entries: some Sequence<TailEntry>) -> Scalar? {
        for entry in entries where index < entry.arguments.count && entry.arguments[index] != .absent {
            return entry.arguments[index]
        }
        return nil
    }

    private func arguments(_ index: Int) -> [Scalar] {
        live.compactMap { entry in
            let argument = index < entry.arguments.count ? entry.arguments[index] : .absent
            return argument == .absent ? nil : argument
        }
    }

    /// The most frequent value; of several the smallest, so that hash order does not matter.
    private func top(_ index: Int) -> (value: Scalar, count: Int64)? {
        // order-free: a maximum with a total order does not depend on the order of iteration.
        counts[index].max { left, right in
            left.value != right.value ? left.value < right.value : right.key < left.key
        }.map { (value: $0.key, count: $0.value) }
    }
}
