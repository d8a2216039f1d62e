import Persistence
import Testing

@Suite struct BlockDirectoryTests {
    @Test func findsBlocksOfBothBranches() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        var batch = LedgerBatch()
        for height in 100..<200 as Range<UInt64> { batch.put(Fixtures.block(height)) }
        batch.put(Fixtures.block(199, isConnected: false, branch: 1))
        try store.commit(batch)
        #expect(try store.blocks.tip(Fixtures.chain) == Fixtures.block(199))
        #expect(try store.blocks.block(Fixtures.chain, height: 150) == Fixtures.block(150))
        #expect(try store.blocks.block(Fixtures.chain, height: 99) == nil)
        #expect(try store.blocks.allBlocks(Fixtures.chain, height: 199).count == 2)
        #expect(try store.blocks.bestChain(Fixtures.chain, from: 190, limit: 5).map(\.height) == Array(190...194))

        // The other branch takes over.
        var reorganisation = LedgerBatch()
        let old = Fixtures.block(199)
        reorganisation.put(
            BlockEntry(
                chain: old.chain, height: old.height, hash: old.hash, parent: old.parent, bytes: old.bytes,
                spent: old.spent, isConnected: false, work: old.work, time: old.time))
        reorganisation.put(Fixtures.block(199, branch: 1))
        try store.commit(reorganisation)
        #expect(try store.blocks.block(Fixtures.chain, height: 199) == Fixtures.block(199, branch: 1))
        #expect(try store.blocks.block(Fixtures.chain, hash: old.hash)?.isConnected == false)
    }

    @Test func locatorThinsOutTowardsTheStart() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        #expect(try store.blocks.locator(Fixtures.chain).isEmpty)
        var batch = LedgerBatch()
        for height in 0...1_000 as ClosedRange<UInt64> { batch.put(Fixtures.block(height)) }
        try store.commit(batch)
        let heights: [UInt64] =
            Array((991...1_000).reversed()) + [989, 985, 977, 961, 929, 865, 737, 481, 0]
        #expect(try store.blocks.locator(Fixtures.chain) == heights.map { Fixtures.block($0).hash })
    }
}
