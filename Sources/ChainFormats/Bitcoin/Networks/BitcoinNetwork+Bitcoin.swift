import ChainCrypto
import SupervisionModel

extension BitcoinNetwork {
    /// Bitcoin main network (magic f9beb4d9).
    public static let main = BitcoinNetwork(
        name: "main", family: "bitcoin", currency: "BTC", addressNetwork: .bitcoinMain,
        magics: [[0xf9, 0xbe, 0xb4, 0xd9]],
        genesis: .literal("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
        proofOfWork: .sha256d, powLimit: .literal("00000000ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .periodic(interval: 2016, spansFullInterval: false), targetSpacing: 600, targetTimespan: 1209600,
        allowsMinimumDifficulty: false,
        heightInCoinbase: 227931, leastVersions: [(227931, 2), (363725, 3), (388381, 4)], segwit: 481824,
        transactionFlags: 1, maximumBlockBytes: 4_000_000, maximumWeight: 4_000_000,
        maximumMoney: 2_100_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 210000,
        publicKeyHashVersion: 0x00, scriptHashVersions: [0x05], bech32Prefix: "bc")

    /// Bitcoin test network 3.
    public static let test = BitcoinNetwork(
        name: "test", family: "bitcoin", currency: "BTC", addressNetwork: .bitcoinTest,
        magics: [[0x0b, 0x11, 0x09, 0x07]],
        genesis: .literal("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"),
        proofOfWork: .sha256d, powLimit: .literal("00000000ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .periodic(interval: 2016, spansFullInterval: false), targetSpacing: 600, targetTimespan: 1209600,
        allowsMinimumDifficulty: true,
        heightInCoinbase: 21111, leastVersions: [(21111, 2), (330776, 3), (581885, 4)], segwit: 834624,
        transactionFlags: 1, maximumBlockBytes: 4_000_000, maximumWeight: 4_000_000,
        maximumMoney: 2_100_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 210000,
        publicKeyHashVersion: 0x6f, scriptHashVersions: [0xc4], bech32Prefix: "tb")

    /// Bitcoin test network 4 (BIP 94); its retargeting differs and is not checked.
    public static let testnet4 = BitcoinNetwork(
        name: "testnet4", family: "bitcoin", currency: "BTC", addressNetwork: .bitcoinTest,
        magics: [[0x1c, 0x16, 0x3f, 0x28]],
        genesis: .literal("00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043"),
        proofOfWork: .sha256d, powLimit: .literal("00000000ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .unchecked, targetSpacing: 600, targetTimespan: 1209600, allowsMinimumDifficulty: true,
        heightInCoinbase: 1, leastVersions: [(1, 4)], segwit: 1,
        transactionFlags: 1, maximumBlockBytes: 4_000_000, maximumWeight: 4_000_000,
        maximumMoney: 2_100_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 210000,
        publicKeyHashVersion: 0x6f, scriptHashVersions: [0xc4], bech32Prefix: "tb")

    /// The default signet (BIP 325); the signature in its blocks is not checked.
    public static let signet = BitcoinNetwork(
        name: "signet", family: "bitcoin", currency: "BTC", addressNetwork: .bitcoinTest,
        magics: [[0x0a, 0x03, 0xcf, 0x40]],
        genesis: .literal("00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"),
        proofOfWork: .sha256d, powLimit: .literal("00000377ae000000000000000000000000000000000000000000000000000000"),
        retargeting: .periodic(interval: 2016, spansFullInterval: false), targetSpacing: 600, targetTimespan: 1209600,
        allowsMinimumDifficulty: false,
        heightInCoinbase: 1, leastVersions: [(1, 4)], segwit: 1,
        transactionFlags: 1, maximumBlockBytes: 4_000_000, maximumWeight: 4_000_000,
        maximumMoney: 2_100_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 210000,
        publicKeyHashVersion: 0x6f, scriptHashVersions: [0xc4], bech32Prefix: "tb")

    /// Bitcoin regression test network: any block is found at once.
    public static let regtest = BitcoinNetwork(
        name: "regtest", family: "bitcoin", currency: "BTC", addressNetwork: .bitcoinRegtest,
        magics: [[0xfa, 0xbf, 0xb5, 0xda]],
        genesis: .literal("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"),
        proofOfWork: .sha256d, powLimit: .literal("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .none, targetSpacing: 600, targetTimespan: 1209600, allowsMinimumDifficulty: true,
        heightInCoinbase: 1, leastVersions: [(1, 4)], segwit: 0,
        transactionFlags: 1, maximumBlockBytes: 4_000_000, maximumWeight: 4_000_000,
        maximumMoney: 2_100_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 150,
        publicKeyHashVersion: 0x6f, scriptHashVersions: [0xc4], bech32Prefix: "bcrt")
}
