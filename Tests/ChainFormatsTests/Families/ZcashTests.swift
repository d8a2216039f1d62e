import ChainCrypto
import ChainFormats
import SupervisionModel
import Testing

@Suite(.enabled(if: SharedData.isPresent, "set YUSHI_SHARED or place ../shared beside the repository"))
struct ZcashTests {
    struct Expected: Sendable, CustomTestStringConvertible {
        let path: String
        var network = "main"
        let height: UInt64
        let hash: String
        let transactions: Int
        var testDescription: String { path }
    }

    /// Facts decoded by other software (FACTS.txt).
    static let blocks: [Expected] = [
        Expected(
            path: "block-main-0-000-000.txt", height: 0,
            hash: "00040fe8ec8471911baa1db1266ea15dd06b4a8a5c453883c000b031973dce08", transactions: 1),
        Expected(
            path: "block-main-0-000-001.txt", height: 1,
            hash: "0007bc227e1c57a4a70e237cad00e7b7ce565155ab49166bc57397a26d339283", transactions: 1),
        Expected(
            path: "block-main-0-000-202.txt", height: 202,
            hash: "0000178e7e991f6f4c787cab18325c6a9a2933cffd4d2d65f7e615dc79ecd46d", transactions: 1),
        Expected(
            path: "block-main-0-347-499.txt", height: 347_499,
            hash: "000000000c4e12f913c1d5f75ca55928653398d6ffde9eff11d2ea3d364fb502", transactions: 10),
        Expected(
            path: "block-main-0-419-200.txt", height: 419_200,
            hash: "00000000025a57200d898ac7f21e26bf29028bbe96ec46e05b2c17cc9db9e4f3", transactions: 1),
        Expected(
            path: "block-main-0-903-000.txt", height: 903_000,
            hash: "0000000000aad1c8698964a93c35ecf8b4d05e848de9e2fe7606067139be5643", transactions: 15),
        Expected(
            path: "block-main-1-046-400.txt", height: 1_046_400,
            hash: "00000000002038016f976744c369dce7419fca30e7171dfac703af5e5f7ad1d4", transactions: 1),
        Expected(
            path: "block-main-1-046-401.bin", height: 1_046_401,
            hash: "0000000000cff2bbde8dd4569ee6e91992e54fd41e15278a6fd006866f992c75", transactions: 47),
        Expected(
            path: "block-main-1-687-107.txt", height: 1_687_107,
            hash: "00000000005a5e6f54c494b6317f3e800ce89a716584e62dcb35c2b3ace4b498", transactions: 6),
        Expected(
            path: "block-test-1-842-421.txt", network: "test", height: 1_842_421,
            hash: "06d4a68dbd21f273e0dc1cb0f4cca9625f3ba0097e5b561831464fcc03c76a5e", transactions: 2),
    ]

    private static func bytes(_ path: String) throws -> [UInt8] {
        let bytes = try SharedData.bytes("fixtures/zcash/" + path)
        guard path.hasSuffix(".txt") else { return bytes }
        return try #require(HexDigits.decode(String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)))
    }

    @Test(arguments: blocks)
    func realBlocks(_ expected: Expected) throws {
        let found = try Inspecting.file(
            SharedData.path("fixtures/zcash/" + expected.path), .zcash, network: expected.network)
        let inspection = try #require(found.first)
        #expect(found.count == 1)
        #expect(inspection.report.failure == nil)
        #expect(inspection.hash?.hex == expected.hash)
        #expect(inspection.height == expected.height)
        #expect(inspection.transactionCount == expected.transactions)
        #expect(inspection.report.checks.map(\.name).contains(.equihash))
    }

    /// The twin of block 202 with a body one byte shorter has the same id and is refused for its body.
    @Test func truncatedTwinIsRefused() throws {
        let good = try Inspecting.raw(Self.bytes("block-main-0-000-202.txt"), .zcash)
        let bad = try Inspecting.raw(Self.bytes("block-main-0-000-202-bad.txt"), .zcash)
        #expect(bad.hash == good.hash)
        #expect(bad.bodyHash != good.bodyHash)
        #expect(bad.failures == ["merkleRoot"])
    }

