import ChainCrypto
import ChainFormats
import ParticipantNode
import Testing

@Suite struct NodeChainTests {
    /// Blocks of a generated chain, with branches at those heights.
    static func blocks(_ count: Int, seed: UInt64 = 1, _ plans: ReorgPlan...) throws -> [[UInt8]] {
        var generated = try GeneratedBlocks(seed: seed, mostPayments: 3, reorganisations: plans)
        return try (0..<count).map { _ in try generated.next().bytes }
    }

    @Test func theStrongestBranchIsActive() throws {
        let blocks = try Self.blocks(14, ReorgPlan(height: 10, depth: 3))
        var chain = NodeChain(network: .regtest)
        for (index, bytes) in blocks.prefix(10).enumerated() {
            let change = try chain.add(bytes)
            #expect(change.connected.map(\.height) == [UInt64(index + 1)])
            #expect(change.disconnected.isEmpty)
        }
        // Three blocks of a branch are no more than what is there.
        for bytes in blocks[10..<13] { #expect(try chain.add(bytes).isEmpty) }
        let change = try chain.add(blocks[13])
        #expect(change.disconnected.map(\.height) == [10, 9, 8])
        #expect(change.connected.map(\.height) == [8, 9, 10, 11])
        #expect(chain.tip?.height == 11)
        #expect(chain.tip?.block.bytes == blocks[13])
        #expect(chain.activeEntry(at: 8)?.block.bytes == blocks[10])
        // The losing blocks are still known.
        let lost = try DecodedBlock(blocks[9], network: .regtest).header.hash
        #expect(chain[lost]?.height == 10)
        #expect(!chain.isActive(lost))
    }

    @Test func duplicatesChangeNothing() throws {
        let blocks = try Self.blocks(3)
        var chain = NodeChain(network: .regtest)
        for bytes in blocks { _ = try chain.add(bytes) }
        for bytes in blocks { #expect(try chain.add(bytes).isEmpty) }
        #expect(chain.tip?.height == 3)
    }

    @Test func blocksWithoutAParentAndNoBlocksAreRefused() throws {
        let blocks = try Self.blocks(4)
        var chain = NodeChain(network: .regtest)
        _ = try chain.add(blocks[0])
        #expect(throws: NodeChain.Refusal.self) { try chain.add(blocks[2]) }
        #expect(throws: NodeChain.Refusal.self) { try chain.add([1, 2, 3]) }
        #expect(chain.tip?.height == 1)
    }

    @Test func aRetreatLowersTheTipAndTheBlocksCanComeBack() throws {
        let blocks = try Self.blocks(5)
        var chain = NodeChain(network: .regtest)
        for bytes in blocks { _ = try chain.add(bytes) }
        let change = chain.retreat(by: 2)
        #expect(change.disconnected.map(\.height) == [5, 4])
        #expect(change.connected.isEmpty)
        #expect(chain.tip?.height == 3)
        #expect(try chain.add(blocks[3]).connected.map(\.height) == [4])
        #expect(chain.retreat(by: 100).disconnected.count == 3)
        #expect(chain.tip?.height == 1)
    }

    @Test func generatedBlocksDependOnTheSeedAlone() throws {
        let plan = ReorgPlan(height: 6, depth: 2)
        #expect(try Self.blocks(20, seed: 5, plan) == Self.blocks(20, seed: 5, plan))
        #expect(try Self.blocks(5, seed: 5) != Self.blocks(5, seed: 6))
    }
}
