import ChainCrypto
import SupervisionModel

extension BitcoinNetwork {
    /// Bytes of a Bitcoin SV block that are decoded when the configuration says nothing else: 32 MiB.
    public static let defaultBSVBlockBytes = 33_554_432

    /// Bitcoin SV main network. Block size: `defaultBSVBlockBytes`; see `withMaximumBlockBytes`.
    public static let bsvMain = BitcoinNetwork(
        name: "main", family: "bsv", currency: "BSV", addressNetwork: .bsvMain,
        magics: [[0xe3, 0xe1, 0xf3, 0xe8], [0xf9, 0xbe, 0xb4, 0xd9]],
        genesis: .literal("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
        proofOfWork: .sha256d, powLimit: .literal("00000000ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .unchecked, targetSpacing: 600, targetTimespan: 1209600, allowsMinimumDifficulty: false,
        heightInCoinbase: 227931, leastVersions: [(227931, 2), (363725, 3), (388381, 4)], segwit: nil,
        transactionFlags: 0, maximumBlockBytes: defaultBSVBlockBytes, maximumWeight: nil,
        maximumMoney: 2_100_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 210000,
        publicKeyHashVersion: 0x00, scriptHashVersions: [0x05], bech32Prefix: nil)

    /// Bitcoin SV test network. Block size: `defaultBSVBlockBytes`; see `withMaximumBlockBytes`.
    public static let bsvTest = BitcoinNetwork(
        name: "test", family: "bsv", currency: "BSV", addressNetwork: .bsvTest,
        magics: [[0xf4, 0xe5, 0xf3, 0xf4], [0x0b, 0x11, 0x09, 0x07]],
        genesis: .literal("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"),
        proofOfWork: .sha256d, powLimit: .literal("00000000ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .unchecked, targetSpacing: 600, targetTimespan: 1209600, allowsMinimumDifficulty: true,
        heightInCoinbase: 21111, leastVersions: [(21111, 2), (330776, 3), (581885, 4)], segwit: nil,
        transactionFlags: 0, maximumBlockBytes: defaultBSVBlockBytes, maximumWeight: nil,
        maximumMoney: 2_100_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 210000,
        publicKeyHashVersion: 0x6f, scriptHashVersions: [0xc4], bech32Prefix: nil)

    /// Bitcoin SV regression test network. Block size: `defaultBSVBlockBytes`; see `withMaximumBlockBytes`.
    public static let bsvRegtest = BitcoinNetwork(
        name: "regtest", family: "bsv", currency: "BSV", addressNetwork: .bsvRegtest,
        magics: [[0xda, 0xb5, 0xbf, 0xfa], [0xfa, 0xbf, 0xb5, 0xda]],
        genesis: .literal("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"),
        proofOfWork: .sha256d, powLimit: .literal("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .none, targetSpacing: 600, targetTimespan: 1209600, allowsMinimumDifficulty: true,
        heightInCoinbase: nil, leastVersions: [], segwit: nil,
        transactionFlags: 0, maximumBlockBytes: defaultBSVBlockBytes, maximumWeight: nil,
        maximumMoney: 2_100_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 150,
        publicKeyHashVersion: 0x6f, scriptHashVersions: [0xc4], bech32Prefix: nil)

    /// The same network with another limit of block bytes, 80 to 2^32 − 1; Bitcoin SV itself has no fixed limit.
    public func withMaximumBlockBytes(_ bytes: Int) -> BitcoinNetwork {
        BitcoinNetwork(
            name: name, family: family, currency: currency, addressNetwork: addressNetwork, magics: magics,
            genesis: genesis, proofOfWork: proofOfWork, powLimit: powLimit, retargeting: retargeting,
            targetSpacing: targetSpacing, targetTimespan: targetTimespan,
            allowsMinimumDifficulty: allowsMinimumDifficulty, heightInCoinbase: heightInCoinbase,
            leastVersions: leastVersions, segwit: segwit, transactionFlags: transactionFlags,
            maximumBlockBytes: min(max(bytes, BlockHeader.byteCount), Int(UInt32.max)), maximumWeight: maximumWeight,
            maximumMoney: maximumMoney, initialSubsidy: initialSubsidy, halvingInterval: halvingInterval,
            publicKeyHashVersion: publicKeyHashVersion, scriptHashVersions: scriptHashVersions,
            bech32Prefix: bech32Prefix)
    }
}
