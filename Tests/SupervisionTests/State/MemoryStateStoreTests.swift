import Supervision
import Testing

@Suite struct MemoryStateStoreTests {
    /// Thousands of keys that come and go, so that the store splits and joins what it keeps in order.
    @Test func keepsItsOrder() throws {
        var generator = SplitMix64(state: 3)
        let store = MemoryStateStore()
        var model: Set<[UInt8]> = []
        for round in 0..<40 {
            var changes: [(key: StateKey, value: [UInt8]?)] = []
            for _ in 0..<400 {
                let key = [UInt8.random(in: 0...40, using: &generator), UInt8.random(in: 0...255, using: &generator)]
                let isRemoved = Int.random(in: 0..<(round < 25 ? 5 : 2), using: &generator) == 0
                changes.append((StateKey(key), isRemoved ? nil : key))
                if isRemoved { model.remove(key) } else { model.insert(key) }
            }
            store.apply(StateChanges(changes))
            #expect(store.count == model.count)
        }
        let all = try store.entries(from: StateKey([]), to: StateKey([255]), limit: .max)
        #expect(all.map(\.key.bytes) == model.sorted { $0.lexicographicallyPrecedes($1) })
        for _ in 0..<50 {
            let from = StateKey([UInt8.random(in: 0...40, using: &generator), 100])
            let found = try store.entries(from: from, to: StateKey([255]), limit: 7)
            #expect(found.map(\.key) == Array(all.map(\.key).filter { !($0 < from) }.prefix(7)))
        }
    }
}
