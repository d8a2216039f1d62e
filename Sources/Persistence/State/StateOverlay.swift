import Supervision

/// State changes that are not in the database yet: looked up by key, and listed in order.
///
/// For the lists, each input's changes are a sorted run; runs are merged when a later one has grown as long as the one
/// before, so that there are O(log n) of them and adding n keys costs O(n log n) in all.
struct StateOverlay {
    private typealias Entry = (key: StateKey, value: [UInt8]?)

    private var values: [StateKey: [UInt8]?] = [:]
    /// Sorted by key, oldest run first. Together they hold every key of `values`, some more than once.
    private var runs: [[StateKey]] = []

    var isEmpty: Bool { values.isEmpty }

    /// All changes, in no particular order.
    var changes: [StateKey: [UInt8]?] { values }

    /// The changed value: `.some(nil)` for deleted, `nil` for not changed.
    func value(for key: StateKey) -> [UInt8]?? {
        values[key]
    }

    /// Adds changes, which are in ascending order of their keys.
    mutating func apply(_ changes: StateChanges) {
        guard !changes.entries.isEmpty else { return }
        var run: [StateKey] = []
        run.reserveCapacity(changes.entries.count)
        for (key, value) in changes.entries {
            values.updateValue(value, forKey: key)
            run.append(key)
        }
        runs.append(run)
        while runs.count > 1, runs[runs.count - 2].count <= runs[runs.count - 1].count {
            let later = runs.removeLast()
            runs[runs.count - 1] = Self.merge(runs[runs.count - 1], later)
        }
    }

    private static func merge(_ first: [StateKey], _ second: [StateKey]) -> [StateKey] {
        var merged: [StateKey] = []
        merged.reserveCapacity(first.count + second.count)
        var left = first[...]
        var right = second[...]
        while let a = left.first, let b = right.first {
            if b < a {
                merged.append(b)
                right.removeFirst()
            } else {
                merged.append(a)
                left.removeFirst()
                if a == b { right.removeFirst() }
            }
        }
        merged.append(contentsOf: left)
        merged.append(contentsOf: right)
        return merged
    }

    /// The changed keys in [from, to), ascending, each once.
    func keys(from: StateKey, to: StateKey) -> [StateKey] {
        var keys: [StateKey] = []
        for run in runs {
            let start = Self.lowerBound(run, from)
            var end = start
            while end < run.count, run[end] < to { end += 1 }
            if start < end { keys = keys.isEmpty ? Array(run[start..<end]) : Self.merge(keys, Array(run[start..<end])) }
        }
        return keys
    }

    private static func lowerBound(_ run: [StateKey], _ key: StateKey) -> Int {
        var low = 0
        var high = run.count
        while low < high {
            let middle = (low + high) / 2
            if run[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
