import ChainCrypto
import ChainFormats
import Testing

@Suite struct BitcoinNetworkTests {
    struct Genesis: Sendable, CustomTestStringConvertible {
        let network: BitcoinNetwork
        let root: String
        let time: UInt32
        let bits: UInt32
        let nonce: UInt32
        var testDescription: String { "\(network.family) \(network.name)" }
    }

    private static let bitcoinRoot = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"
    private static let litecoinRoot = "97ddfbbae6be97fd6cdf3e7ca13232a3afff2353e29badfab7f73011edd4ced9"

    static let genesis: [Genesis] = [
        Genesis(network: .main, root: bitcoinRoot, time: 1_231_006_505, bits: 0x1d00_ffff, nonce: 2_083_236_893),
        Genesis(network: .test, root: bitcoinRoot, time: 1_296_688_602, bits: 0x1d00_ffff, nonce: 414_098_458),
        Genesis(
            network: .testnet4, root: "7aa0a7ae1e223414cb807e40cd57e667b718e42aaf9306db9102fe28912b7b4e",
            time: 1_714_777_860, bits: 0x1d00_ffff, nonce: 393_743_547),
        Genesis(network: .signet, root: bitcoinRoot, time: 1_598_918_400, bits: 0x1e03_77ae, nonce: 52_613_770),
        Genesis(network: .regtest, root: bitcoinRoot, time: 1_296_688_602, bits: 0x207f_ffff, nonce: 2),
        Genesis(network: .bsvMain, root: bitcoinRoot, time: 1_231_006_505, bits: 0x1d00_ffff, nonce: 2_083_236_893),
        Genesis(network: .bsvTest, root: bitcoinRoot, time: 1_296_688_602, bits: 0x1d00_ffff, nonce: 414_098_458),
        Genesis(network: .bsvRegtest, root: bitcoinRoot, time: 1_296_688_602, bits: 0x207f_ffff, nonce: 2),
        Genesis(
            network: .litecoinMain, root: litecoinRoot, time: 1_317_972_665, bits: 0x1e0f_fff0, nonce: 2_084_524_493),
        Genesis(network: .litecoinTest, root: litecoinRoot, time: 1_486_949_366, bits: 0x1e0f_fff0, nonce: 293_345),
        Genesis(network: .litecoinRegtest, root: litecoinRoot, time: 1_296_688_602, bits: 0x207f_ffff, nonce: 0),
    ]

    /// Builds the genesis header from its published fields: proves hash, proof of work and limit of every network.
    @Test(arguments: genesis)
    func genesisHeaderVerifies(_ genesis: Genesis) throws {
        let header = BlockHeader(
            version: 1, previous: .zero, merkleRoot: try #require(Hash256(display: genesis.root)), time: genesis.time,
            bits: genesis.bits, nonce: genesis.nonce)
        #expect(header.hash == genesis.network.genesis)
        #expect(HeaderChecks.report(header, network: genesis.network).failure == nil)
        #expect(CompactTarget.compress(genesis.network.powLimit) >= genesis.bits)
    }

    @Test func everyNetworkIsFoundByItsName() {
        #expect(BitcoinNetwork.all.count == Self.genesis.count)
        for network in BitcoinNetwork.all {
            #expect(BitcoinNetwork.named(network.name, family: network.family) == network)
        }
        #expect(BitcoinNetwork.named("main", family: "dogecoin") == nil)
    }

    @Test func subsidyHalves() {
        #expect(BitcoinNetwork.main.subsidy(at: 0) == 5_000_000_000)
        #expect(BitcoinNetwork.main.subsidy(at: 209_999) == 5_000_000_000)
        #expect(BitcoinNetwork.main.subsidy(at: 210_000) == 2_500_000_000)
        #expect(BitcoinNetwork.main.subsidy(at: 6_930_000) == 0)
        #expect(BitcoinNetwork.main.subsidy(at: .max) == 0)
        #expect(BitcoinNetwork.regtest.subsidy(at: 150) == 2_500_000_000)
        #expect(BitcoinNetwork.litecoinMain.subsidy(at: 840_000) == 2_500_000_000)
    }

    @Test func blockSizeOfBSVIsConfigurable() {
        #expect(BitcoinNetwork.bsvMain.maximumBlockBytes == 33_554_432)
        #expect(BitcoinNetwork.bsvMain.withMaximumBlockBytes(1_000).maximumBlockBytes == 1_000)
        #expect(BitcoinNetwork.bsvMain.withMaximumBlockBytes(.max).maximumBlockBytes == 0xffff_ffff)
        #expect(BitcoinNetwork.bsvMain.withMaximumBlockBytes(0).maximumBlockBytes == 80)
        #expect(throws: DecodeError(.tooLarge, at: 0, found: 81, expected: 80)) {
            try DecodedBlock(
                [UInt8](repeating: 0, count: 81), network: .bsvMain.withMaximumBlockBytes(80))
        }
    }
}

@Suite(.enabled(if: SharedData.isPresent, "set YUSHI_SHARED or place ../shared beside the repository"))
struct HeaderChainTests {
    @Test func firstElevenHeadersLink() throws {
        let text = String(decoding: try SharedData.bytes("fixtures/btcd/blockheaders-mainnet-1-11.txt"), as: UTF8.self)
        var parent = BitcoinNetwork.main.genesis
        var count = 0
        for line in text.split(separator: "\n") {
            let bytes = try #require(HexDigits.decode(line))
            let header = try BlockHeader(bytes.span.bytes)
            #expect(header.previous == parent)
            #expect(header.bytes == bytes)
            #expect(HeaderChecks.report(header, network: .main).verified)
            parent = header.hash
            count += 1
        }
        #expect(count == 11)
    }
}
