/// All that the core ever learns (DESIGN.md section 4). One input is one record of the ledger.
public enum Input: Hashable, Sendable {
    case engineActivated(EngineActivation)
    case configChanged(ConfigChange)
    case packActivated(ContentActivation)
    case listUpdated(ContentActivation)
    case modelActivated(ContentActivation)
    case chainAnchored(ChainAnchor)
    case blockConnected(BlockConnection)
    case blockDisconnected(BlockDisconnection)
    case feedAlive(FeedAlive)
    case feedGap(FeedGap)
    case feedRecovered(FeedRecovery)
    case feedSilence(FeedSilence)
    case feedDiverged(FeedDivergence)
    case feedRejected(FeedRejection)
    case chainSuspended(ChainID)
    case chainResumed(ChainID)
    case clockTick
    case clockSuspect(ClockSuspicion)
    case dayClosed(Day)
    case caseDecision(CaseDecision)

    /// Whether the record shows the input or only a commitment to it. Fixed per type: whatever concerns a person, a
    /// case or a submission is sealed; facts of chains, feeds, packs and configuration are public (LEDGER.md D1).
    public var isSealed: Bool {
        if case .caseDecision = self { return true }
        return false
    }
}

/// A release takes over the evaluation: from here on results follow its semantics.
public struct EngineActivation: Hashable, Sendable {
    /// Rises whenever a derived byte could change.
    public let semantics: Int64
    public let release: String
    /// SHA-256 of what the engine before had published (`CarriedState`), in the content store; `nil` for the first
    /// engine of a ledger, and for a release of the same semantics.
    public let carried: Digest32?

    public init(semantics: Int64, release: String, carried: Digest32? = nil) {
        self.semantics = semantics
        self.release = release
        self.carried = carried
    }
}

/// The recorded configuration of the core is another one now. Its bytes are in the content store.
public struct ConfigChange: Hashable, Sendable {
    /// SHA-256 of the canonical JSON of `CoreConfiguration`.
    public let config: Digest32
    public let author: String
    public let approver: String

    public init(config: Digest32, author: String, approver: String) {
        self.config = config
        self.author = author
        self.approver = approver
    }
}

/// A rule pack, a list or a scoring model comes into force. Its bytes are in the content store.
public struct ContentActivation: Hashable, Sendable {
    public let id: String
    public let version: String
    /// SHA-256 of the content.
    public let content: Digest32

    public init(id: String, version: String, content: Digest32) {
        self.id = id
        self.version = version
        self.content = content
    }
}

/// Where the observation of a chain starts: pinned out of band and approved (DESIGN.md section 5).
public struct ChainAnchor: Hashable, Sendable {
    public let chain: ChainID
    public let height: UInt64
    /// The block *before* the first one that is observed; all zero when that one is the genesis block.
    public let hash: Digest32
    /// Cumulative work up to and including `hash`, big-endian hexadecimal without leading zeros, "0" when not known.
    public let work: String
    /// Header times of up to the last 11 blocks up to and including `hash`, oldest first, in seconds.
    public let times: [UInt32]
    public let approvers: [String]

    public init(
        chain: ChainID, height: UInt64, hash: Digest32, work: String, times: [UInt32], approvers: [String]
    ) {
        self.chain = chain
        self.height = height
        self.hash = hash
        self.work = work
        self.times = times
        self.approvers = approvers
    }
}

/// A verified block extends the best chain.
public struct BlockConnection: Hashable, Sendable {
    /// How the block reached the node.
    public enum Arrival: String, Hashable, Sendable {
        case push
        case backfill
        case `import`
    }

    public let chain: ChainID
    public let height: UInt64
    public let hash: Digest32
    /// SHA-256 of the raw block in the archive.
    public let bytes: Digest32
    /// SHA-256 of the block's spent-output record in the archive: what each input spent, as far as the node has seen it.
    public let spent: Digest32
    public let arrival: Arrival

    public init(
        chain: ChainID, height: UInt64, hash: Digest32, bytes: Digest32, spent: Digest32, arrival: Arrival
    ) {
        self.chain = chain
        self.height = height
        self.hash = hash
        self.bytes = bytes
        self.spent = spent
        self.arrival = arrival
    }
}

/// The tip leaves the best chain: in a reorganisation newest first, down to the fork.
public struct BlockDisconnection: Hashable, Sendable {
    public let chain: ChainID
    public let height: UInt64
    public let hash: Digest32
    /// Height of the last block that both branches share.
    public let fork: UInt64
    /// Tip of the branch that takes over; the fork itself in a retreat.
    public let successor: Digest32

    public init(chain: ChainID, height: UInt64, hash: Digest32, fork: UInt64, successor: Digest32) {
        self.chain = chain
        self.height = height
        self.hash = hash
        self.fork = fork
        self.successor = successor
    }
}
