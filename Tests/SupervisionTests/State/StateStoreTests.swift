import Supervision
import SupervisionModel
import Testing

@Suite struct StateStoreTests {
    /// A working state over a store says what a dictionary says, and its changes bring the store there.
    @Test(arguments: UInt64(1)...30) func workingStateIsADictionary(seed: UInt64) throws {
        var generator = SplitMix64(state: seed)
        let store = MemoryStateStore()
        var model: [[UInt8]: [UInt8]] = [:]
        func key() -> StateKey {
            StateKey(
                (0..<Int.random(in: 1...2, using: &generator)).map { _ in UInt8.random(in: 0..<12, using: &generator) })
        }
        for _ in 0..<12 {
            var working = WorkingState(store)
            let stored = model
            for _ in 0..<30 {
                let name = key()
                switch Int.random(in: 0..<5, using: &generator) {
                case 0:
                    try working.set(name, to: nil)
                    model[name.bytes] = nil
                case 1, 2:
                    let value = [UInt8.random(in: 0...3, using: &generator)]
                    try working.set(name, to: value)
                    model[name.bytes] = value
                case 3: #expect(try working[name] == model[name.bytes])
                default:
                    let other = key()
                    let (from, to) = name < other ? (name, other) : (other, name)
                    let limit = Int.random(in: 1...6, using: &generator)
                    let expected = model.filter { from <= StateKey($0.key) && StateKey($0.key) < to }
                        .sorted { StateKey($0.key) < StateKey($1.key) }.prefix(limit)
                    let found = try working.entries(from: from, to: to, limit: limit)
                    #expect(found.map(\.key.bytes) == expected.map(\.key))
                    #expect(found.map(\.value) == expected.map(\.value))
                }
            }
            let changes = working.changes()
            #expect(changes.entries.map(\.key) == changes.entries.map(\.key).sorted())
            for (name, value) in changes.entries {
                #expect(stored[name.bytes] != value, "what ended as it began is no change")
            }
            store.apply(changes)
            #expect(store.count == model.count)
            for (name, value) in model { #expect(try store.values(for: [StateKey(name)]) == [value]) }
        }
    }

    @Test func aDigestIsStatedEvery1024Records() throws {
        let core = try CoreHarness(chains: ["a"])
        while core.sequence < 2100 { try core.apply(.clockTick) }
        let stated = core.items.filter { $0.item.payload["type"]?.string == "state.digest" }
        #expect(stated.map(\.sequence) == [1024, 2048])
        #expect(stated.map { $0.item.payload["records"] } == [1024, 2048])
    }
}
