/// State kept in memory only: for replay, backtests and tests.
///
/// Not for several threads: whoever folds owns it.
public final class MemoryStateStore: StateStore {
    private var values: [StateKey: [UInt8]] = [:]
    /// All keys in ascending order; `nil` after a change that added or removed keys, until somebody lists them.
    private var sortedKeys: [StateKey]? = []

    public init() {}

    /// The number of entries.
    public var count: Int { values.count }

    /// Makes the changes of an input visible to the next one.
    public func apply(_ changes: StateChanges) {
        for (key, value) in changes.entries {
            if let value {
                if values.updateValue(value, forKey: key) == nil { sortedKeys = nil }
            } else if values.removeValue(forKey: key) != nil {
                sortedKeys = nil
            }
        }
    }

    public func values(for keys: [StateKey]) throws -> [[UInt8]?] {
        keys.map { values[$0] }
    }

    public func entries(
        from: StateKey, to: StateKey, limit: Int
    ) throws -> [(key: StateKey, value: [UInt8])] {
        let keys = orderedKeys()
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < from { low = middle + 1 } else { high = middle }
        }
        var entries: [(key: StateKey, value: [UInt8])] = []
        while low < keys.count, entries.count < limit, keys[low] < to {
            if let value = values[keys[low]] { entries.append((keys[low], value)) }
            low += 1
        }
        return entries
    }

    private func orderedKeys() -> [StateKey] {
        if let sortedKeys { return sortedKeys }
        let keys = values.keys.sorted()
        sortedKeys = keys
        return keys
    }
}
