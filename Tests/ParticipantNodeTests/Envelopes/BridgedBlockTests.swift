import ChainCrypto
import ChainFormats
import Foundation
import ParticipantNode
import SupervisionModel
import Testing

/// What a bridge makes of a node's answers, as an observer checks it: blocks of the test chains with the logs of pledges
/// (`Tests/ChainFormatsTests/Fixtures/generate/rpc_blocks.py`).
@Suite struct BridgedBlockTests {
    enum Kind: String, CaseIterable, Sendable {
        case evm = "evm-qbft"
        case fisco = "fisco-sm2"

        var kind: ChainKind { self == .evm ? .evm : .fisco }
    }

    private struct World {
        let stream: EnvelopeStream
        let key: PublisherKey
        let terms: EnvelopeTerms
        let blocks: [(evidence: BlockEvidence, body: BlockBody)]
        let stated: [String]

        init(_ kind: Kind) throws {
            let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../ChainFormatsTests/Fixtures/\(kind.rawValue)-rpc.jsonl")
            let values = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
                try JSONParser.parse(Array($0.utf8), maximumBytes: 1 << 20, nulls: .absent)
            }
            let made = try values.map { value in
                let block = try #require(value["block"])
                let receipts = value["receipts"]?.array
                return kind == .evm
                    ? try EVMBridge.block(block, receipts: receipts, validators: [])
                    : try FISCOBridge.block(block, receipts: receipts)
            }
            blocks = made
            stated = values.compactMap { $0["block"]?["hash"]?.string.map { String($0.dropFirst(2)) } }
            key = try #require(ReferenceChain.key(.sm2, secret: "bridge"))
            stream = try #require(
                EnvelopeStream(
                    kind: kind.kind, chain: "c", genesis: made[0].evidence.id, publisher: "bridge",
                    epoch: [UInt8](repeating: 3, count: EnvelopeStream.epochByteCount)))
            var report = FormatReport()
            let header = EnvelopeVerifier.header(made[1].evidence, stream, into: &report)
            terms = EnvelopeTerms(
                kind: kind.kind, chain: "c", genesis: made[0].evidence.id, publishers: [key.publicKey],
                validators: try #require(header).validators)
        }

        func verify(_ evidence: BlockEvidence, _ body: BlockBody) throws -> (EnvelopeBlock?, FormatCheck.Name?) {
            let envelope = try #require(
                Envelope(
                    stream: stream, sequence: 0, previous: .zero, evidence: evidence, body: body, key: key.publicKey,
                    sign: { key.sign($0) }))
            var report = FormatReport()
            let found = EnvelopeVerifier(terms: terms).verify(try Envelope(envelope.bytes), into: &report)
            return (found?.block, report.failure?.name)
        }
    }

    @Test(arguments: Kind.allCases) func blocksVerifyWithTheirLogs(_ kind: Kind) throws {
        let world = try World(kind)
        #expect(world.blocks.map(\.evidence.id.hex) == world.stated)
        var logs = 0
        for (height, block) in world.blocks.enumerated() {
            let (found, failure) = try world.verify(block.evidence, block.body)
            #expect(failure == nil, "height \(height)")
            #expect(block.evidence.height == UInt64(height))
            if height > 0 { #expect(block.evidence.parents == [world.blocks[height - 1].evidence.id]) }
            let event = try ABIEvent(
                "Pledged(bytes32 indexed fingerprint, string collateral, string pledgor, string pledgee, uint256 value, uint256 secured)"
            )
            found?.forEachStatement(mapping: { log in
                guard let values = event.values(log) else { return nil }
                logs += 1
                #expect(values.first { $0.name == "pledgor" }?.value == .string("红塔陶瓷"))
                #expect(values.first { $0.name == "secured" }?.value == .number("\(400_000 + logs)"))
                return "a pledge"
            }) { statement in #expect(statement.value == "a pledge") }
        }
        #expect(logs == 4)
    }

    @Test(arguments: Kind.allCases) func aBridgeThatLiesIsCaught(_ kind: Kind) throws {
        let world = try World(kind)
        let block = try #require(world.blocks.first { $0.body.receipts.count == 3 })
        func altered(transactions: [[UInt8]]? = nil, receipts: [[UInt8]]? = nil) -> BlockBody {
            BlockBody(
                transactions: transactions ?? block.body.transactions, identifiers: block.body.identifiers,
                receipts: receipts ?? block.body.receipts, withdrawals: block.body.withdrawals)
        }
        // The last byte of a log's data: the amount that is secured, or its padding.
        var receipts = block.body.receipts
        let place = try #require(receipts[1].lastIndex(of: UInt8(ascii: "A")))
        receipts[1][place] = UInt8(ascii: "B")
        #expect(try world.verify(block.evidence, altered(receipts: receipts)).1 == .receiptsRoot)
        // One left out.
        #expect(
            try world.verify(block.evidence, altered(receipts: Array(block.body.receipts.dropLast()))).1 != nil)
        // Two exchanged.
        receipts = block.body.receipts
        receipts.swapAt(0, 2)
        #expect(try world.verify(block.evidence, altered(receipts: receipts)).1 == .receiptsRoot)
        if kind == .fisco {
            let seals = block.evidence.seals
            #expect(seals.count == 3)
            #expect(try world.verify(block.evidence.with(seals: Array(seals.dropLast())), block.body).1 == .quorum)
            let twice = [seals[0], seals[1], seals[1]]
            #expect(try world.verify(block.evidence.with(seals: twice), block.body).1 == .seals)
        }
        let other = try #require(world.blocks.last)
        #expect(try world.verify(block.evidence.with(header: other.evidence.header), block.body).1 != nil)
    }
}
