public import Observation
public import RulePacks
public import SupervisionModel
public import TransparencyLog

/// What `yushi.yaml` says: where the chains are, and what shapes conclusions.
///
/// The second part becomes a `CoreConfiguration` and is recorded; the first never reaches the core.
public struct NodeConfiguration: Sendable {
    /// One chain to observe.
    public struct Chain: Sendable {
        public let core: ChainConfiguration
        public let observer: ObserverConfiguration
        /// Where observation starts; `nil` for after the genesis block.
        public let anchor: Anchor?

        public init(core: ChainConfiguration, observer: ObserverConfiguration, anchor: Anchor?) {
            self.core = core
            self.observer = observer
            self.anchor = anchor
        }
    }

    /// The block after which observation starts, pinned out of band by two people.
    public struct Anchor: Hashable, Sendable {
        public let height: UInt64
        public let hash: Digest32
        public let approvers: [String]
    }

    /// A list file beside those of the pack.
    public struct List: Hashable, Sendable {
        public let id: String
        public let file: String
    }

    /// A file that says what logs of contracts mean.
    public struct Mapping: Hashable, Sendable {
        public let path: String
        public let bytes: [UInt8]

        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// Checks the mappings against the words of a rule pack.
    ///
    /// - Throws: `LoadFailure` with every type and field that the pack does not know.
    public func checkMappings(_ vocabulary: Vocabulary) throws(LoadFailure) {
        for mapping in mappings {
            _ = try LogMappingReader.read(mapping.bytes, path: mapping.path, vocabulary: vocabulary)
        }
    }

    /// The ledger's identity (C2SP tlog-checkpoint).
    public let origin: String
    /// Directory of the store.
    public let store: String
    /// Folder of the rule pack; `nil` for the one that comes with the program.
    public let rules: String?
    public let lists: [List]
    public let pools: String?
    /// Who wrote the configuration and who approved it; two persons.
    public let author: String
    public let approver: String
    public let chains: [Chain]
    /// Keys whose signatures on rule packs count; `nil` where packs need not be signed.
    public let rulesSignedBy: [VerifierKey]?

    /// What packs are checked against when they are loaded; `nil` where they need not be signed.
    public var rulesTrust: PackTrust? { rulesSignedBy.map { PackTrust(keys: $0) } }

    /// Mappings of logs that the chains name by their hash.
    public let mappings: [Mapping]

    /// Whose cosignatures the ledger's heads need (C2SP tlog-policy); witnesses with an address are asked for them.
    public let policy: TrustPolicy?

    /// Where the public ledger is served; `nil` for nowhere.
    public let listen: (host: String, port: Int)?

    public init(
        origin: String, store: String, rules: String?, lists: [List], pools: String?, author: String,
        approver: String, chains: [Chain], mappings: [Mapping] = [], rulesSignedBy: [VerifierKey]? = nil,
        policy: TrustPolicy? = nil,
        listen: (host: String, port: Int)? = nil
    ) {
        self.listen = listen
        self.policy = policy
        self.origin = origin
        self.store = store
        self.rules = rules
        self.lists = lists
        self.pools = pools
        self.author = author
        self.approver = approver
        self.chains = chains
        self.rulesSignedBy = rulesSignedBy
        self.mappings = mappings
    }
}
