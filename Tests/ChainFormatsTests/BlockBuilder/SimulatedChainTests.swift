import ChainCrypto
import ChainFormats
import SupervisionModel
import Testing

@Suite struct SimulatedChainTests {
    private static func accounts(_ network: BitcoinNetwork) -> [SimulatedAccount] {
        [
            SimulatedAccount(seed: 1, number: 0, form: .legacy, network: network),
            SimulatedAccount(seed: 1, number: 1, form: .segwit, network: network),
            SimulatedAccount(seed: 1, number: 2, form: .nestedSegwit, network: network),
        ]
    }

    /// Three blocks: the miner is funded, pays the others, and they pay on within one block.
    private static func build(_ chain: inout SimulatedChain) throws -> [SimulatedChain.Block] {
        let people = accounts(chain.network)
        var blocks = [try chain.mine(BlockPlan(time: 1_700_000_000, miner: people[0], tag: "/yushi/"))]
        blocks.append(
            try chain.mine(
                BlockPlan(
                    time: 1_700_000_600, miner: people[0],
                    payments: [
                        PaymentPlan(from: people[0], to: people[1].address, amount: 2_000_000_000),
                        PaymentPlan(from: people[1], to: people[2].address, amount: 500_000_000),
                        PaymentPlan(
                            from: [people[2], people[1]],
                            to: [
                                .init(.address(people[0].address), amount: 1_000_000_000),
                                .init(.data(Array("memo".utf8)), amount: 0),
                            ]),
                    ])))
        blocks.append(try chain.mine(BlockPlan(time: 1_700_001_200, miner: people[2])))
        return blocks
    }

    @Test(arguments: [BitcoinNetwork.regtest, .bsvRegtest, .litecoinRegtest])
    func blocksVerifyWithAllContext(_ network: BitcoinNetwork) throws {
        var chain = try SimulatedChain(seed: 7, network: network)
        var parent = network.genesis
        var created: [Outpoint: CreatedOutput] = [:]
        for built in try Self.build(&chain) {
            let block = try DecodedBlock(built.bytes, network: network)
            #expect(block.header == built.header)
            block.forEachCreatedOutput(network: network) { created[$0.outpoint] = $0 }
            var spent = SpentOutputs()
            try block.forEachSpentOutpoint { outpoint in
                let output = try #require(created[outpoint])
                spent.entries.append(
                    .known(SpentOutput(amount: output.amount, owner: output.owner, height: built.height)))
            }
            let report = BlockVerifier.verify(
                block, network: network,
                context: BlockContext(
                    height: built.height, parent: parent,
                    difficulty: .exactly(CompactTarget.compress(network.powLimit)), medianTimePast: 1_600_000_000,
                    now: 1_700_002_000, spentOutputs: spent))
            #expect(report.failure == nil)
            #expect(report.checks.contains { $0.name == .amounts && $0.detail.hasPrefix("coinbase") })
            #expect(block.statedHeight == built.height)
            parent = built.header.hash
        }
        #expect(chain.tip == parent)
        #expect(chain.height == 3)
        let held = Set(Self.accounts(network).map(\.address)).reduce(0) { $0 + chain.balance(of: $1) }
        #expect(held == 3 * 5_000_000_000)
    }

    @Test func sameSeedSameBytesAndBranchesDiffer() throws {
        var first = try SimulatedChain(seed: 7)
        var second = try SimulatedChain(seed: 7)
        let blocks = try Self.build(&first)
        #expect(try Self.build(&second) == blocks)
        var left = first
        var right = first.branch(seed: 8)
        let plan = BlockPlan(time: 1_700_002_000, miner: Self.accounts(.regtest)[0])
        let a = try left.mine(plan)
        let b = try right.mine(plan)
        #expect(a.header.previous == b.header.previous)
        #expect(a.header.hash != b.header.hash)
        #expect(a.height == b.height)
    }

    @Test func everyInputNamesItsPayer() throws {
        var chain = try SimulatedChain(seed: 7)
        let people = Self.accounts(.regtest)
        let block = try DecodedBlock(try Self.build(&chain)[1].bytes, network: .regtest)
        let owners = block.table.inputs.dropFirst().map { block.claimedOwner(of: $0, network: .regtest) }
        let expected = [people[0], people[1], people[2], people[1]].map { Optional($0.address) }
        #expect(owners == expected)
    }

    @Test func faultyPlansAreRefusedAndChangeNothing() throws {
        var chain = try SimulatedChain(seed: 1)
        let people = Self.accounts(.regtest)
        let tip = chain.tip
        func plan(_ payment: PaymentPlan) -> BlockPlan { BlockPlan(time: 1, miner: people[0], payments: [payment]) }
        #expect(throws: BlockPlanError.insufficientFunds(payment: 0, needed: 1_005, available: 0)) {
            try chain.mine(plan(PaymentPlan(from: people[1], to: people[0].address, amount: 5)))
        }
        #expect(throws: BlockPlanError.invalidPayment(0)) {
            try chain.mine(plan(PaymentPlan(from: people[1], to: people[0].address, amount: -5)))
        }
        #expect(throws: BlockPlanError.invalidPayment(0)) {
            try chain.mine(plan(PaymentPlan(from: [], to: [.init(.data([]), amount: 0)])))
        }
        #expect(chain.tip == tip)
        #expect(throws: BlockPlanError.networkNotSimulated("bitcoin main")) {
            try SimulatedChain(seed: 1, network: .main)
        }
    }

    @Test func twinsShareTheIdAndFailAsBodies() throws {
        var chain = try SimulatedChain(seed: 7)
        let people = Self.accounts(.regtest)
        _ = try chain.mine(BlockPlan(time: 1, miner: people[1]))
        let payments = (0..<4).map { _ in PaymentPlan(from: people[1], to: people[0].address, amount: 1_000) }
        for count in 1...4 {
            var copy = chain
            let built = try copy.mine(
                BlockPlan(time: 2, miner: people[0], payments: Array(payments.prefix(count))))
            let block = try DecodedBlock(built.bytes, network: .regtest)
            let stripped = try DecodedBlock(BlockTwin.stripped(block), network: .regtest)
            #expect(stripped.header.hash == block.header.hash)
            let report = BlockVerifier.verify(stripped, network: .regtest)
            #expect(report.checks.filter { !$0.ok }.map(\.name) == [.witness])
            #expect(report.verdict == .badBody)
            guard let bytes = BlockTwin.mutated(block) else {
                #expect(count == 1 || count == 3)
                continue
            }
            let mutated = try DecodedBlock(bytes, network: .regtest)
            #expect(mutated.header.hash == block.header.hash)
            let twin = BlockVerifier.verify(mutated, network: .regtest)
            #expect(twin.failed(.mutation) && !twin.failed(.merkleRoot))
            #expect(twin.verdict == .badBody)
        }
    }
}
