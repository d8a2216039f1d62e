import ChainCrypto
import ChainFormats
import SupervisionModel
import Testing

@Suite struct BitcoinBlockTests {
    private typealias Slot = BuiltInEvents.Transfer
    private static let payer = SimulatedAccount(seed: 3, number: 1, form: .segwit, network: .regtest)
    private static let other = SimulatedAccount(seed: 3, number: 2, form: .legacy, network: .regtest)
    private static let receiver = SimulatedAccount(seed: 3, number: 3, form: .legacy, network: .regtest)

    /// Block 3 has two payments: payer → receiver with a memo, payer and other → receiver.
    private static func sample() throws -> DecodedBlock {
        var chain = try SimulatedChain(seed: 3)
        _ = try chain.mine(BlockPlan(time: 100, miner: payer))
        _ = try chain.mine(BlockPlan(time: 200, miner: other))
        let built = try chain.mine(
            BlockPlan(
                time: 300, miner: receiver, tag: "pool",
                payments: [
                    PaymentPlan(
                        from: [payer],
                        to: [
                            .init(.address(receiver.address), amount: 1_000_000_000), .init(.data([1, 2]), amount: 0),
                        ]),
                    PaymentPlan(
                        from: [payer, other], to: [.init(.address(receiver.address), amount: 6_000_000_000)]),
                ]))
        return try DecodedBlock(built.bytes, network: .regtest)
    }

    private static func transfers(_ content: BitcoinBlock, includeInputs: Bool = false) throws -> [Event] {
        let chain = try #require(ChainID("btc"))
        return content.transfers(
            chain: chain, height: 3, ruleTime: Timestamp(seconds: 200), includeInputs: includeInputs)
    }

