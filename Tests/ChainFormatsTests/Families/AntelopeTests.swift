import ChainCrypto
import ChainFormats
import SupervisionModel
import Testing

@Suite(.enabled(if: SharedData.isPresent, "set YUSHI_SHARED or place ../shared beside the repository"))
struct AntelopeTests {
    private static func lines() throws -> [FormatDocument] {
        let text = String(decoding: try SharedData.bytes("captures/antelope/blocks.jsonl"), as: UTF8.self)
        return try text.split(separator: "\n").map { try FormatDocument(json: Array($0.utf8)) }
    }

    @Test func capturedBlocksHaveTheirIDsAndLinks() throws {
        let found = try Inspecting.file(SharedData.path("captures/antelope/blocks.jsonl"), .antelope)
        #expect(found.count == 25)
        #expect(found.map(\.height) == (2...26).map { UInt64($0) })
        #expect(found.compactMap(\.transactionCount).reduce(0, +) == 57)
        for (index, inspection) in found.enumerated() {
            #expect(inspection.report.failure == nil)
            let names = inspection.report.checks.map(\.name)
            #expect(names.contains(.blockID) && names.contains(.transactionsRoot))
            #expect(names.contains(.parent) == (index > 0))
        }
    }

    @Test func transfersOfTheSystemToken() throws {
        let found = try Inspecting.file(SharedData.path("captures/antelope/blocks.jsonl"), .antelope)
        let transfers = found.flatMap { $0.events(BuiltInEvents.transfer) }
        #expect(transfers.count > 3)
        #expect(transfers.first?[BuiltInEvents.Transfer.from] == .entity(.identifier(.account, "antelope:eosio")))
        #expect(transfers.first?[BuiltInEvents.Transfer.to] == .entity(.identifier(.account, "antelope:alice")))
        #expect(
            transfers.first?[BuiltInEvents.Transfer.amount] == .money(Money(minor: 50_000_000_000, currency: "EOS")))
    }

    @Test func aMissingBlockAndAWrongIDAreNoticed() throws {
        let lines = try Self.lines()
        var inspector = try #require(ChainFormat.antelope.inspector(network: "main"))
        #expect(inspector.inspect(lines[0]).first?.report.verified == true)
        #expect(inspector.inspect(lines[2]).first?.failures == ["parent"])
        guard case .raw(let bytes) = lines[3].content else { return }
        let other = FormatDocument(raw: bytes, statedID: lines[4].statedID)
        #expect(inspector.inspect(other).first?.failures == ["blockID"])
    }

    /// The id covers the header, and the root in it the transactions. The producer's signature is covered by neither.
    @Test func mutations() throws {
        let blocks = try Self.lines().compactMap { document -> [UInt8]? in
            if case .raw(let bytes) = document.content { bytes } else { nil }
        }
        let small = try #require(blocks.filter { $0.count > 300 }.min { $0.count < $1.count })
        // Fixed part of the header, no producers, no extensions: the signature begins at 116 with its kind.
        try Inspecting.expectMutationsNoticed(small, .antelope) { index, _ in (116..<182).contains(index) }
        try Inspecting.expectTruncationsRefused(small, .antelope)
        for block in blocks {
            try Inspecting.expectMutationsNoticed(block, .antelope, stride: block.count / 60 + 1) { index, _ in
                (116..<400).contains(index)
            }
        }
    }

    @Test(arguments: [(0x5530_ea00_0000_0000, "eosio"), (0x5530_ea03_3482_a600, "eosio.token"), (0, "")])
    func names(_ value: UInt64, _ text: String) {
        #expect(AntelopeName(value).text == text)
    }
}
