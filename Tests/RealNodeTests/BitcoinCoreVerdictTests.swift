import ChainCrypto
import ChainFormats
import NodeHarness
import ParticipantNode
import Testing

/// Blocks made here, judged by Bitcoin Core's consensus code.
@Suite(.timeLimit(.minutes(3))) struct BitcoinCoreVerdictTests {
    @Test func generatedChainsAndTheirReorganisationsAreValidToCore() async throws {
        var generated = try GeneratedBlocks(
            seed: 11,
            mostPayments: 0,
            reorganisations: [ReorgPlan(height: 8, depth: 3), ReorgPlan(height: 20, depth: 1)]
        )
        var blocks: [[UInt8]] = []
        for _ in 0..<40 { blocks.append(try generated.next().bytes) }
        guard let verdicts = try await BitcoinKernelOracle.judge(blocks) else { return }
        var chain = NodeChain(network: .regtest)
        #expect(verdicts.count == 40)
        for (bytes, verdict) in zip(blocks, verdicts) {
            #expect(["valid", "unchecked"].contains(verdict.verdict))
            let change = try chain.add(bytes)
            // The same blocks connect and disconnect in the same order.
            let expected = verdict.connected.filter { $0.height > 0 }
            #expect(change.connected.map(\.hash.display) == expected.map(\.hash))
            #expect(change.connected.map { Int($0.height) } == expected.map(\.height))
            #expect(change.disconnected.map(\.hash.display) == verdict.disconnected.map(\.hash))
            #expect(chain.tip?.hash.display == verdict.tip)
        }
    }

    @Test func minedBranchesAreValidToCoreAndAlteredBodiesAreNot() async throws {
        var generated = try GeneratedBlocks(seed: 12, mostPayments: 0)
        let first = try generated.next().bytes
        let header = try BlockHeader(first.span.bytes)
        let second = try #require(RegtestBlock.mine(on: header, height: 2, tag: [1]))
        let altered = AlteredBody.make(of: try DecodedBlock(second, network: .regtest))
        #expect(altered != second)
        guard let verdicts = try await BitcoinKernelOracle.judge([first, altered, second]) else { return }
        #expect(verdicts.map(\.verdict) == ["valid", "invalid", "valid"])
        #expect(verdicts.map(\.result) == ["unset", "mutated", "unset"])
        #expect(verdicts[1].hash == verdicts[2].hash)
    }
}
