import ChainCrypto
import ChainFormats
import Foundation
import SupervisionModel
import Testing

@Suite(.enabled(if: SharedData.isPresent, "set YUSHI_SHARED or place ../shared beside the repository"))
struct MoneroTests {
    /// Ids that the software itself has fixed, or that its tests state.
    @Test(arguments: [
        ("block_202612_mainnet", "bbd604d2ba11ba27935e006ed39c9bfdd99b76bf4a50654bc1e1e61217962698", 514),
        ("block_202612_stagenet", "f3449e658b5f880c4b0e69007ed5d092c9c883ac3a518166fa652d5cc505e7b1", 1),
        ("block_202612_testnet", "248fde4b96b829c4ddbd00e3f76d35b03d01257898bc1b5578bc9e04b379a676", 1),
    ])
    func realBlocks(_ name: String, _ hash: String, _ transactions: Int) throws {
        let found = try Inspecting.file(SharedData.path("fixtures/monero/\(name).bin"), .monero)
        let inspection = try #require(found.first)
        #expect(found.count == 1)
        #expect(inspection.report.failure == nil)
        #expect(inspection.hash?.hex == hash)
        #expect(inspection.height == 202_612)
        #expect(inspection.transactionCount == transactions)
    }

    /// Transaction ids begin with what the files are named after.
    @Test(arguments: [
        ("bpp_tx_e89415", 6, 1, 2), ("rct_bp_compact_tx_10312fd4", 4, 1, 2), ("rct_bp_tx_a685d68e", 3, 2, 2),
        ("rct_clsag_tx_200c3215", 5, 2, 2), ("rct_full_tx_14056427", 1, 1, 2), ("rct_simple_tx_c69861bf", 2, 2, 2),
        ("v1_coinbase_tx_bf4c0300", nil, 1, 3), ("v1_tx_hf3_effcceb9", nil, 2, 4), ("v2_coinbase_tx_7f88a52a", 0, 1, 1),
    ])
    func realTransactions(_ name: String, _ ring: UInt8?, _ inputs: Int, _ outputs: Int) throws {
        let bytes = try SharedData.bytes("fixtures/monero/\(name).bin")
        let transaction = try MoneroTransaction(bytes)
        let prefix = try #require(name.split(separator: "_").last)
        #expect(HexDigits.encode(transaction.identifier.bytes).hasPrefix(prefix))
        #expect(transaction.ringType == ring)
        #expect(transaction.inputs.count == inputs)
        #expect(transaction.outputs.count == outputs)
        #expect(transaction.size == bytes.count)
        #expect(transaction.isGeneration == name.contains("coinbase"))
        #expect(transaction.keyImages.count == (transaction.isGeneration ? 0 : inputs))
        #expect(Set(transaction.keyImages).count == transaction.keyImages.count)
        for count in 0..<bytes.count {
            let part = Array(bytes[..<count])
            #expect(throws: DecodeError.self) { try MoneroTransaction(part) }
        }
        for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 500)) {
            var flipped = bytes
            flipped[index] ^= 0x10
            let other = try? MoneroTransaction(flipped)
            #expect(other?.identifier != transaction.identifier, "byte \(index)")
        }
    }

    @Test func treeHashVectors() throws {
        let text = String(decoding: try SharedData.bytes("fixtures/monero/tests-tree.txt"), as: UTF8.self)
        var rows = 0
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            let leaves = try #require(HexDigits.decode(parts[1]))
            let hashes = stride(from: 0, to: leaves.count, by: 32).compactMap { Hash256(Array(leaves[$0..<$0 + 32])) }
            #expect(MoneroTreeHash.root(hashes).map { HexDigits.encode($0.bytes) } == String(parts[0]))
            rows += 1
        }
        #expect(rows > 10)
        #expect(MoneroTreeHash.root([]) == nil)
    }

    /// Every published block: the id computed from the JSON is the one that the node announced.
    @Test(arguments: [("frames", 146, 139), ("frames_pair", 102, 102)])
    func capturedBlocks(_ name: String, _ count: Int, _ height: UInt64) throws {
        let found = try Inspecting.file(
            SharedData.path("captures/monero/\(name).jsonl"), .monero, network: "regtest")
        #expect(found.count == count)
        for inspection in found {
            #expect(inspection.report.failure == nil)
            // The block that only `pop_blocks` left without a second announcement would lack this check.
            #expect(inspection.report.checks.contains { $0.name == .blockID })
        }
        #expect(found.last?.height == height)
    }

    /// A node that announces another id than that of the block it published is caught.
    @Test func wrongAnnouncement() throws {
        let text = String(decoding: try SharedData.bytes("captures/monero/frames_pair.jsonl"), as: UTF8.self)
        let lines = text.split(separator: "\n").filter { $0.contains("-chain_main\"") }
        let topics = lines.map { $0.contains("minimal") }
        let index = try #require(topics.firstIndex(of: true))
        var inspector = try #require(ChainFormat.monero.inspector(network: "regtest"))
        #expect(inspector.inspect(try FormatDocument(json: Array(lines[index - 1].utf8))).isEmpty)
        // The message of the next block, in the place of this one's.
        let other = try #require(topics[(index + 1)...].firstIndex(of: true))
        let found = inspector.inspect(try FormatDocument(json: Array(lines[other].utf8)))
        #expect(found.map(\.failures) == [["blockID"]])
    }

    @Test func amountsStayHiddenAndOwnersToo() throws {
        let block = try #require(
            try Inspecting.file(SharedData.path("fixtures/monero/block_202612_mainnet.bin"), .monero).first)
        let created = block.events(BuiltInEvents.transfer)
        #expect(!created.isEmpty)
        for event in created {
            #expect(event[BuiltInEvents.Transfer.to] == .absent)
            guard case .money(let amount) = event[BuiltInEvents.Transfer.amount] else {
                Issue.record("the miner's amounts are visible")
                return
            }
            #expect(amount.currency == "XMR")
        }
        #expect(block.events(BuiltInEvents.chainBlock).count == 1)
        let hidden = try MoneroTransaction(SharedData.bytes("fixtures/monero/bpp_tx_e89415.bin"))
        let events = try #require(hidden.events(in: block, transaction: 1))
        #expect(events.count == hidden.outputs.count)
        for event in events {
            #expect(event[BuiltInEvents.Transfer.amount] == .absent)
            #expect(event[BuiltInEvents.Transfer.to] == .absent)
            #expect(event[BuiltInEvents.Transfer.from] == .absent)
            #expect(event[BuiltInEvents.Transfer.unknownPayers] == .int(Int64(hidden.inputs.count)))
        }
        let visible = try MoneroTransaction(SharedData.bytes("fixtures/monero/v1_tx_hf3_effcceb9.bin"))
        let sums = try #require(visible.events(in: block, transaction: 1)).map { $0[BuiltInEvents.Transfer.amount] }
        #expect(sums == visible.outputs.map { .money(Money(minor: Int128($0.amount), currency: "XMR")) })
    }

    @Test(arguments: ["block_202612_stagenet", "block_202612_testnet"])
    func mutations(_ name: String) throws {
        let bytes = try SharedData.bytes("fixtures/monero/\(name).bin")
        try Inspecting.expectMutationsNoticed(bytes, .monero)
        try Inspecting.expectTruncationsRefused(bytes, .monero)
    }

    @Test func mutationsOfTheBlockWithAnIDOfItsOwn() throws {
        let bytes = try SharedData.bytes("fixtures/monero/block_202612_mainnet.bin")
        try Inspecting.expectMutationsNoticed(bytes, .monero, stride: 97)
        try Inspecting.expectTruncationsRefused(bytes, .monero, stride: 331)
    }

    @Test(arguments: [
        (#"{"major_version":16}"#, "at minor_version: nothing, expected a value [field.missing]"),
        (#"{"topic":"json-full-chain_main","frames":["zz"]}"#, "frames[0] is no hex"), (#"[1]"#, "at major_version"),
        (#"{"blob":"0x"}"#, "blob is no hex"), (#"{"blob":"1010"}"#, "at byte 2: 0 bytes left"),
    ])
    func wrongDocuments(_ text: String, _ detail: String) throws {
        let inspection = try Inspecting.json(text, .monero)
        #expect(inspection.failures == ["structure"])
        #expect(
            inspection.report.failure?.detail.hasPrefix(detail) == true, "\(inspection.report.failure?.detail ?? "")")
        #expect(inspection.json["verified"] == false)
        #expect(inspection.json["hash"] == nil)
    }

    /// Counts that promise more than is there cost nothing.
    @Test func countsAreNotTrusted() throws {
        let head: [UInt8] = [16, 16, 1] + [UInt8](repeating: 0, count: 36)
        for bomb in [[UInt8](repeating: 0xff, count: 9) + [0x01], [0xff, 0xff, 0xff, 0xff, 0x0f]] {
            let inspection = try Inspecting.raw(head + [2, 0] + bomb, .monero)
            #expect(inspection.report.failure?.detail.contains("decode.countTooLarge") == true)
        }
        let padded = try Inspecting.raw([0x90, 0x00], .monero)
        #expect(padded.report.failure?.detail.contains("decode.notCanonical") == true)
        let tooLong = try Inspecting.raw([UInt8](repeating: 0xff, count: 11), .monero)
        #expect(tooLong.report.failure?.detail.contains("decode.outOfRange") == true)
    }
}
