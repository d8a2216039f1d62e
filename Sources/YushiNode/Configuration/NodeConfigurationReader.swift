import ChainCrypto
import ChainFormats
import Observation
import RuleEngine
public import RulePacks
import SupervisionModel
import TransparencyLog
import ZeroMQ

/// Reads `yushi.yaml`: strict, everything wrong at once, with places and suggestions.
public struct NodeConfigurationReader {
    private let diagnostics = Diagnostics()
    private let mappings = Mappings()
    /// Relative paths in the file are relative to it.
    private let folder: String

    /// - Throws: `LoadFailure` with every problem.
    public static func read(_ bytes: [UInt8], path: String) throws(LoadFailure) -> NodeConfiguration {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let reader = NodeConfigurationReader(folder: folder)
        guard let file = SourceFile.decode(bytes, path: path, into: reader.diagnostics),
            let root = YAMLDocument.read(file, into: reader.diagnostics),
            var mapping = YAMLMapping(root, "the configuration", reader.diagnostics)
        else { throw LoadFailure(reader.diagnostics.errors) }
        let configuration = reader.read(&mapping)
        try reader.diagnostics.failIfAny()
        guard let configuration else { throw LoadFailure(reader.diagnostics.errors) }
        return configuration
    }

    private init(folder: String) {
        self.folder = folder
    }

    private func read(_ mapping: inout YAMLMapping) -> NodeConfiguration? {
        let origin = mapping.required("origin").flatMap { diagnostics.text($0, "origin") }
        let store = mapping.required("store").flatMap { diagnostics.text($0, "store") }
        let rules = mapping.optional("rules").flatMap { diagnostics.text($0, "rules") }
        let pools = mapping.optional("pools").flatMap { diagnostics.text($0, "pools") }
        let author = mapping.required("author").flatMap { diagnostics.text($0, "author") }
        let approverNode = mapping.required("approver")
        let approver = approverNode.flatMap { diagnostics.text($0, "approver") }
        let lists = mapping.optional("lists").flatMap { diagnostics.sequence($0, "lists") } ?? []
        let listValues = lists.compactMap(list)
        let signers = mapping.optional("rulesSignedBy").flatMap(signers)
        let policy = mapping.optional("policy").flatMap(policy)
        let listen = mapping.optional("listen").flatMap(listen)
        let chains = mapping.required("chains").flatMap { diagnostics.sequence($0, "chains") } ?? []
        let chainValues = chains.compactMap(chain)
        mapping.finish()
        if let author, let approver, author == approver, let approverNode {
            diagnostics.report(
                .notAllowedValue, at: approverNode.location, ["approver", approver, "another person than the author"])
        }
        for (index, chain) in chainValues.enumerated()
        where chainValues.prefix(index).contains(where: { $0.core.id == chain.core.id }) {
            diagnostics.report(.duplicateID, at: chains[index].location, ["the chain", chain.core.id.text, "above"])
        }
        guard let origin, let store, let author, let approver else { return nil }
        return NodeConfiguration(
            origin: origin, store: resolve(store), rules: rules.map(resolve), lists: listValues,
            pools: pools.map(resolve), author: author, approver: approver, chains: chainValues,
            mappings: mappings.read, rulesSignedBy: signers, policy: policy, listen: listen)
    }

