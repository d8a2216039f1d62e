/// An account of a Bitcoin-format chain in compact binary form: what a script pays to, before it is spelt as text.
///
/// The text (base58check, bech32, bech32m) is written by `ChainFormats`, and only where somebody reads it.
public struct Address: Hashable, Sendable, BitwiseCopyable {
    /// Which network's spelling the address has. Raw values are stored: never renumber.
    public enum Network: UInt8, Sendable, BitwiseCopyable {
        case bitcoinMain = 1
        case bitcoinTest = 2
        case bitcoinRegtest = 3
        case litecoinMain = 4
        case litecoinTest = 5
        case litecoinRegtest = 6
        case bsvMain = 7
        case bsvTest = 8
        case bsvRegtest = 9
    }

    /// What the payload is. Raw values are stored: never renumber. `witness` carries its version in `version`.
    public enum Kind: UInt8, Sendable, BitwiseCopyable {
        /// 20-byte hash of a public key (P2PKH and P2PK).
        case publicKeyHash = 1
        /// 20-byte hash of a script (P2SH).
        case scriptHash = 2
        /// Witness program of 2 to 32 bytes (BIP141); longer ones have no `Address`.
        case witness = 3
    }

    /// The first network that spells the address so: see `spelling(of:on:)`.
    public let network: Network
    public let kind: Kind
    /// Witness version 0...16; 0 for the other kinds.
    public let version: UInt8
    /// Number of payload bytes that count, 2...32.
    public let length: UInt8
    /// The payload in the first `length` bytes, zero after it.
    public let payload: Digest32

    public init(network: Network, kind: Kind, version: UInt8 = 0, length: UInt8, payload: Digest32) {
        self.network = Address.spelling(of: kind, on: network)
        self.kind = kind
        self.version = version
        self.length = length
        self.payload = payload
    }

    /// Two addresses that are spelt alike are one reference: whoever holds the key holds it on every chain that uses
    /// it, and a list names the text. Base58check spellings are shared between Bitcoin and its forks and between test
    /// networks; bech32 prefixes differ.
    private static func spelling(of kind: Kind, on network: Network) -> Network {
        switch (network, kind) {
        case (_, .witness): network
        case (.bsvMain, _): .bitcoinMain
        case (.bitcoinRegtest, _), (.bsvTest, _), (.bsvRegtest, _): .bitcoinTest
        case (.litecoinTest, .publicKeyHash), (.litecoinRegtest, .publicKeyHash): .bitcoinTest
        case (.litecoinRegtest, .scriptHash): .litecoinTest
        default: network
        }
    }

    /// Canonical bytes: network, kind, version, length, payload (4 + `length` bytes). A key for stores and hashes.
    public var canonicalBytes: [UInt8] {
        [network.rawValue, kind.rawValue, version, length] + payload.bytes.prefix(Int(length))
    }

    /// Reads what `canonicalBytes` wrote; `nil` for anything else.
    public init?(canonicalBytes bytes: some Collection<UInt8>) {
        let all = Array(bytes)
        guard all.count >= 6, let network = Network(rawValue: all[0]), let kind = Kind(rawValue: all[1]),
            all[2] <= 16, (2...32).contains(all[3]), all.count == 4 + Int(all[3]),
            let payload = Digest32(all[4...] + [UInt8](repeating: 0, count: 32 - Int(all[3])))
        else { return nil }
        self.init(network: network, kind: kind, version: all[2], length: all[3], payload: payload)
    }
}
