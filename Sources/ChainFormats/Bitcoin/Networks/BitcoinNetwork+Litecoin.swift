import ChainCrypto
import SupervisionModel

extension BitcoinNetwork {
    /// Litecoin main network.
    public static let litecoinMain = BitcoinNetwork(
        name: "main", family: "litecoin", currency: "LTC", addressNetwork: .litecoinMain,
        magics: [[0xfb, 0xc0, 0xb6, 0xdb]],
        genesis: .literal("12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2"),
        proofOfWork: .scrypt, powLimit: .literal("00000fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .periodic(interval: 2016, spansFullInterval: true), targetSpacing: 150, targetTimespan: 302400,
        allowsMinimumDifficulty: false,
        heightInCoinbase: 710000, leastVersions: [(710000, 2), (811879, 3), (918684, 4)], segwit: 1201536,
        transactionFlags: 9, maximumBlockBytes: 8_000_000, maximumWeight: 4_000_000,
        maximumMoney: 8_400_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 840000,
        publicKeyHashVersion: 0x30, scriptHashVersions: [0x32, 0x05], bech32Prefix: "ltc")

    /// Litecoin test network 4.
    public static let litecoinTest = BitcoinNetwork(
        name: "test", family: "litecoin", currency: "LTC", addressNetwork: .litecoinTest,
        magics: [[0xfd, 0xd2, 0xc8, 0xf1]],
        genesis: .literal("4966625a4b2851d9fdee139e56211a0d88575f59ed816ff5e6a63deb4e3e29a0"),
        proofOfWork: .scrypt, powLimit: .literal("00000fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .periodic(interval: 2016, spansFullInterval: true), targetSpacing: 150, targetTimespan: 302400,
        allowsMinimumDifficulty: true,
        heightInCoinbase: 76, leastVersions: [(76, 4)], segwit: 6048,
        transactionFlags: 9, maximumBlockBytes: 8_000_000, maximumWeight: 4_000_000,
        maximumMoney: 8_400_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 840000,
        publicKeyHashVersion: 0x6f, scriptHashVersions: [0x3a, 0xc4], bech32Prefix: "tltc")

    /// Litecoin regression test network.
    public static let litecoinRegtest = BitcoinNetwork(
        name: "regtest", family: "litecoin", currency: "LTC", addressNetwork: .litecoinRegtest,
        magics: [[0xfa, 0xbf, 0xb5, 0xda]],
        genesis: .literal("530827f38f93b43ed12af0b3ad25a288dc02ed74d6d7857862df51fc56c416f9"),
        proofOfWork: .scrypt, powLimit: .literal("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        retargeting: .none, targetSpacing: 150, targetTimespan: 302400, allowsMinimumDifficulty: true,
        heightInCoinbase: nil, leastVersions: [], segwit: 0,
        transactionFlags: 9, maximumBlockBytes: 8_000_000, maximumWeight: 4_000_000,
        maximumMoney: 8_400_000_000_000_000, initialSubsidy: 5_000_000_000, halvingInterval: 150,
        publicKeyHashVersion: 0x6f, scriptHashVersions: [0x3a, 0xc4], bech32Prefix: "rltc")
}
