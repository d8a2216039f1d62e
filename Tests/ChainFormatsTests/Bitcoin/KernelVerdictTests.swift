import ChainCrypto
import ChainFormats
import Testing

/// Blocks that Bitcoin Core's own consensus code has judged must be judged alike.
@Suite struct KernelVerdictTests {
    @Test func everyValidBlockVerifiesWithItsHeight() throws {
        var heights: [Hash256: UInt64] = [BitcoinNetwork.regtest.genesis: 0]
        var checked = 0
        for sample in try KernelBlock.all() where sample.isValid {
            let block = try DecodedBlock(sample.bytes, network: .regtest)
            #expect(block.header.hash.display == sample.hash)
            let height = try #require(heights[block.header.previous]) + 1
            heights[block.header.hash] = height
            #expect(block.statedHeight == height)
            let report = BlockVerifier.verify(block, network: .regtest, context: BlockContext(height: height))
            #expect(report.failure == nil, "\(sample.note) \(height)")
            checked += 1
        }
        #expect(checked == 126)
    }

    /// The failing checks Core's verdict and the note call for.
    @Test(arguments: [
        ("INVALID merkle", [BlockCheck.Name.merkleRoot], BlockReport.Verdict.badBody),
        ("INVALID duplicate tx", [.duplicateTransactions, .duplicateInputs], .badBlock),
        ("INVALID bip34", [.coinbaseHeight], .badBlock),
        ("INVALID CVE-2012-2459", [.mutation, .duplicateTransactions, .duplicateInputs], .badBody),
        ("INVALID witness-stripped", [.witness], .badBody),
    ])
    func invalidBlockFails(_ note: String, _ names: [BlockCheck.Name], _ verdict: BlockReport.Verdict) throws {
        let sample = try KernelBlock.named(note)
        let block = try DecodedBlock(sample.bytes, network: .regtest)
        #expect(block.header.hash.display == sample.hash)
        let height = try height(before: block) + 1
        let report = BlockVerifier.verify(block, network: .regtest, context: BlockContext(height: height))
        #expect(report.checks.filter { !$0.ok }.map(\.name) == names)
        #expect(report.verdict == verdict)
        #expect((sample.result == 4) == (report.verdict == .badBody))
    }

    @Test func inflationFailsWithPreviousOutputs() throws {
        let sample = try KernelBlock.named("INVALID inflation")
        let block = try DecodedBlock(sample.bytes, network: .regtest)
        let height = try height(before: block) + 1
        #expect(BlockVerifier.verify(block, network: .regtest, context: BlockContext(height: height)).verified)
        var created: [Outpoint: CreatedOutput] = [:]
        for other in try KernelBlock.all() where other.isValid {
            try DecodedBlock(other.bytes, network: .regtest).forEachCreatedOutput(network: .regtest) {
                created[$0.outpoint] = $0
            }
        }
        block.forEachCreatedOutput(network: .regtest) { created[$0.outpoint] = $0 }
        var spent = SpentOutputs()
        block.forEachSpentOutpoint { outpoint in
            let output = created[outpoint]
            spent.entries.append(
                output.map { .known(SpentOutput(amount: $0.amount, owner: $0.owner, height: 1)) } ?? .unknown)
        }
        let report = BlockVerifier.verify(
            block, network: .regtest, context: BlockContext(height: height, spentOutputs: spent))
        #expect(report.failure?.name == .amounts)
        #expect(report.verdict == .badBlock)
    }

    @Test func mutatedAndStrippedTwinsShareTheHonestHash() throws {
        let honest = try KernelBlock.named("main, honest")
        let mutated = try KernelBlock.named("INVALID CVE")
        let stripped = try KernelBlock.named("INVALID witness-stripped")
        #expect(mutated.hash == honest.hash)
        #expect(stripped.hash == honest.hash)
        let block = try DecodedBlock(honest.bytes, network: .regtest)
        #expect(BlockVerifier.verify(block, network: .regtest).verified)
    }

    private func height(before block: DecodedBlock) throws -> UInt64 {
        for sample in try KernelBlock.all() where sample.isValid {
            let other = try DecodedBlock(sample.bytes, network: .regtest)
            if other.header.hash == block.header.previous { return try #require(other.statedHeight) }
        }
        throw SharedData.Missing()
    }
}
