import ChainCrypto
import ChainFormats
import Testing

/// What only the place of a block in its chain can tell.
@Suite struct ContextCheckTests {
    private static func sample() throws -> DecodedBlock {
        try DecodedBlock(KernelBlock.named("mixed legacy+segwit").bytes, network: .regtest)
    }

    private static func failures(_ context: BlockContext) throws -> [BlockCheck.Name] {
        BlockVerifier.verify(try sample(), network: .regtest, context: context).checks.filter { !$0.ok }.map(\.name)
    }

    @Test func rightContextPasses() throws {
        let block = try Self.sample()
        let context = BlockContext(
            height: 119, parent: block.header.previous, difficulty: .exactly(0x207f_ffff),
            medianTimePast: block.header.time - 1, now: Int64(block.header.time) - 7_200)
        #expect(try Self.failures(context).isEmpty)
    }

    @Test func wrongContextFails() throws {
        let time = try Self.sample().header.time
        #expect(try Self.failures(BlockContext(height: 118)) == [.coinbaseHeight])
        #expect(try Self.failures(BlockContext(parent: .zero)) == [.parent])
        #expect(try Self.failures(BlockContext(difficulty: .exactly(0x1d00_ffff))) == [.difficulty])
        #expect(try Self.failures(BlockContext(medianTimePast: time)) == [.medianTime])
        #expect(try Self.failures(BlockContext(now: Int64(time) - 7_201)) == [.futureTime])
        #expect(try Self.failures(BlockContext(spentOutputs: SpentOutputs())) == [.amounts])
    }

    @Test func coinbaseOfTooGreatAmountFailsOnlyWithHeight() throws {
        let block = try Self.sample()
        // Previous outputs of amount 0 leave nothing for the transactions to pay out.
        let nothing = SpentOutputs(
            Array(
                repeating: .known(SpentOutput(amount: 0, owner: .opaque, height: 1)),
                count: block.spendingInputCount))
        #expect(try Self.failures(BlockContext(height: 119, spentOutputs: nothing)) == [.amounts])
        let much = SpentOutputs(
            Array(
                repeating: .known(SpentOutput(amount: 5_000_000_000, owner: .opaque, height: 1)),
                count: block.spendingInputCount))
        #expect(try Self.failures(BlockContext(height: 119, spentOutputs: much)).isEmpty)
        // After 64 halvings nothing is created; the fees still cover the coinbase.
        let late = BlockVerifier.verify(
            block, network: .regtest,
            context: BlockContext(height: 150 * 64, spentOutputs: SpentOutputs(unknownFor: block)))
        #expect(!late.failed(.amounts))
    }

    @Test func oldVersionsAreRefusedFromTheirHeights() throws {
        let header = try Self.sample().header
        #expect(header.version >= 4)
        var bytes = try Self.sample().bytes
        bytes[0] = 3
        bytes[3] = 0
        let block = try DecodedBlock(bytes, network: .regtest)
        #expect(BlockVerifier.verify(block, network: .regtest, context: BlockContext(height: 119)).failed(.version))
        #expect(!BlockVerifier.verify(block, network: .main, context: BlockContext(height: 388_380)).failed(.version))
        #expect(BlockVerifier.verify(block, network: .main, context: BlockContext(height: 388_381)).failed(.version))
    }

    @Test func verdictOfEveryCheckHasATitle() {
        for name in BlockCheck.Name.allCases {
            #expect(!name.englishTitle.isEmpty && !name.chineseTitle.isEmpty)
        }
        #expect(Set(BlockCheck.Name.allCases.map(\.chineseTitle)).count == BlockCheck.Name.allCases.count)
    }
}
