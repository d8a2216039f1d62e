extension BitcoinNetwork {
    /// Every network known here.
    public static let all: [BitcoinNetwork] = [
        main, test, testnet4, signet, regtest, litecoinMain, litecoinTest, litecoinRegtest, bsvMain, bsvTest,
        bsvRegtest,
    ]

    /// The network of a family (`bitcoin`, `bsv`, `litecoin`) by its short name (`main`, `test`, `regtest` …).
    public static func named(_ name: String, family: String) -> BitcoinNetwork? {
        all.first { $0.family == family && $0.name == name }
    }
}
