public import ChainFormats
public import Observation
public import RulePacks
public import SupervisionModel

/// How the recorded blocks of a chain are read: what follows from its recorded configuration.
public enum ChainProfile: Sendable {
    case bitcoin(BitcoinNetwork)
    case envelope(EnvelopeTerms, LogMapping?)
    case monero(MoneroNetwork)

    /// - Parameter content: recorded content by its hash.
    /// - Throws: `NodeError` `node.unknownNetwork` for a format, a network or keys that nobody knows.
    public init(_ chain: ChainConfiguration, content: (Digest32) throws -> [UInt8]) throws {
        if chain.format.utf8.elementsEqual("envelope".utf8) {
            guard let pins = chain.envelope, let terms = EnvelopeTerms(pins) else {
                throw NodeError(
                    .unknownNetwork, "chain \(chain.id): envelopes without a kind and keys that can be read")
            }
            let mapping = try pins.mapping.map { digest in
                do throws(LoadFailure) {
                    return try LogMappingReader.read(
                        try Self.bytes(digest, content), path: "mapping \(digest)", vocabulary: nil)
                } catch {
                    throw NodeError(.damagedArchive, "chain \(chain.id): \(error)")
                }
            }
            self = .envelope(terms, mapping)
            return
        }
        if chain.format.utf8.elementsEqual("monero".utf8), let network = MoneroNetwork(rawValue: chain.network) {
            self = .monero(network)
            return
        }
        guard let network = BitcoinNetwork.named(chain.network, family: chain.format) else {
            let known = BitcoinNetwork.all.map { "\($0.family) \($0.name)" }.joined(separator: ", ")
            throw NodeError(
                .unknownNetwork,
                "chain \(chain.id): \(chain.format) \(chain.network), expected envelope, monero or one of \(known)")
        }
        self = .bitcoin(network)
    }

    private static func bytes(_ digest: Digest32, _ content: (Digest32) throws -> [UInt8]) throws(LoadFailure)
        -> [UInt8]
    {
        // What cannot be read is read as nothing, which is no mapping and says so.
        (try? content(digest)) ?? []
    }

    /// Decodes a block that was verified when it was recorded.
    public func block(recorded bytes: [UInt8]) throws(DecodeError) -> ChainBlock {
        switch self {
        case .bitcoin(let network): .bitcoin(try DecodedBlock(bytes, network: network))
        case .envelope: .envelope(try EnvelopeBlock(recorded: bytes))
        case .monero: .monero(try MoneroBody(bytes))
        }
    }

    /// A block as the core sees it.
    ///
    /// - Parameter spent: the outputs that a block of Bitcoin's format spends.
    public func content(of block: ChainBlock, spent: SpentOutputs?) throws -> any BlockContent {
        switch (self, block) {
        case (.bitcoin(let network), .bitcoin(let block)): return BitcoinBlock(block, network: network, spent: spent)
        case (.envelope(_, let mapping), .envelope(let block)): return EnvelopeContentEvents(block, mapping: mapping)
        case (.monero, .monero(let body)): return MoneroContent(body)
        default: throw NodeError(.wrongStore, "block \(block.hash) is of another form than its chain")
        }
    }
}

extension EnvelopeTerms {
    /// The terms that a recorded configuration pins; nil when a kind or a key cannot be read, or validators are of
    /// different schemes, repeated, or of weight 0.
    public init?(_ pins: EnvelopeConfiguration) {
        guard let kind = ChainKind(rawValue: pins.kind), EnvelopeStream.isName(pins.chain) else { return nil }
        let publishers = pins.publishers.compactMap { SigningKey($0) }
        guard publishers.count == pins.publishers.count, !publishers.isEmpty else { return nil }
        guard !pins.validators.isEmpty else {
            self.init(kind: kind, chain: pins.chain, genesis: pins.genesis, publishers: publishers, validators: nil)
            return
        }
        guard let validators = Self.validators(pins.validators, kind) else { return nil }
        self.init(
            kind: kind, chain: pins.chain, genesis: pins.genesis, publishers: publishers, validators: validators)
    }

    /// On EVM chains `0x` and an account, elsewhere `SCHEME:HEX`.
    private static func validators(_ pins: [EnvelopeConfiguration.Validator], _ kind: ChainKind) -> ValidatorSet? {
        var scheme: SignatureScheme?
        var members: [ValidatorSet.Member] = []
        for pin in pins {
            if kind == .evm {
                guard pin.key.hasPrefix("0x"), let account = Hex.decode(pin.key.dropFirst(2)), account.count == 20
                else {
                    return nil
                }
                scheme = .secp256k1
                members.append(ValidatorSet.Member(key: account, weight: pin.weight))
            } else {
                guard let key = SigningKey(pin.key), scheme == nil || scheme == key.scheme else { return nil }
                scheme = key.scheme
                members.append(ValidatorSet.Member(key: key.bytes, weight: pin.weight))
            }
        }
        return scheme.flatMap { ValidatorSet($0, members) }
    }
}

extension ObservedFamily {
    /// Id of the chain's first block.
    var genesis: Digest32 {
        switch self {
        case .bitcoin(let network): network.genesis.digest
        case .envelope(let terms): terms.genesis
        case .monero(let network): network.genesis
        }
    }
}
