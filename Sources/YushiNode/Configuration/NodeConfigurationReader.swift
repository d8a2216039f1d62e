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
            rulesSignedBy: signers)
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
        let network = self.network(&mapping)
        let finality = mapping.optional("finalityDepth").flatMap {
            diagnostics.integer($0, "finalityDepth", in: 1...100_000)
        }
        let lateness = mapping.optional("lateness").flatMap { diagnostics.duration($0, "lateness") }
        let suspendAfter = mapping.optional("suspendAfter").flatMap { diagnostics.duration($0, "suspendAfter") }
        let chainOperator = mapping.optional("operator").flatMap { diagnostics.text($0, "operator") }
        let assurance = mapping.optional("assurance").flatMap {
            diagnostics.word($0, "assurance", ChainConfiguration.Assurance.self)
        }
        let anchor = mapping.optional("anchor").flatMap(anchor)
        let sources = mapping.required("sources").flatMap { diagnostics.sequence($0, "sources") } ?? []
        let endpoints = sources.compactMap(endpoint)
        let pollEvery = mapping.optional("pollEvery").flatMap { diagnostics.duration($0, "pollEvery") }
        mapping.finish()
        guard let id, let network else { return nil }
        let defaults = ChainDefaults.configuration(id: id, network: network)
        let core = ChainConfiguration(
            id: id, format: network.family, network: network.name,
            finalityDepth: finality.map { UInt64($0) } ?? defaults.finalityDepth,
            lateness: lateness ?? defaults.lateness, target: defaults.target,
            suspendAfter: suspendAfter ?? defaults.suspendAfter,
            chainOperator: chainOperator.map { .identifier(.internal, $0) } ?? defaults.chainOperator,
            assurance: assurance ?? defaults.assurance, maximumBlockBytes: defaults.maximumBlockBytes)
        var observer = ObserverConfiguration(chain: id, network: network, endpoints: endpoints)
        if let pollEvery { observer.settings.pollInterval = pollEvery }
        return NodeConfiguration.Chain(core: core, observer: observer, anchor: anchor)
    }

    private func chainID(_ node: YAMLNode) -> ChainID? {
        guard let text = diagnostics.text(node, "id") else { return nil }
        if let id = ChainID(text) { return id }
        diagnostics.report(.badName, at: node.location, [text, "a chain", "1 to 32 characters a-z 0-9 . _ -"])
        return nil
    }

    private func network(_ mapping: inout YAMLMapping) -> BitcoinNetwork? {
        let formatNode = mapping.required("format")
        let format = formatNode.flatMap { diagnostics.text($0, "format") }
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
                .notAllowedValue, at: formatNode.location, ["format", format, families.joined(separator: ", ")])
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

    private func endpoint(_ node: YAMLNode) -> ObservedEndpoint? {
        guard var mapping = YAMLMapping(node, "a source", diagnostics) else { return nil }
        let name = mapping.required("name").flatMap { diagnostics.identifier($0, "a source") }
        let entity = mapping.optional("legalEntity").flatMap { diagnostics.text($0, "legalEntity") }
        let subscribe = mapping.optional("subscribe").flatMap { diagnostics.sequence($0, "subscribe") } ?? []
        let feeds = subscribe.compactMap(feed)
        let topics = mapping.optional("topics").flatMap { diagnostics.sequence($0, "topics") } ?? []
        let topicValues = topics.compactMap { diagnostics.word($0, "a topic", FeedTopic.self) }
        let rest = mapping.optional("rest").flatMap(httpAddress)
        let rpc = mapping.optional("rpc").flatMap(rpcAddress)
        mapping.finish()
        guard let name else { return nil }
        return ObservedEndpoint(
            name: name, legalEntity: entity ?? name, feeds: feeds,
            topics: topicValues.isEmpty ? [.rawblock, .hashblock, .sequence] : topicValues,
            backfill: rpc ?? rest.map { .rest($0) })
    }

    private func feed(_ node: YAMLNode) -> ObservedEndpoint.Feed? {
        guard let text = diagnostics.text(node, "an address") else { return nil }
        do {
            return ObservedEndpoint.Feed(try Endpoint(text))
        } catch {
            diagnostics.report(.notAllowedValue, at: node.location, ["address", text, "tcp://HOST:PORT (\(error))"])
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