    /// `127.0.0.1:8080` or `[::1]:8080`.
    private func listen(_ node: YAMLNode) -> (host: String, port: Int)? {
        guard let text = diagnostics.text(node, "listen") else { return nil }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon > text.startIndex
        else {
            diagnostics.report(.wrongType, at: node.location, ["listen", "an address such as 127.0.0.1:8080", text])
            return nil
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        return (host, port)
    }

    /// A file of C2SP tlog-policy: who must cosign.
    private func policy(_ node: YAMLNode) -> TrustPolicy? {
        guard let name = diagnostics.text(node, "policy") else { return nil }
        let path = resolve(name)
        guard let bytes = SmallFile.read(path, limit: 1 << 20) else {
            diagnostics.report(.unreadable, at: node.location, [path])
            return nil
        }
        do {
            return try TrustPolicy(parsing: bytes)
        } catch {
            diagnostics.report(.wrongType, at: node.location, ["policy", "a trust policy", "\(path): \(error)"])
            return nil
        }
    }

    /// An author and an approver sign, so that fewer than two keys would refuse every pack.
    private func signers(_ node: YAMLNode) -> [VerifierKey]? {
        guard let elements = diagnostics.sequence(node, "rulesSignedBy") else { return nil }
        let keys = elements.compactMap { PackKeyText.read($0, "rulesSignedBy", diagnostics) }
        if keys.count == elements.count, keys.count < 2 {
            diagnostics.report(
                .notAllowedValue, at: node.location, ["rulesSignedBy", "\(keys.count)", "two or more keys"])
        }
        return keys
    }

    private func resolve(_ path: String) -> String { path.hasPrefix("/") ? path : folder + "/" + path }

    private func list(_ node: YAMLNode) -> NodeConfiguration.List? {
        guard var mapping = YAMLMapping(node, "a list", diagnostics) else { return nil }
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "a list") }
        let file = mapping.required("file").flatMap { diagnostics.text($0, "file") }
        mapping.finish()
        guard let id, let file else { return nil }
        return NodeConfiguration.List(id: id, file: resolve(file))
    }

    // MARK: Chains

    private func chain(_ node: YAMLNode) -> NodeConfiguration.Chain? {
        guard var mapping = YAMLMapping(node, "a chain", diagnostics) else { return nil }
        let id = mapping.required("id").flatMap(chainID)
        let formatNode = mapping.required("format")
        let format = formatNode.flatMap { diagnostics.text($0, "format") }
        let finality = mapping.optional("finalityDepth").flatMap {
            diagnostics.integer($0, "finalityDepth", in: 1...100_000)
        }
        let lateness = mapping.optional("lateness").flatMap { diagnostics.duration($0, "lateness") }
        let suspendAfter = mapping.optional("suspendAfter").flatMap { diagnostics.duration($0, "suspendAfter") }
        let target = mapping.optional("target").flatMap { diagnostics.duration($0, "target") }
        let chainOperator = mapping.optional("operator").flatMap { diagnostics.text($0, "operator") }
        let assurance = mapping.optional("assurance").flatMap {
            diagnostics.word($0, "assurance", ChainConfiguration.Assurance.self)
        }
        let anchor = mapping.optional("anchor").flatMap(anchor)
        let sources = mapping.required("sources").flatMap { diagnostics.sequence($0, "sources") } ?? []
        let pollEvery = mapping.optional("pollEvery").flatMap { diagnostics.duration($0, "pollEvery") }
        let reading = id.map {
            ChainReading(
                id: $0, finality: finality.map { UInt64($0) }, lateness: lateness, suspendAfter: suspendAfter,
                target: target, chainOperator: chainOperator, assurance: assurance)
        }
        var result: (core: ChainConfiguration, observer: ObserverConfiguration)?
        switch format {
        case "envelope": result = envelopeChain(&mapping, reading, sources)
        case "monero": result = moneroChain(&mapping, reading, sources)
        default: result = bitcoinChain(&mapping, reading, sources, format, formatNode)
        }
        mapping.finish()
        guard var result else { return nil }
        if let pollEvery { result.observer.settings.pollInterval = pollEvery }
        return NodeConfiguration.Chain(core: result.core, observer: result.observer, anchor: anchor)
    }

    private func bitcoinChain(
        _ mapping: inout YAMLMapping, _ reading: ChainReading?, _ sources: [YAMLNode], _ format: String?,
        _ formatNode: YAMLNode?
    ) -> (ChainConfiguration, ObserverConfiguration)? {
        let network = network(&mapping, format, formatNode)
        let endpoints = sources.compactMap { endpoint($0, .bitcoin) }
        guard let network, let reading else { return nil }
        let defaults = ChainDefaults.configuration(id: reading.id, network: network)
        let core = reading.configuration(
            format: network.family, network: network.name, finality: defaults.finalityDepth,
            lateness: defaults.lateness, target: defaults.target, assurance: defaults.assurance,
            maximumBlockBytes: network.maximumBlockBytes)
        return (core, ObserverConfiguration(chain: reading.id, network: network, endpoints: endpoints))
    }

    private func moneroChain(
        _ mapping: inout YAMLMapping, _ reading: ChainReading?, _ sources: [YAMLNode]
    ) -> (ChainConfiguration, ObserverConfiguration)? {
        let network =
            mapping.optional("network").map { diagnostics.word($0, "network", MoneroNetwork.self) } ?? .some(.main)
        let endpoints = sources.compactMap { endpoint($0, .monero) }
        guard let network, let reading else { return nil }
        let spacing = Interval.seconds(MoneroNetwork.targetSpacing)
        let core = reading.configuration(
            format: "monero", network: network.rawValue, finality: ChainDefaults.moneroFinalityDepth,
            lateness: .hours(2), target: spacing, assurance: .attested, maximumBlockBytes: MoneroBody.greatestByteCount)
        return (
            core,
            ObserverConfiguration(
                chain: reading.id, family: .monero(network), endpoints: endpoints, spacing: core.target,
                maximumBlockBytes: MoneroBody.greatestByteCount)
        )
    }

    // MARK: Envelopes

    private func envelopeChain(
        _ mapping: inout YAMLMapping, _ reading: ChainReading?, _ sources: [YAMLNode]
    ) -> (ChainConfiguration, ObserverConfiguration)? {
        let kind = mapping.required("kind").flatMap { diagnostics.word($0, "kind", ChainKind.self) }
        let name = mapping.optional("chain").flatMap { diagnostics.text($0, "chain") } ?? reading?.id.text
        let genesis = mapping.required("genesis").flatMap(digest)
        let publishersNode = mapping.required("publishers")
        let publishers = publishersNode.flatMap { diagnostics.texts($0, "publishers") } ?? []
        let validatorsNode = mapping.required("validators")
        let validators = validatorsNode.flatMap(validators)
        let logs = mapping.optional("mapping").flatMap { diagnostics.text($0, "mapping") }.flatMap(logMapping)
        let endpoints = sources.compactMap { endpoint($0, .envelope) }
        if let publishersNode {
            for publisher in publishers where SigningKey(publisher)?.scheme.canPublish != true {
                diagnostics.report(
                    .notAllowedValue, at: publishersNode.location,
                    ["a publisher", publisher, "ed25519:HEX of 32 bytes or sm2:HEX of 64 bytes"])
            }
        }
        guard let kind, let name, let genesis, let validators, let reading, let validatorsNode, let publishersNode
        else {
            return nil
        }
        let pins = EnvelopeConfiguration(
            kind: kind.rawValue, chain: name, genesis: genesis, publishers: publishers, validators: validators,
            mapping: logs)
        guard let terms = EnvelopeTerms(pins) else {
            guard publishers.allSatisfy({ SigningKey($0) != nil }), !publishers.isEmpty else {
                if publishers.isEmpty {
                    diagnostics.report(
                        .notAllowedValue, at: publishersNode.location, ["publishers", "[]", "at least one key"])
                }
                return nil
            }
            diagnostics.report(
                .notAllowedValue, at: validatorsNode.location,
                [
                    "validators", "\(validators.count) keys",
                    kind == .evm
                        ? "accounts 0x…, each once, of weight 1 or more"
                        : "SCHEME:HEX of one scheme, each once, of weight 1 or more",
                ])
            return nil
        }
        let isSigned = terms.validators != nil
        let core = reading.configuration(
            format: "envelope", network: kind.rawValue,
            finality: isSigned ? 1 : ChainDefaults.attestedFinalityDepth, lateness: .minutes(5),
            target: ChainDefaults.envelopeTarget, assurance: isSigned ? .quorum : .attested,
            maximumBlockBytes: ChainDefaults.envelopeBytes, envelope: pins)
        return (
            core,
            ObserverConfiguration(
                chain: reading.id, family: .envelope(terms), endpoints: endpoints, spacing: core.target,
                maximumBlockBytes: ChainDefaults.envelopeBytes)
        )
    }

    /// `none`, keys, or `{ key, weight }`.
    private func validators(_ node: YAMLNode) -> [EnvelopeConfiguration.Validator]? {
        if let text = diagnostics.plainWord(node), text.utf8.elementsEqual("none".utf8) { return [] }
        guard let nodes = diagnostics.sequence(node, "validators") else { return nil }
        var validators: [EnvelopeConfiguration.Validator] = []
        for node in nodes {
            if diagnostics.plainWord(node) != nil {
                guard let key = diagnostics.text(node, "a validator") else { return nil }
                validators.append(EnvelopeConfiguration.Validator(key: key, weight: 1))
                continue
            }
            guard var mapping = YAMLMapping(node, "a validator", diagnostics) else { return nil }
            let key = mapping.required("key").flatMap { diagnostics.text($0, "key") }
            let weight =
                mapping.optional("weight").map { diagnostics.integer($0, "weight", in: 1...1_000_000_000) } ?? 1
            mapping.finish()
            guard let key, let weight else { return nil }
            validators.append(EnvelopeConfiguration.Validator(key: key, weight: UInt64(weight)))
        }
        return validators
    }

    /// Reads a mapping file, and keeps its bytes for the record.
    private func logMapping(_ path: String) -> Digest32? {
        let path = resolve(path)
        guard let bytes = SmallFile.read(path, limit: 1 << 20) else {
            diagnostics.report(
                .unreadable, at: SourceLocation(file: path, line: 1, column: 1), [path, "it cannot be read"])
            return nil
        }
        do throws(LoadFailure) {
            _ = try LogMappingReader.read(bytes, path: path, vocabulary: nil)
        } catch {
            for error in error.errors { diagnostics.report(error) }
            return nil
        }
        mappings.read.append(NodeConfiguration.Mapping(path: path, bytes: bytes))
        return Digest32(SHA256.hash(bytes).bytes)
    }

    private func digest(_ node: YAMLNode) -> Digest32? {
        guard let text = diagnostics.text(node, "a hash") else { return nil }
        if let digest = Digest32(hex: text) { return digest }
        diagnostics.report(.notAllowedValue, at: node.location, ["a hash", text, "64 hexadecimal digits"])
        return nil
    }

    private func chainID(_ node: YAMLNode) -> ChainID? {
        guard let text = diagnostics.text(node, "id") else { return nil }
        if let id = ChainID(text) { return id }
        diagnostics.report(.badName, at: node.location, [text, "a chain", "1 to 32 characters a-z 0-9 . _ -"])
        return nil
    }

    private func network(
        _ mapping: inout YAMLMapping, _ format: String?, _ formatNode: YAMLNode?
    ) -> BitcoinNetwork? {
        let nameNode = mapping.optional("network")
        let name = nameNode.flatMap { diagnostics.text($0, "network") } ?? "main"
        guard let format, let formatNode else { return nil }
        if let network = BitcoinNetwork.named(name, family: format) { return network }
        let families = Set(BitcoinNetwork.all.map(\.family)).sorted()
        if families.contains(format) {
            let names = BitcoinNetwork.all.filter { $0.family == format }.map(\.name).joined(separator: ", ")
            diagnostics.report(
                .notAllowedValue, at: nameNode?.location ?? formatNode.location, ["network", name, names])
        } else {
            diagnostics.report(
                .notAllowedValue, at: formatNode.location,
                ["format", format, (families + ["envelope", "monero"]).joined(separator: ", ")])
        }
        return nil
    }

    private func anchor(_ node: YAMLNode) -> NodeConfiguration.Anchor? {
        guard var mapping = YAMLMapping(node, "anchor", diagnostics) else { return nil }
        let height = mapping.required("height").flatMap { diagnostics.integer($0, "height", in: 0...Int64(UInt32.max)) }
        let hashNode = mapping.required("hash")
        let hash = hashNode.flatMap { diagnostics.text($0, "hash") }
        let approversNode = mapping.required("approvers")
        let approvers = approversNode.flatMap { diagnostics.texts($0, "approvers") } ?? []
        mapping.finish()
        if let approversNode, Set(approvers).count < 2 {
            diagnostics.report(
                .notAllowedValue, at: approversNode.location, ["approvers", "\(approvers.count)", "two persons"])
        }
        guard let height, let hash, let hashNode else { return nil }
        guard let digest = Digest32(hex: hash) else {
            diagnostics.report(.notAllowedValue, at: hashNode.location, ["hash", hash, "64 hexadecimal digits"])
            return nil
        }
        return NodeConfiguration.Anchor(height: UInt64(height), hash: digest, approvers: approvers)
    }

    // MARK: Sources

    /// In which form a source is observed.
    private enum Form { case bitcoin, envelope, monero }

    private func endpoint(_ node: YAMLNode, _ form: Form) -> ObservedEndpoint? {
        guard var mapping = YAMLMapping(node, "a source", diagnostics) else { return nil }
        let name = mapping.required("name").flatMap { diagnostics.identifier($0, "a source") }
        let entity = mapping.optional("legalEntity").flatMap { diagnostics.text($0, "legalEntity") }
        let curve = mapping.optional("curve").flatMap(curve)
        let subscribe = mapping.optional("subscribe").flatMap { diagnostics.sequence($0, "subscribe") } ?? []
        let feeds = subscribe.compactMap { feed($0, curve) }
        var topics: [FeedTopic] = []
        var backfill: BackfillAddress?
        switch form {
        case .bitcoin:
            let given = mapping.optional("topics").flatMap { diagnostics.sequence($0, "topics") } ?? []
            topics = given.compactMap { diagnostics.word($0, "a topic", FeedTopic.self) }
            if topics.isEmpty { topics = [.rawblock, .hashblock, .sequence] }
            let rest = mapping.optional("rest").flatMap(httpAddress)
            let rpc = mapping.optional("rpc").flatMap(rpcAddress)
            backfill = rpc ?? rest.map { .rest($0) }
        case .envelope: backfill = mapping.optional("backfill").flatMap(httpAddress).map { .supervision($0) }
        case .monero: backfill = mapping.required("rpc").flatMap(httpAddress).map { .monero($0) }
        }
        mapping.finish()
        guard let name else { return nil }
        return ObservedEndpoint(
            name: name, legalEntity: entity ?? name, feeds: feeds, topics: topics, backfill: backfill)
    }

    private func feed(_ node: YAMLNode, _ curve: CurveClientKeys?) -> ObservedEndpoint.Feed? {
        guard let text = diagnostics.text(node, "an address") else { return nil }
        do {
            return ObservedEndpoint.Feed(try Endpoint(text), curve: curve)
        } catch {
            diagnostics.report(.notAllowedValue, at: node.location, ["address", text, "tcp://HOST:PORT (\(error))"])
            return nil
        }
    }

    /// `{ server: Z85, secretFile: FILE }`: the publisher's public key, and the file with the node's own secret; without one
    /// a key is made for this run, which is enough where the publisher admits everybody who knows its key.
    private func curve(_ node: YAMLNode) -> CurveClientKeys? {
        guard var mapping = YAMLMapping(node, "curve", diagnostics) else { return nil }
        let serverNode = mapping.required("server")
        let server = serverNode.flatMap { diagnostics.text($0, "server") }
        let secretNode = mapping.optional("secretFile")
        let secretFile = secretNode.flatMap { diagnostics.text($0, "secretFile") }.map(resolve)
        mapping.finish()
        guard let server, let serverNode else { return nil }
        do throws(ZeroMQError) {
            let own: CurveKeyPair
            if let secretFile {
                let text = SmallFile.read(secretFile, limit: 4_096).map { bytes in
                    String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
                }
                own = try CurveKeyPair(secretKey: try CurveSecretKey(z85: text ?? ""))
            } else {
                own = try CurveKeyPair.generate()
            }
            return CurveClientKeys(serverKey: try CurvePublicKey(z85: server), own: own)
        } catch {
            diagnostics.report(
                .notAllowedValue, at: serverNode.location,
                ["curve", server, "a key of 40 characters of Z85, and a readable file with the own one (\(error))"])
            return nil
        }
    }

    private func httpAddress(_ node: YAMLNode) -> String? {
        guard let text = diagnostics.text(node, "an address") else { return nil }
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return text }
        diagnostics.report(.notAllowedValue, at: node.location, ["address", text, "http://HOST:PORT"])
        return nil
    }

    private func rpcAddress(_ node: YAMLNode) -> BackfillAddress? {
        guard var mapping = YAMLMapping(node, "rpc", diagnostics) else { return nil }
        let url = mapping.required("url").flatMap(httpAddress)
        let user = mapping.required("user").flatMap { diagnostics.text($0, "user") }
        let password = mapping.required("password").flatMap { diagnostics.text($0, "password") }
        mapping.finish()
        guard let url, let user, let password else { return nil }
        return .rpc(url, user: user, password: password)
    }
}

/// Mapping files read on the way.
private final class Mappings {
    var read: [NodeConfiguration.Mapping] = []
}

extension SignatureScheme {
    /// Whether envelopes may be signed so.
    fileprivate var canPublish: Bool { self == .ed25519 || self == .sm2 }
}
