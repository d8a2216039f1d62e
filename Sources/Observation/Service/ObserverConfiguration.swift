public import ChainFormats
public import SupervisionModel
public import ZeroMQ

/// One chain to observe, and where.
public struct ObserverConfiguration: Sendable {
    public let chain: ChainID
    public let network: BitcoinNetwork
    public let endpoints: [ObservedEndpoint]
    public var settings: FollowerSettings
    public var limits = BackfillLimits()
    /// Blocks verified at the same time.
    public var verifications = 2
    /// What may wait between an endpoint's socket and the observer; beyond it bodies are dropped, recorded and fetched.
    public var queue: SubscribeConfiguration.QueueLimits

    public init(chain: ChainID, network: BitcoinNetwork, endpoints: [ObservedEndpoint]) {
        self.chain = chain
        self.network = network
        self.endpoints = endpoints
        self.settings = FollowerSettings(spacing: .seconds(Int64(network.targetSpacing)))
        self.limits.maximumBlockBytes = network.maximumBlockBytes
        self.queue = SubscribeConfiguration.QueueLimits()
        self.queue.bytes = 2 * network.maximumBlockBytes
    }
}

/// One participant's way into its chain.
public struct ObservedEndpoint: Sendable {
    /// A publisher's address. Ask participants for one that carries block topics only (CHAINS.md R14).
    public struct Feed: Sendable {
        public let address: Endpoint
        /// Keys where the publisher is a CURVE server.
        public let curve: CurveClientKeys?

        public init(_ address: Endpoint, curve: CurveClientKeys? = nil) {
            self.address = address
            self.curve = curve
        }
    }

    /// Unique in the chain; written into the ledger.
    public let name: String
    /// Who answers for it. Endpoints of different entities that agree make a chain cross-checked.
    public let legalEntity: String
    public let feeds: [Feed]
    public let topics: [FeedTopic]
    public let backfill: BackfillAddress?

    public init(name: String, legalEntity: String, feeds: [Feed], topics: [FeedTopic], backfill: BackfillAddress?) {
        self.name = name
        self.legalEntity = legalEntity
        self.feeds = feeds
        self.topics = topics
        self.backfill = backfill
    }

    var description: SourceDescription {
        SourceDescription(
            name: name, pushes: !feeds.isEmpty, pushesBlocks: !feeds.isEmpty && topics.contains(where: \.carriesBlock),
            answers: backfill != nil)
    }
}
