public import ChainFormats
public import SupervisionModel
public import ZeroMQ

/// One chain to observe, and where.
public struct ObserverConfiguration: Sendable {
    public let chain: ChainID
    public let family: ObservedFamily
    public let endpoints: [ObservedEndpoint]
    public var settings: FollowerSettings
    public var limits = BackfillLimits()
    /// Blocks verified at the same time.
    public var verifications = 2
    /// What may wait between an endpoint's socket and the observer; beyond it bodies are dropped, recorded and fetched.
    public var queue: SubscribeConfiguration.QueueLimits

    /// A chain of Bitcoin's format.
    public init(chain: ChainID, network: BitcoinNetwork, endpoints: [ObservedEndpoint]) {
        self.init(
            chain: chain, family: .bitcoin(network), endpoints: endpoints,
            spacing: .seconds(Int64(network.targetSpacing)), maximumBlockBytes: network.maximumBlockBytes)
    }

    /// - Parameters:
    ///   - spacing: target between two blocks.
    ///   - maximumBlockBytes: larger blocks are refused.
    public init(
        chain: ChainID, family: ObservedFamily, endpoints: [ObservedEndpoint], spacing: Interval,
        maximumBlockBytes: Int
    ) {
        self.chain = chain
        self.family = family
        self.endpoints = endpoints
        self.settings = FollowerSettings(spacing: spacing)
        self.limits.maximumBlockBytes = maximumBlockBytes
        self.queue = SubscribeConfiguration.QueueLimits()
        self.queue.bytes = 2 * maximumBlockBytes
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
    /// Of Bitcoin's family; the others have topics of their own.
    public let topics: [FeedTopic]
    public let backfill: BackfillAddress?

    public init(name: String, legalEntity: String, feeds: [Feed], topics: [FeedTopic] = [], backfill: BackfillAddress?)
    {
        self.name = name
        self.legalEntity = legalEntity
        self.feeds = feeds
        self.topics = topics
        self.backfill = backfill
    }

    func description(in family: ObservedFamily) -> SourceDescription {
        let pushesBlocks =
            switch family {
            case .bitcoin: topics.contains(where: \.carriesBlock)
            case .envelope: true
            case .monero: false
            }
        return SourceDescription(
            name: name, pushes: !feeds.isEmpty, pushesBlocks: !feeds.isEmpty && pushesBlocks, answers: backfill != nil)
    }
}
