import ChainCrypto
import ChainFormats
import Foundation
import SupervisionModel
import Testing

@Suite struct EVMTests {
    struct Fixture: Sendable, CustomTestStringConvertible {
        let note: String
        let block: [UInt8]
        let receipts: [[UInt8]]
        let hash: String
        let validators: [[UInt8]]
        let text: String
        var testDescription: String { note }

        static let all: [Fixture] = {
            guard let lines = try? Inspecting.lines("evm-blocks.jsonl") else { return [] }
            return lines.map { line in
                func list(_ name: String) -> [[UInt8]] {
                    (line[name] as? [String] ?? []).compactMap { HexDigits.decode($0) }
                }
                let block = line["block"] as? String ?? ""
                let receipts = (line["receipts"] as? [String] ?? []).map { "\"\($0)\"" }.joined(separator: ",")
                return Fixture(
                    note: line["note"] as? String ?? "", block: HexDigits.decode(block) ?? [],
                    receipts: list("receipts"),
                    hash: line["hash"] as? String ?? "", validators: list("validators"),
                    text: #"{"block":"\#(block)","receipts":[\#(receipts)]}"#)
            }
        }()

        static func named(_ prefix: String) throws -> Fixture {
            try #require(all.first { $0.note.hasPrefix(prefix) })
        }
    }

    @Test func thereAreFixtures() { #expect(Fixture.all.count == 12) }

    /// Ids, roots and filters are those of py-evm; seals are checked against the validators that were given to it.
    @Test(arguments: Fixture.all)
    func blocksVerify(_ fixture: Fixture) throws {
        let inspection = try Inspecting.json(fixture.text, .evm, validators: fixture.validators)
        #expect(inspection.report.failure == nil)
        #expect(inspection.hash?.hex == fixture.hash)
        #expect(inspection.transactionCount == fixture.receipts.count)
        let alone = try Inspecting.raw(fixture.block, .evm)
        #expect(alone.report.failure == nil)
        #expect(alone.hash == inspection.hash)
        #expect(!alone.report.checks.map(\.name).contains(.receiptsRoot))
    }

    /// The answer of JSON-RPC, null members included, gives the same bytes as the RLP.
    @Test func blockOfJSONRPC() throws {
        let found = try Inspecting.file(SharedData.fixture("evm-rpc.json"), .evm)
        let inspection = try #require(found.first)
        #expect(inspection.report.failure == nil)
        #expect(inspection.report.checks.map(\.name).contains(.blockID))
        #expect(inspection.report.checks.map(\.name).contains(.receiptsRoot))
        #expect(inspection.transactionCount == 5)
        #expect(inspection.events(BuiltInEvents.transfer).count == 3)
    }

    @Test func transfersOnlyOfWhatSucceeded() throws {
        let fixture = try Fixture.named("executed 3")
        let inspection = try Inspecting.json(fixture.text, .evm)
        let transfers = inspection.events(BuiltInEvents.transfer)
        // Of five transactions one moves nothing and one is reverted.
        #expect(transfers.map(\.position.transaction) == [0, 3, 4])
        #expect(
            transfers.map { $0[BuiltInEvents.Transfer.amount] }
                == [12345, 1_000_000_000_000_000_000, 1].map { .money(Money(minor: $0, currency: "ETH")) })
        // The account of the key 1, the first of eth-tester's.
        #expect(
            transfers.first?[BuiltInEvents.Transfer.from]
                == .entity(.identifier(.account, "evm:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf")))
        // Without receipts nobody knows what succeeded.
        #expect(try Inspecting.raw(fixture.block, .evm).events(BuiltInEvents.transfer).isEmpty)
    }

    @Test func logsAreDecoded() throws {
        let fixture = try Fixture.named("executed 3")
        let block = try EVMBlock(fixture.block, receipts: fixture.receipts)
        let receipts = try #require(block.receipts)
        #expect(receipts.map(\.succeeded) == [true, true, false, true, true])
        #expect(receipts.map(\.logs.count) == [0, 1, 0, 0, 0])
        let log = try #require(receipts[1].logs.first)
        #expect(log.topics.first == Keccak256.hash(Array("Transfer(address,address,uint256)".utf8)))
        #expect(log.topics.last?.bytes.suffix(20).elementsEqual(block.transactions[1].sender ?? []) == true)
        #expect(log.data.last == 42)
        #expect(log.address == block.transactions[1].to)
        #expect(block.transactions.map(\.type) == [2, 2, 2, 0, 1])
        #expect(Set(block.transactions.compactMap(\.sender)).count == 1)
    }

