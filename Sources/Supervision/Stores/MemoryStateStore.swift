/// State kept in memory only: for replay, backtests and tests.
///
/// Not for several threads: whoever folds owns it.
public final class MemoryStateStore: StateStore {
    private var values: [StateKey: [UInt8]] = [:]
    private var keys = SortedKeys()

    public init() {}

    /// The number of entries.
    public var count: Int { values.count }

    /// Makes the changes of an input visible to the next one.
    public func apply(_ changes: StateChanges) {
        for (key, value) in changes.entries {
            if let value {
                if values.updateValue(value, forKey: key) == nil { keys.insert(key) }
            } else if values.removeValue(forKey: key) != nil {
                keys.remove(key)
            }
        }
    }

    public func values(for keys: [StateKey]) throws -> [[UInt8]?] {
        keys.map { values[$0] }
    }

    public func entries(
        from: StateKey, to: StateKey, limit: Int
    ) throws -> [(key: StateKey, value: [UInt8])] {
        keys.keys(from: from, to: to, limit: limit).compactMap { key in values[key].map { (key, $0) } }
    }
}
