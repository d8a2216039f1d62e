import ChainCrypto
import ChainFormats
import SupervisionModel
import Testing

@Suite(.enabled(if: SharedData.isPresent, "set YUSHI_SHARED or place ../shared beside the repository"))
struct RealBlockTests {
    struct Expected: Sendable, CustomTestStringConvertible {
        let path: String
        let network: BitcoinNetwork
        let hash: String
        let transactions: Int
        let inputs: Int
        let outputs: Int
        let segwit: Int
        /// First digits of the first and the last transaction id.
        let identifiers: [String]
        let height: UInt64?
        var testDescription: String { path }
    }

    /// Facts decoded by other software (FACTS.txt).
    static let blocks: [Expected] = [
        Expected(
            path: "fixtures/bitcoin/block413567.raw", network: .main,
            hash: "0000000000000000025aff8be8a55df8f89c77296db6198f272d6577325d4069", transactions: 1557, inputs: 4887,
            outputs: 3581, segwit: 0, identifiers: ["5b4aaef3f4e4625d", "63434bb06525615f"], height: 413_567),
        Expected(
            path:
                "fixtures/rust-bitcoin/mainnet_block_000000000000000000000c835b2adcaedc20fdf6ee440009c249452c726dafae.raw",
            network: .main, hash: "000000000000000000000c835b2adcaedc20fdf6ee440009c249452c726dafae",
            transactions: 2500, inputs: 6518, outputs: 6015, segwit: 2065,
            identifiers: ["764b60c3d9a2c3c5", "2947daf667b1914a"], height: 702_861),
        Expected(
            path: "fixtures/btcd/block-0000000000000000001602407ac49862a7bca9d00f7f402db20b7be2f5de59d2.blk",
            network: .main, hash: "0000000000000000001602407ac49862a7bca9d00f7f402db20b7be2f5de59d2",
            transactions: 3315, inputs: 5055, outputs: 8150, segwit: 1341,
            identifiers: ["57233bf44b82ef36", "901ca7595f7ed1de"], height: 574_200),
        Expected(
            path: "fixtures/litecoin/ltc_block_from_bench.raw", network: .litecoinMain,
            hash: "0babe680f55a55d54339511226755f0837261da89a4e78eba4d6436a63026df8", transactions: 3808, inputs: 3908,
            outputs: 3855, segwit: 0, identifiers: ["b16990b3ca69cd1d", "054e5635374e263b"], height: 878_439),
    ]

    @Test(arguments: blocks)
    func realBlockVerifies(_ expected: Expected) throws {
        let block = try DecodedBlock(SharedData.bytes(expected.path), network: expected.network)
        #expect(block.header.hash.display == expected.hash)
        #expect(block.transactionCount == expected.transactions)
        #expect(block.table.inputs.count == expected.inputs)
        #expect(block.table.outputs.count == expected.outputs)
        #expect(block.table.transactions.count(where: \.hasWitness) == expected.segwit)
        #expect(block.transactionIDs.first?.display.hasPrefix(expected.identifiers[0]) == true)
        #expect(block.transactionIDs.last?.display.hasPrefix(expected.identifiers[1]) == true)
        #expect(block.statedHeight == expected.height)
        let report = BlockVerifier.verify(
            block, network: expected.network, context: BlockContext(height: expected.height))
        #expect(report.failure == nil)
        #expect(report.verified)
    }

    /// The number of compressions that an independent count finds for this block: the floor of verification.
    @Test func hashingCostOfABlock() throws {
        let block = try DecodedBlock(SharedData.bytes("fixtures/bitcoin/block413567.raw"), network: .main)
        let cost = HashingCost(block, network: .main)
        #expect(cost.compressions == 22_705)
        #expect(cost.hashPlainly() == SHA256.hash([UInt8](repeating: 0, count: 64 * 22_705)))
    }

    @Test func litecoinBlockFailsAsBitcoin() throws {
        let block = try DecodedBlock(SharedData.bytes("fixtures/litecoin/ltc_block_from_bench.raw"), network: .main)
        #expect(BlockVerifier.verify(block, network: .main).failed(.proofOfWork))
    }

    struct Archive: Sendable, CustomTestStringConvertible {
        let path: String
        let blocks: Int
        let transactions: Int
        let last: String
        var testDescription: String { path }
    }

    static let archives: [Archive] = [
        Archive(path: "fixtures/btcd/277647.dat.bz2", blocks: 1, transactions: 213, last: "0000000000000000054a714e"),
        Archive(path: "fixtures/btcd/blk_0_to_4.dat.bz2", blocks: 5, transactions: 9, last: "000000002f264d6504013e73"),
        Archive(path: "fixtures/btcd/blk_3A.dat.bz2", blocks: 1, transactions: 3, last: "00000000474284d20067a4d3"),
        Archive(path: "fixtures/btcd/blk_4A.dat.bz2", blocks: 1, transactions: 1, last: "00000000551dc04c148242d1"),
        Archive(
            path: "fixtures/btcd/blocks1-256.bz2", blocks: 255, transactions: 262, last: "00000000d0a75c861fabf9ff"),
        Archive(
            path: "fixtures/rust-bitcoin/block_13b8a.hex", blocks: 1, transactions: 9,
            last: "0000000000013b8ab2cd513b0261a140"),
    ]

    @Test(arguments: archives)
    func archiveVerifies(_ archive: Archive) throws {
        var reader = try BlockFileReader(path: SharedData.path(archive.path), network: .main)
        var blocks = 0
        var transactions = 0
        var last = ""
        while let found = try reader.next() {
            let block = try DecodedBlock(found.bytes, network: .main)
            let report = BlockVerifier.verify(block, network: .main)
            #expect(report.verified, "block \(block.header.hash): \(String(describing: report.failure))")
            blocks += 1
            transactions += block.transactionCount
            last = block.header.hash.display
        }
        #expect(blocks == archive.blocks)
        #expect(transactions == archive.transactions)
        #expect(last.hasPrefix(archive.last))
    }

    /// Blocks of the test network with unusual outputs; three copies of one set of vectors (BIP 158).
    @Test(arguments: ["bips/bip-0158_testnet-19", "rust-bitcoin/blockfilters", "litecoin/blockfilters"])
    func testNetworkBlocksVerify(_ name: String) throws {
        let rows = try #require(SharedData.json("fixtures/\(name).json") as? [[Any]]).filter { $0.count > 3 }
        #expect(rows.count == 10)
        for row in rows {
            let bytes = try #require((row[2] as? String).flatMap { Hex.decode($0) })
            let height = try #require(row[0] as? Int)
            let inspection = BlockInspection(bytes, network: .test, context: BlockContext(height: UInt64(height)))
            #expect(inspection.header?.hash.display == row[1] as? String)
            #expect(inspection.height == UInt64(height))
            #expect(inspection.report.failure == nil, "height \(height)")
            let block = try #require(inspection.block)
            BlockFuzzing.exercise(block.bytes)
        }
    }

    @Test func capturedBSVBlocksVerify() throws {
        var reader = try BlockFileReader(path: SharedData.path("captures/bsv/frames.jsonl"), network: .bsvRegtest)
        #expect(reader.form == .jsonLines)
        var hashes: Set<Hash256> = []
        while let found = try reader.next() {
            let block = try DecodedBlock(found.bytes, network: .bsvRegtest)
            #expect(BlockVerifier.verify(block, network: .bsvRegtest).failure == nil)
            hashes.insert(block.header.hash)
        }
        #expect(hashes.count > 130)
    }
}