    @Test func oneTransferAnOutputInOrder() throws {
        let block = try Self.sample()
        let content = BitcoinBlock(block, network: .regtest)
        let events = try Self.transfers(content)
        #expect(
            events.map { [$0.position.transaction, $0.position.index] } == [
                [0, 0], [0, 1], [1, 0], [1, 1], [1, 2], [2, 0], [2, 1],
            ])
        #expect(events.count + 1 == BitcoinBlock.eventCount(block))
        #expect(events.sorted { $0.position < $1.position } == events)
        #expect(events.allSatisfy { $0.type == BuiltInEvents.transfer && $0.block == content.hash })
        #expect(
            events.allSatisfy { $0.time == Timestamp(seconds: 300) && $0.position.ruleTime == Timestamp(seconds: 200) })
        #expect(events[2].origin.hex == block.transactionIDs[1].display)
        #expect(events.allSatisfy { $0[Slot.channel] == .string("CHAIN") && $0[Slot.inputs] == .absent })
    }

    @Test func payersComeFromTheInputsWhenNothingElseIsKnown() throws {
        let events = try Self.transfers(BitcoinBlock(Self.sample(), network: .regtest))
        #expect(events[0][Slot.from] == .absent)
        #expect(events[0][Slot.payers] == .list([]))
        #expect(events[0][Slot.unknownPayers] == .int(0))
        #expect(events[0][Slot.amount] == .money(Money(minor: 5_000_002_000, currency: "BTC")))
        #expect(events[0][Slot.to] == .entity(.address(Self.receiver.address)))
        #expect(events[1][Slot.to] == .absent)
        #expect(events[2][Slot.from] == .entity(.address(Self.payer.address)))
        #expect(events[2][Slot.to] == .entity(.address(Self.receiver.address)))
        #expect(events[2][Slot.amount] == .money(Money(minor: 1_000_000_000, currency: "BTC")))
        #expect(events[3][Slot.to] == .absent)
        #expect(events[4][Slot.to] == .entity(.address(Self.payer.address)))
        #expect(events[5][Slot.from] == .absent)
        #expect(
            events[5][Slot.payers]
                == .list([.entity(.address(Self.payer.address)), .entity(.address(Self.other.address))]))
    }

    @Test func knownPreviousOutputsOutrankTheInputs() throws {
        let block = try Self.sample()
        let spent = SpentOutputs([
            .known(SpentOutput(amount: 5_000_000_000, owner: .script([0x51]), height: 1)),
            .known(SpentOutput(amount: 4_000_000_000, owner: .address(Self.other.address), height: 3)), .unknown,
        ])
        let content = BitcoinBlock(block, network: .regtest, spent: spent, currency: "XTN")
        let events = try Self.transfers(content, includeInputs: true)
        #expect(events[2][Slot.from] == .absent)
        #expect(events[2][Slot.unknownPayers] == .int(1))
        #expect(events[5][Slot.from] == .entity(.address(Self.other.address)))
        guard case .list(let inputs) = events[5][Slot.inputs] else {
            Issue.record("no list of inputs")
            return
        }
        #expect(inputs.count == 2)
        #expect(
            inputs[0]
                == .record([
                    .digest(block.transactionIDs[1].digest), .int(2), .entity(.address(Self.other.address)),
                    .money(Money(minor: 4_000_000_000, currency: "XTN")),
                ]))
        var spends: [BlockSpend] = []
        content.forEachSpend { spends.append($0) }
        #expect(spends.count == 3)
        #expect(spends[0].owner == nil)
        #expect(spends[0].amount == Money(minor: 5_000_000_000, currency: "XTN"))
        #expect(spends[1].transaction.hex == block.transactionIDs[1].display)
        #expect(spends[1].spendingTransaction.hex == block.transactionIDs[2].display)
        #expect(spends[2].amount == nil)
        #expect(spends[2].owner == .address(Self.other.address))
    }

    @Test func aRecordOfAnotherBlockCountsAsUnknown() throws {
        let block = try Self.sample()
        let content = BitcoinBlock(block, network: .regtest, spent: SpentOutputs([.unknown]))
        #expect(content.spent == nil)
    }

    @Test func headerFacts() throws {
        let block = try Self.sample()
        let content = BitcoinBlock(block, network: .regtest)
        #expect(content.hash.hex == block.header.hash.display)
        #expect(content.previous.hex == block.header.previous.display)
        #expect(content.headerSeconds == 300)
        #expect(content.size == block.bytes.count)
        #expect(content.transactionCount == 3)
        #expect(content.payout == .address(Self.receiver.address))
        #expect(String(decoding: content.coinbaseScript, as: UTF8.self).hasSuffix("pool"))
        var identifiers: [Digest32] = []
        content.forEachTransaction { identifiers.append($0) }
        #expect(identifiers.map(\.hex) == block.transactionIDs.map(\.display))
    }

    @Test func inspectionOfAGoodBlock() throws {
        let block = try Self.sample()
        let json = BlockInspection(block.bytes, network: .regtest).json
        #expect(json["format"] == "bitcoin")
        #expect(json["network"] == "regtest")
        #expect(json["hash"] == .string(block.header.hash.display))
        #expect(json["previous"] == .string(block.header.previous.display))
        #expect(json["height"] == 3)
        #expect(json["time"] == 300)
        #expect(json["transactions"] == 3)
        #expect(json["size"] == .integer(Int64(block.bytes.count)))
        #expect(json["verified"] == true)
        #expect(json["events"] == 8)
        #expect(json["checks"]?.array?.allSatisfy { $0["ok"] == true } == true)
    }

    @Test func inspectionOfABadAndOfABrokenBlock() throws {
        let bad = BlockInspection(try KernelBlock.named("INVALID witness-stripped").bytes, network: .regtest).json
        #expect(bad["verified"] == false)
        #expect(bad["checks"]?.array?.filter { $0["ok"] == false }.compactMap { $0["name"]?.string } == ["witness"])
        let broken = BlockInspection([1, 2, 3], network: .regtest).json
        #expect(broken["verified"] == false)
        #expect(broken["hash"] == nil)
        #expect(broken["size"] == 3)
        #expect(
            broken["checks"]?[0]?["detail"]
                == "at byte 0: 3 bytes left, expected at least 80 [decode.truncated]")
    }
}

extension JSONValue {
    fileprivate subscript(index: Int) -> JSONValue? {
        array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
    }
}