    @Test func transparentOutputsAreTransfers() throws {
        let inspection = try Inspecting.raw(Self.bytes("block-main-0-000-001.txt"), .zcash)
        let transfers = inspection.events(BuiltInEvents.transfer)
        #expect(transfers.count == 2)
        // The slow start: 62,500 smallest units at height 1, a fifth of them to the founders.
        #expect(
            transfers.map { $0[BuiltInEvents.Transfer.amount] }
                == [
                    .money(Money(minor: 50_000, currency: "ZEC")), .money(Money(minor: 12_500, currency: "ZEC")),
                ])
        #expect(
            transfers.last?[BuiltInEvents.Transfer.to]
                == .entity(.identifier(.account, "zcash:t3Vz22vK5z2LcKEdg16Yv4FFneEL1zg9ojd")))
        #expect(transfers.allSatisfy { $0[BuiltInEvents.Transfer.unknownPayers] == .int(0) })
    }

    @Test func shieldedPartsShowWhatTheyShow() throws {
        let network = try #require(ZcashNetwork(name: "main"))
        let block = try ZcashBlock(Self.bytes("block-main-1-687-107.txt"), network: network)
        let versions = Set(block.transactions.map(\.version))
        #expect(versions == [4, 5])
        let orchard = block.transactions.filter { $0.shielded.nullifiers.contains { $0.pool == .orchard } }
        #expect(!orchard.isEmpty)
        #expect(orchard.allSatisfy { $0.authorizingDigest != nil })
        let sprout = try ZcashBlock(Self.bytes("block-main-0-347-499.txt"), network: network)
        #expect(sprout.transactions.contains { $0.shielded.sproutIn > 0 || $0.shielded.sproutOut > 0 })
    }

    @Test(arguments: [
        ("block-main-0-419-200.txt", 1), ("block-main-1-046-400.txt", 1), ("block-main-0-903-000.txt", 97),
    ])
    func mutations(_ path: String, _ step: Int) throws {
        let bytes = try Self.bytes(path)
        // One turned bit of the solution costs a whole check: the header is taken in steps, the body wholly.
        try Inspecting.expectMutationsNoticed(bytes, .zcash, stride: max(step, 13))
        try Inspecting.expectTruncationsRefused(bytes, .zcash, stride: max(step, 7))
    }

    /// Ids of version 5 leave out proofs and signatures: two bodies of one id differ in the root over them, which the
    /// report names, and in the hash of the body.
    @Test func mutationsOfAuthorizingData() throws {
        let bytes = try Self.bytes("block-main-1-687-107.txt")
        let original = try Inspecting.raw(bytes, .zcash)
        let root = try #require(original.report.checks.first { $0.name == .authorizingData }?.detail)
        var unnoticed = 0
        try Inspecting.expectMutationsNoticed(bytes, .zcash, stride: 101) { _, inspection in
            unnoticed += 1
            return inspection.report.checks.first { $0.name == .authorizingData }?.detail != root
        }
        #expect(unnoticed > 10)
    }

    @Test func equihashIsChecked() throws {
        let network = try #require(ZcashNetwork(name: "main"))
        let header = try ZcashBlock(Self.bytes("block-main-0-000-001.txt"), network: network).header
        let bytes = Array(try Self.bytes("block-main-0-000-001.txt")[..<140])
        #expect(Equihash.fault(header: bytes, solution: header.solution, parameters: .main) == nil)
        // Two indexes exchanged: 21 bits each.
        var swapped = header.solution
        swapped.swapAt(0, 1)
        #expect(Equihash.fault(header: bytes, solution: swapped, parameters: .main) != nil)
        var other = bytes
        other[0] ^= 1
        #expect(
            Equihash.fault(header: other, solution: header.solution, parameters: .main) == "no collision in step 1")
        #expect(Equihash.fault(header: bytes, solution: [], parameters: .main)?.contains("0 bytes") == true)
        #expect(
            Equihash.fault(header: bytes, solution: [UInt8](repeating: 0, count: 1344), parameters: .main)
                == "an index occurs twice in the solution")
    }

    @Test func wrongNetworkIsNoticed() throws {
        let inspection = try Inspecting.raw(Self.bytes("block-test-1-842-421.txt"), .zcash, network: "main")
        #expect(inspection.failures == ["target"])
        #expect(ChainFormat.zcash.inspector(network: "signet") == nil)
        #expect(try Inspecting.json(#"{"height":1}"#, .zcash).failures == ["structure"])
    }
}
