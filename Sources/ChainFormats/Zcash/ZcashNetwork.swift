import ChainCrypto

/// The parameters of one Zcash network that an observer checks blocks against (zcashd `chainparams.cpp`, zebra
/// `parameters/network.rs`).
public struct ZcashNetwork: Hashable, Sendable {
    /// `main`, `test` or `regtest`.
    public let name: String
    /// The easiest target allowed.
    public let powLimit: UInt256
    /// n and k of the Equihash solution; its length is 2^k × (n / (k + 1) + 1) / 8 bytes.
    public let equihash: EquihashParameters
    /// The two bytes before a public-key hash and before a script hash in the text of an address.
    let addressVersions: (key: [UInt8], script: [UInt8])

    /// The network of that name.
    public init?(name: String) {
        switch name {
        case "main":
            self.init(name: name, limit: .max >> 13, equihash: .main, key: [0x1c, 0xb8], script: [0x1c, 0xbd])
        case "test":
            self.init(name: name, limit: .max >> 5, equihash: .main, key: [0x1d, 0x25], script: [0x1c, 0xba])
        case "regtest":
            // 0x0f0f…0f.
            let limit = UInt256(high: .max / 255 * 15, low: .max / 255 * 15)
            self.init(name: name, limit: limit, equihash: .regtest, key: [0x1d, 0x25], script: [0x1c, 0xba])
        default: return nil
        }
    }

    private init(name: String, limit: UInt256, equihash: EquihashParameters, key: [UInt8], script: [UInt8]) {
        self.name = name
        self.powLimit = limit
        self.equihash = equihash
        self.addressVersions = (key, script)
    }

    public static func == (left: ZcashNetwork, right: ZcashNetwork) -> Bool {
        left.name.utf8.elementsEqual(right.name.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in name.utf8 { hasher.combine(byte) }
    }

    /// Greatest amount in smallest units: 21 million ZEC.
    public static let maximumMoney: Int64 = 2_100_000_000_000_000
    /// Greatest block in bytes (`MAX_BLOCK_SIZE`).
    public static let maximumBlockBytes = 2_000_000
}
