import ChainCrypto
public import SupervisionModel

/// Somebody in a simulated chain: a public key derived from a seed and a number, with the address it is paid at.
///
/// There is no private key: the 33 bytes have the shape of a compressed key and come from a hash. An observer does not
/// check signatures, so spends of such accounts carry a fixed signature of the right shape.
public struct SimulatedAccount: Hashable, Sendable {
    /// How the account is paid and how its spends look.
    public enum Form: UInt8, Hashable, Sendable, CaseIterable {
        /// P2PKH: signature and key in scriptSig.
        case legacy = 0
        /// P2WPKH: signature and key in the witness.
        case segwit = 1
        /// P2SH-P2WPKH.
        case nestedSegwit = 2
    }

    public let form: Form
    /// 33 bytes, the first 2 or 3.
    public let publicKey: [UInt8]
    /// What the account is paid at.
    public let address: Address

    /// - Parameters:
    ///   - seed: same seed, same accounts.
    ///   - number: which account of the seed.
    ///   - form: networks without witnesses have legacy accounts only, whatever is asked for.
    ///   - network: spells the address.
    public init(seed: UInt64, number: UInt64, form: Form = .legacy, network: BitcoinNetwork) {
        var preimage = Array("simulated account".utf8)
        preimage.appendLittleEndian(seed)
        preimage.appendLittleEndian(number)
        let key = [UInt8(2)] + SHA256.hash(preimage).bytes
        let form = network.segwit == nil ? .legacy : form
        let hash = Hash160.hash(key)
        self.form = form
        self.publicKey = key
        self.address =
            switch form {
            case .legacy: Self.address(.publicKeyHash, hash, network)
            case .segwit: Self.address(.witness, hash, network)
            case .nestedSegwit: Self.address(.scriptHash, Hash160.hash(Self.program(of: key)), network)
            }
    }

    private static func address(_ kind: Address.Kind, _ hash: [UInt8], _ network: BitcoinNetwork) -> Address {
        let payload = Digest32(hash + [UInt8](repeating: 0, count: 12)) ?? .zero
        return Address(network: network.addressNetwork, kind: kind, length: 20, payload: payload)
    }

    private static func program(of key: [UInt8]) -> [UInt8] { [0, 20] + Hash160.hash(key) }

    /// A DER signature of the right shape with hash type ALL, 71 bytes; it signs nothing.
    private static let signature: [UInt8] =
        [0x30, 68, 0x02, 32] + [UInt8](repeating: 0x11, count: 32) + [0x02, 32] + [UInt8](repeating: 0x22, count: 32)
        + [0x01]

    /// An input that spends an output paid to this account, naming its address by its shape.
    func input(spending outpoint: Outpoint) -> TransactionDraft.Input {
        let signature = Self.signature
        switch form {
        case .legacy:
            let script = [UInt8(signature.count)] + signature + [UInt8(publicKey.count)] + publicKey
            return TransactionDraft.Input(outpoint: outpoint, script: script)
        case .segwit:
            return TransactionDraft.Input(outpoint: outpoint, witness: [signature, publicKey])
        case .nestedSegwit:
            let script = [UInt8(22)] + Self.program(of: publicKey)
            return TransactionDraft.Input(outpoint: outpoint, script: script, witness: [signature, publicKey])
        }
    }
}
