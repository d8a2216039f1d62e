/// State kept in memory only: for replay, backtests and tests.
///
/// Not for several threads: whoever folds owns it.
public final class MemoryStateStore: StateStore {
    private var values: [StateKey: [UInt8]] = [:]
    /// All keys in ascending order.
    private var sortedKeys: [StateKey] = []

    public init() {}

    /// The number of entries.
    public var count: Int { values.count }

    /// Makes the changes of an input visible to the next one.
    public func apply(_ changes: StateChanges) {
        for (key, value) in changes.entries {
            if let value {
                if values.updateValue(value, forKey: key) == nil { sortedKeys.insert(key, at: firstIndex(from: key)) }
            } else if values.removeValue(forKey: key) != nil {
                sortedKeys.remove(at: firstIndex(from: key))
            }
        }
    }

    public func values(for keys: [StateKey]) throws -> [[UInt8]?] {
        keys.map { values[$0] }
    }

    public func entries(
        from: StateKey, to: StateKey, limit: Int
    ) throws -> [(key: StateKey, value: [UInt8])] {
        var index = firstIndex(from: from)
        var entries: [(key: StateKey, value: [UInt8])] = []
        while index < sortedKeys.count, entries.count < limit, sortedKeys[index] < to {
            let key = sortedKeys[index]
            if let value = values[key] { entries.append((key, value)) }
            index += 1
        }
        return entries
    }

    /// Index of the first key that is not before `key`. O(log n).
    private func firstIndex(from key: StateKey) -> Int {
        var low = 0
        var high = sortedKeys.count
        while low < high {
            let middle = (low + high) / 2
            if sortedKeys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
