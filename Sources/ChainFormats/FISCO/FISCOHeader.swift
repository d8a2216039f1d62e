import ChainCrypto
import SupervisionModel

/// A FISCO BCOS header of any release, with all that its hash may cover: what differs is how that is written.
struct FISCOHeader {
    /// One signature over the block.
    struct Seal {
        /// Place of the signer in the list of sealers.
        let index: UInt64
        /// secp256k1: r ‖ s ‖ v; SM2: r ‖ s, and in some releases the signer's key behind it.
        let signature: [UInt8]
    }

    /// Which digest and signature the chain uses. A header does not say; its hash shows.
    enum Cryptography: String, CaseIterable {
        case secp256k1 = "Keccak-256 and secp256k1"
        case sm2 = "SM3 and SM2"

        func hash(_ bytes: [UInt8]) -> Hash256? {
            switch self {
            case .secp256k1: Keccak256.hash(bytes)
            case .sm2: SM3.hash(bytes)
            }
        }
    }

    /// Release as the header says; 0 for 2.x, which does not.
    let version: UInt64
    let parents: [Digest32]
    let number: UInt64
    /// Milliseconds since 1970.
    let milliseconds: UInt64
    /// Place of the one who proposed the block in the list of sealers.
    let sealer: UInt64
    /// Node ids: public keys of 64 bytes.
    let sealers: [[UInt8]]
    /// Votes of each sealer.
    let weights: [UInt64]
    let seals: [Seal]
    /// The hash stated beside the header; nil when there is none.
    let statedHash: Digest32?
    let transactionsRoot: Digest32
    /// Ids of the transactions, nil when the document lists none.
    let transactionIDs: [Digest32]?
    /// The bytes that may have been hashed, most likely first, and what each way of writing is called.
    let preimages: [(name: String, bytes: [UInt8])]
    /// How an envelope carries the header, for each of `preimages`.
    let fields: [[UInt8]]

    /// Sealers a chain may have. Public consortium chains have fewer than 100.
    static let greatestSealerCount = 4096
    static let greatestTransactionCount = 1_000_000

    /// Reads the object of `getBlockByNumber` or of `getBlockHeader`, of 2.x or 3.x.
    init(_ fields: Fields) throws(FieldError) {
        self = fields.has("parentInfo") ? try Self.release3(fields) : try Self.release2(fields)
    }

    init(
        version: UInt64, parents: [Digest32], number: UInt64, milliseconds: UInt64, sealer: UInt64,
        sealers: [[UInt8]], weights: [UInt64], seals: [Seal], statedHash: Digest32?, transactionsRoot: Digest32,
        transactionIDs: [Digest32]?, preimages: [(name: String, bytes: [UInt8])], fields: [[UInt8]]
    ) {
        self.version = version
        self.parents = parents
        self.number = number
        self.milliseconds = milliseconds
        self.sealer = sealer
        self.sealers = sealers
        self.weights = weights
        self.seals = seals
        self.statedHash = statedHash
        self.transactionsRoot = transactionsRoot
        self.transactionIDs = transactionIDs
        self.preimages = preimages
        self.fields = fields
    }

    static func sealers(_ fields: Fields) throws(FieldError) -> [[UInt8]] {
        var keys: [[UInt8]] = []
        for key in try fields.list("sealerList", limit: greatestSealerCount) { keys.append(try key.hex(count: 64)) }
        return keys
    }

    static func seals(_ fields: Fields, index name: String) throws(FieldError) -> [Seal] {
        var seals: [Seal] = []
        guard fields.has("signatureList") else { return seals }
        for seal in try fields.list("signatureList", limit: 2 * greatestSealerCount) {
            seals.append(Seal(index: try seal.number(name), signature: try seal.hex("signature")))
        }
        return seals
    }

    /// Ids of the transactions, from objects or from texts.
    static func transactionIDs(_ fields: Fields) throws(FieldError) -> [Digest32]? {
        guard fields.has("transactions") else { return nil }
        var identifiers: [Digest32] = []
        for transaction in try fields.list("transactions", limit: greatestTransactionCount) {
            if transaction.value.string != nil {
                identifiers.append(Digest32(try transaction.hex(count: 32)) ?? .zero)
            } else {
                identifiers.append(try transaction.digest("hash"))
            }
        }
        return identifiers
    }
}
