public import ChainCrypto
public import SupervisionModel

/// The consensus parameters of one Bitcoin-format network that an observer checks blocks against.
///
/// Sources: `chainparams.cpp` of Bitcoin Core, Bitcoin SV and Litecoin Core. Heights are those at which a rule applies
/// to the block itself.
public struct BitcoinNetwork: Hashable, Sendable {
    /// How the hash that must meet the target is computed from the 80 header bytes. The block id is SHA-256d in both.
    public enum ProofOfWork: Hashable, Sendable {
        case sha256d
        /// scrypt with N = 1024, r = 1, p = 1.
        case scrypt
    }

    /// How the next target follows from the headers before.
    public enum Retargeting: Hashable, Sendable {
        /// Every `interval` blocks from the time the last `interval` took, times 1/4 to 4.
        ///
        /// - Parameter spansFullInterval: Litecoin measures over `interval` steps, Bitcoin over one step less.
        case periodic(interval: UInt64, spansFullInterval: Bool)
        /// Never: every block has the target of its parent.
        case none
        /// By a rule that needs more history than an observer is given here (Bitcoin SV since November 2017).
        case unchecked
    }

    /// Short name as on the command line: `main`, `test`, `testnet4`, `signet`, `regtest`.
    public let name: String
    /// Family name: `bitcoin`, `bsv`, `litecoin`.
    public let family: String
    /// Currency of amounts in the asset table.
    public let currency: String
    /// Which spelling its addresses have.
    public let addressNetwork: Address.Network
    /// Four bytes before each block in block files and before each message between nodes, in the order written.
    public let magics: [[UInt8]]
    public let genesis: Hash256
    public let proofOfWork: ProofOfWork
    /// The easiest target allowed.
    public let powLimit: UInt256
    public let retargeting: Retargeting
    /// Seconds between blocks that the retargeting aims at.
    public let targetSpacing: UInt32
    /// Seconds a retargeting period should take.
    public let targetTimespan: UInt32
    /// Whether a block more than twice the spacing after its parent may use the easiest target.
    public let allowsMinimumDifficulty: Bool
    /// Height from which the coinbase must begin with its height (BIP 34); nil: never checked.
    public let heightInCoinbase: UInt64?
    /// Heights from which the version must be at least 2, 3 and 4 (BIP 34, 66, 65).
    public let leastVersions: [(height: UInt64, version: Int32)]
    /// Height from which the witness commitment is enforced (BIP 141); nil: the network has no witnesses.
    public let segwit: UInt64?
    /// Flag bits that may follow a transaction marker: 1 witnesses, 8 extension block; 0: no marker.
    public let transactionFlags: UInt8
    /// Greatest number of bytes that are decoded at all.
    public let maximumBlockBytes: Int
    /// Greatest BIP 141 weight; nil: only bytes count.
    public let maximumWeight: Int?
    /// Greatest amount of one output and of all outputs of a transaction, in smallest units.
    public let maximumMoney: Int64
    /// Smallest units the first blocks create; halved every `halvingInterval` blocks.
    public let initialSubsidy: Int64
    public let halvingInterval: UInt64
    /// Base58check version bytes of public-key-hash addresses.
    public let publicKeyHashVersion: UInt8
    /// Base58check version bytes of script-hash addresses: the first is written, all are read.
    public let scriptHashVersions: [UInt8]
    /// Human-readable part of bech32 addresses; nil: none.
    public let bech32Prefix: String?

    public static func == (left: BitcoinNetwork, right: BitcoinNetwork) -> Bool {
        left.name == right.name && left.family == right.family && left.maximumBlockBytes == right.maximumBlockBytes
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(family)
        hasher.combine(maximumBlockBytes)
    }

    /// Smallest units a block of that height may create beyond its fees.
    public func subsidy(at height: UInt64) -> Int64 {
        let halvings = height / halvingInterval
        return halvings >= 63 ? 0 : initialSubsidy >> Int64(halvings)
    }
}
