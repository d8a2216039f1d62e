import Persistence
import Supervision
import Testing

@Suite struct SQLiteStateStoreTests {
    /// Random changes, commits, pipelined commits and roll-backs against a dictionary.
    @Test(arguments: [(1, 0), (2, 2_000), (3, 1_000_000), (4, 20_000)] as [(UInt64, Int)])
    func behavesLikeADictionary(seed: UInt64, cacheBytes: Int) throws {
        let directory = TestDirectory()
        let store = try Store.create(
            at: directory("store"), kind: .live, origin: "o", options: StoreOptions(stateCacheBytes: cacheBytes))
        var generator = SplitMix(seed: seed)
        let reference = MemoryStateStore()
        var batch = LedgerBatch()
        var inFlight: LedgerBatch?
        var next: UInt64 = 0
        for _ in 0..<600 {
            let keys = Set(
                (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                    Fixtures.key(UInt64.random(in: 0..<200, using: &generator))
                }
            ).sorted()
            let changes = StateChanges(
                keys.map { key in
                    let isDeletion = UInt8.random(in: 0..<4, using: &generator) == 0
                    return (key, isDeletion ? nil : generator.bytes(Int.random(in: 0...60, using: &generator)))
                })
            batch.append(Fixtures.record(next, items: 0), changes: changes)
            next += 1
            store.state.apply(changes)
            reference.apply(changes)

            let asked = (0..<20).map { _ in Fixtures.key(UInt64.random(in: 0..<210, using: &generator)) }
            #expect(try store.state.values(for: asked) == reference.values(for: asked))
            let bounds = [UInt64.random(in: 0..<210, using: &generator), UInt64.random(in: 0..<210, using: &generator)]
            let limit = Int.random(in: 0...30, using: &generator)
            let found = try store.state.entries(
                from: Fixtures.key(bounds[0]), to: Fixtures.key(bounds[1]), limit: limit)
            let expected = try reference.entries(
                from: Fixtures.key(bounds[0]), to: Fixtures.key(bounds[1]), limit: limit)
            #expect(found.map(\.key) == expected.map(\.key))
            #expect(found.map(\.value) == expected.map(\.value))

            if UInt8.random(in: 0..<6, using: &generator) == 0 {
                if let waiting = inFlight {
                    try store.commit(waiting)
                    inFlight = nil
                }
                store.state.seal()
                if Bool.random(using: &generator) { try store.commit(batch) } else { inFlight = batch }
                batch = LedgerBatch()
            }
        }
    }

    @Test func rollingBackForgetsWhatWasNotCommitted() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        let (batch, changes) = Fixtures.batch(0..<1)
        for change in changes { store.state.apply(change) }
        store.state.seal()
        try store.commit(batch)
        store.state.apply(StateChanges([(StateKey([1]), nil), (StateKey([2]), [1])]))
        #expect(try store.state.values(for: [StateKey([1]), StateKey([2])]) == [nil, [1]])
        store.state.rollBack()
        #expect(try store.state.values(for: [StateKey([1]), StateKey([2])]) == [Array("1".utf8), nil])
    }
}