    @Test(arguments: [
        ("qbft 3 of 4", EVMSeals.Consensus.qbft, 4, 3, UInt32(0)), ("qbft 5 of 7", .qbft, 7, 5, 300),
        ("qbft 4 of 4", .qbft, 4, 4, 1), ("ibft2 3 of 4, round 0", .ibft2, 4, 3, 0),
        ("ibft2 3 of 4, round 2", .ibft2, 4, 3, 2), ("clique epoch", .clique, 4, 1, 0), ("clique", .clique, 0, 1, 0),
        ("executed 4", EVMSeals.Consensus.none, 0, 0, 0),
    ])
    func seals(
        _ note: String, _ consensus: EVMSeals.Consensus, _ validators: Int, _ signatures: Int, _ round: UInt32
    ) throws {
        let fixture = try #require(
            Fixture.all.first { $0.note == note } ?? Fixture.all.first { $0.note.hasPrefix(note) })
        let seals = try EVMBlock(fixture.block).seals
        #expect(seals.consensus == consensus)
        #expect(seals.validators.count == validators)
        #expect(seals.round == round)
        #expect(seals.signers.compactMap { $0 }.count == signatures)
        #expect(Set(seals.signers.compactMap { $0 }).isSubset(of: Set(fixture.validators)))
    }

    /// Who may sign is said from outside: another list, or none of the signers in it, is refused.
    @Test func validatorsArePinned() throws {
        let fixture = try Fixture.named("qbft 3 of 4")
        let strangers = fixture.validators.map { $0.map { $0 ^ 0xff } }
        #expect(try Inspecting.json(fixture.text, .evm, validators: strangers).failures == ["validators"])
        let fewer = Array(fixture.validators.dropLast())
        #expect(try Inspecting.json(fixture.text, .evm, validators: fewer).failures == ["validators"])
        let clique = try #require(Fixture.all.first { $0.note == "clique" })
        #expect(try Inspecting.json(clique.text, .evm, validators: strangers).failures == ["seals"])
        let plain = try Fixture.named("executed 3")
        #expect(try Inspecting.json(plain.text, .evm, validators: strangers).failures == ["seals"])
    }

    /// The signatures of one header in other numbers and orders: same block id each time, since it leaves them out.
    @Test func missingAndRepeatedSignatures() throws {
        let fixture = try Fixture.named("qbft 4 of 4")
        let block = try EVMBlock(fixture.block)
        func inspect(_ chosen: [Int]) throws -> ChainInspection {
            try Inspecting.raw(Self.resealed(fixture.block, block.seals.signatures, chosen), .evm)
        }
        for (chosen, failures) in [
            ([0, 1, 2, 3], []), ([3, 1, 0], []), ([0, 1], ["quorum"]), ([], ["quorum"]), ([0, 0, 1], ["seals"]),
            ([0, 1, 2, 2], ["seals"]),
        ] {
            let inspection = try inspect(chosen)
            #expect(inspection.failures == failures, "\(chosen)")
            #expect(inspection.hash?.hex == fixture.hash)
        }
    }

    /// The block with some of its signatures: rebuilt around the list at the end of `extraData`.
    private static func resealed(_ block: [UInt8], _ signatures: [[UInt8]], _ chosen: [Int]) throws -> [UInt8] {
        let parts = try RLPItem(block).list()
        var header = try parts[0].list().map(\.encoded)
        var extra = try RLPItem(try parts[0].list()[12].bytes()).list().map(\.encoded)
        extra[4] = TestRLP.list(chosen.map { TestRLP.bytes(signatures[$0]) })
        header[12] = TestRLP.bytes(TestRLP.list(extra))
        return TestRLP.list([TestRLP.list(header)] + parts.dropFirst().map(\.encoded))
    }

    @Test(arguments: [("executed 2", 3), ("qbft 3 of 4", 1), ("ibft2 3 of 4, round 2", 3), ("clique", 3)])
    func mutations(_ note: String, _ step: Int) throws {
        let fixture = try Fixture.named(note)
        try Inspecting.expectMutationsNoticed(fixture.block, .evm, stride: step)
        try Inspecting.expectTruncationsRefused(fixture.block, .evm, stride: 5)
    }

    @Test func mutationsOfReceipts() throws {
        let fixture = try Fixture.named("executed 3")
        for (number, receipt) in fixture.receipts.enumerated() {
            for index in stride(from: 0, to: receipt.count, by: 7) {
                var receipts = fixture.receipts
                receipts[number][index] ^= 0x04
                let texts = receipts.map { "\"\(HexDigits.encode($0))\"" }.joined(separator: ",")
                let text = #"{"block":"\#(HexDigits.encode(fixture.block))","receipts":[\#(texts)]}"#
                #expect(!(try Inspecting.json(text, .evm).report.verified), "receipt \(number), byte \(index)")
            }
        }
        let fewer = fixture.text.replacingOccurrences(of: #""receipts":["#, with: #""receipts":["c0","#)
        #expect(!(try Inspecting.json(fewer, .evm).report.verified))
    }

    @Test func chainOfBlocksLinks() throws {
        var inspector = try #require(ChainFormat.evm.inspector(network: "main"))
        let blocks = Fixture.all.filter { $0.note.hasPrefix("executed") }
        for (index, fixture) in blocks.enumerated() {
            let inspection = try #require(inspector.inspect(FormatDocument(raw: fixture.block)).first)
            #expect(inspection.report.failure == nil)
            #expect(inspection.report.checks.map(\.name).contains(.parent) == (index > 0))
        }
    }

    @Test(arguments: [
        (#"{"hash":"0x00"}"#, "at transactions: nothing"),
        (#"{"transactions":["0x00"]}"#, "at transactions[0]: an id, expected a full transaction"),
        (#"{"block":"0xzz"}"#, "at block:"), (#"{"block":"c0"}"#, "at byte 0: 0 bytes or items, expected 3"),
    ])
    func wrongDocuments(_ text: String, _ detail: String) throws {
        let inspection = try Inspecting.json(text, .evm)
        #expect(inspection.failures == ["structure"])
        #expect(
            inspection.report.failure?.detail.hasPrefix(detail) == true, "\(inspection.report.failure?.detail ?? "")")
    }
}
