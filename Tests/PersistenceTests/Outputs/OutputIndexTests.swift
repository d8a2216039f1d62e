import Persistence
import SupervisionModel
import Testing

@Suite struct OutputIndexTests {
    private func apply(_ block: OutputChain.Block, to index: OutputIndex) throws {
        let applied = try index.apply(
            Fixtures.chain, block.cursor, parent: block.parent.hash, spent: block.spent, created: block.created,
            coinbaseOutputs: block.coinbaseOutputs)
        #expect(applied.spent == block.records)
        #expect(Set(applied.replaced) == Set(block.replaced))
    }

    private func undo(_ block: OutputChain.Block, in index: OutputIndex) throws {
        try index.undo(
            Fixtures.chain, block.cursor, parent: block.parent,
            spent: zip(block.spent, block.records).map { ($0, $1) }, created: block.created.map(\.key),
            replaced: block.replaced)
    }

    /// Spends everything that the dictionary knows, and some keys it does not: the answers show the whole content.
    private func expectSameContent(_ chain: OutputChain, _ index: OutputIndex) throws {
        let keys = chain.unspent.keys.sorted { ($0.transaction, $0.index) < ($1.transaction, $1.index) }
        let unknown = (0..<20).map { OutputKey(transaction: Fixtures.digest(1_000_000 + $0), index: 0) }
        let applied = try index.apply(
            Fixtures.chain, OutputIndex.Cursor(height: 0, hash: .zero), parent: chain.tip.hash, spent: keys + unknown,
            created: [], coinbaseOutputs: 0)
        #expect(applied.spent == keys.map { chain.unspent[$0] } + unknown.map { _ in nil })
    }

    /// Random blocks, reorganisations, flushes and crashes against a dictionary. After a crash the index is rolled
    /// from its own cursor to the chain's tip, as a node does it.
    @Test(
        arguments: [
            (1, 0, 3_000), (2, 0, 200_000), (3, 6, 3_000), (4, 6, 40_000), (5, 1, 10_000), (6, 40, 1_000_000),
        ] as [(UInt64, UInt64, Int)])
    func behavesLikeADictionary(seed: UInt64, prefixes: UInt64, mapBytes: Int) throws {
        let directory = TestDirectory()
        let limits = OutputIndex.Limits(mapBytes: mapBytes, pageCacheBytes: 1 << 20)
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        var generator = SplitMix(seed: seed &+ 77)
        var chain = OutputChain(seed: seed, prefixes: prefixes)
        var index = try store.openOutputIndex(limits)
        try index.anchor(Fixtures.chain, at: chain.genesis)
        var known: [Digest32: OutputChain.Block] = [:]
        var crashes = 0
        for _ in 0..<500 {
            switch UInt8.random(in: 0..<20, using: &generator) {
            case 0:
                for _ in 0..<Int.random(in: 1...6, using: &generator) {
                    if let block = chain.retreat() { try undo(block, in: index) }
                }
            case 1: try index.flush()
            case 2:
                crashes += 1
                try index.close()
                index = try store.openOutputIndex(limits)
                // The chain may have gone on to another branch since the last flush.
                let best = Set(chain.best.map(\.cursor.hash))
                while let cursor = index.cursor(Fixtures.chain), cursor != chain.genesis, !best.contains(cursor.hash) {
                    try undo(try #require(known[cursor.hash]), in: index)
                }
                if index.cursor(Fixtures.chain) == nil { try index.anchor(Fixtures.chain, at: chain.genesis) }
                let height = try #require(index.cursor(Fixtures.chain)).height
                for block in chain.best where block.cursor.height > height { try apply(block, to: index) }
            default:
                let block = chain.extend()
                known[block.cursor.hash] = block
                try apply(block, to: index)
                if index.needsFlush { try index.flush() }
            }
            #expect(index.cursor(Fixtures.chain) == chain.tip)
        }
        #expect(crashes > 5)
        try expectSameContent(chain, index)
    }

    @Test func chainsDoNotMix() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        let index = try store.openOutputIndex()
        let other = try #require(ChainID("ltc"))
        let key = OutputKey(transaction: Fixtures.digest(1), index: 0)
        let record = OutputRecord(amount: 5, height: 1, owner: .opaque)
        let first = OutputIndex.Cursor(height: 1, hash: Fixtures.digest(10))
        _ = try index.apply(
            Fixtures.chain, first, parent: .zero, spent: [],
            created: [CreatedOutputRecord(key: key, record: record)], coinbaseOutputs: 0)
        try index.flush()
        let elsewhere = try index.apply(other, first, parent: .zero, spent: [key], created: [], coinbaseOutputs: 0)
        #expect(elsewhere.spent == [nil])
        let second = OutputIndex.Cursor(height: 2, hash: Fixtures.digest(11))
        let here = try index.apply(
            Fixtures.chain, second, parent: first.hash, spent: [key, key], created: [], coinbaseOutputs: 0)
        #expect(here.spent == [record, nil])
    }

    @Test func refusesABlockThatDoesNotFollow() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        let index = try store.openOutputIndex()
        var chain = OutputChain(seed: 9, prefixes: 0)
        try index.anchor(Fixtures.chain, at: chain.genesis)
        let block = chain.extend()
        let error = #expect(throws: StoreError.self) {
            try index.apply(
                Fixtures.chain, block.cursor, parent: .zero, spent: [], created: [], coinbaseOutputs: 0)
        }
        #expect(error?.code == .indexOutOfStep)
        #expect(throws: StoreError.self) { try undo(block, in: index) }
        #expect(throws: StoreError.self) { try index.anchor(Fixtures.chain, at: chain.genesis) }
        #expect(index.cursor(Fixtures.chain) == chain.genesis)
        try apply(block, to: index)
    }

    @Test func memoryStaysWithinItsLimit() throws {
        let directory = TestDirectory()
        let limits = OutputIndex.Limits(mapBytes: 300_000, pageCacheBytes: 1 << 20)
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        let index = try store.openOutputIndex(limits)
        var chain = OutputChain(seed: 4, prefixes: 0)
        try index.anchor(Fixtures.chain, at: chain.genesis)
        var flushes = 0
        for _ in 0..<600 {
            try apply(chain.extend(), to: index)
            if index.needsFlush {
                try index.flush()
                flushes += 1
                #expect(!index.needsFlush)
            }
            #expect(index.mapBytes <= limits.mapBytes)
        }
        #expect(flushes > 2)
        try expectSameContent(chain, index)
    }
}
