/// The configuration that shapes conclusions. It is recorded as `config.changed`; the core knows no other (DESIGN.md 4).
public struct CoreConfiguration: Hashable, Sendable {
    public let chains: [ChainConfiguration]
    /// Who may decide about alerts, by name, ascending.
    public let accounts: [Account]
    /// Cost units that one condition may spend on one event before the alert is called inconclusive.
    public let conditionBudget: Int64
    /// Events that one rule keeps for one key; beyond it the alert is inconclusive.
    public let eventsPerKey: Int64

    /// Kubernetes' practice for CEL, about 0.1 s (CEL.md).
    public static let defaultConditionBudget: Int64 = 1_000_000
    public static let defaultEventsPerKey: Int64 = 10_000

    public init(
        chains: [ChainConfiguration], accounts: [Account] = [], conditionBudget: Int64 = defaultConditionBudget,
        eventsPerKey: Int64 = defaultEventsPerKey
    ) {
        self.chains = chains.sorted { $0.id < $1.id }
        self.accounts = accounts.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.conditionBudget = conditionBudget
        self.eventsPerKey = eventsPerKey
    }

    public subscript(chain: ChainID) -> ChainConfiguration? {
        chains.first { $0.id == chain }
    }

    public var json: JSONValue {
        [
            "accounts": .array(accounts.map(\.json)), "chains": .array(chains.map(\.json)),
            "conditionBudget": .integer(conditionBudget),
            "eventsPerKey": .integer(eventsPerKey), "v": 1,
        ]
    }

    public init(json: JSONValue) throws(JSONReadError) {
        let reader = JSONReader(json)
        var chains: [ChainConfiguration] = []
        for chain in try reader.array("chains") { chains.append(try ChainConfiguration(chain)) }
        var accounts: [Account] = []
        for account in try reader.array("accounts") { accounts.append(try Account(account)) }
        self.init(
            chains: chains, accounts: accounts, conditionBudget: try reader.integer("conditionBudget"),
            eventsPerKey: try reader.integer("eventsPerKey"))
    }
}

/// What the core knows of one chain: never where its nodes are, only what its blocks mean.
public struct ChainConfiguration: Hashable, Sendable {
    /// How far the word of a chain goes (DESIGN.md section 5), weakest first.
    public enum Assurance: String, Hashable, Sendable, CaseIterable {
        case attested
        case quorum
        case crossChecked = "cross-checked"
    }

    public let id: ChainID
    /// `bitcoin`, `bsv`, `litecoin`, `monero` or `envelope`.
    public let format: String
    /// `main`, `test` or `regtest`; for BSV `bsv-main`, `bsv-test`, `bsv-regtest`; of envelopes the kind of chain.
    public let network: String
    /// Blocks on top of a block, itself included, that make it final: 6 means five successors.
    public let finalityDepth: UInt64
    /// How far rule times may arrive out of order across chains.
    public let lateness: Interval
    /// Target spacing of blocks.
    public let target: Interval
    /// How long a chain may lag behind the node's clock before it is suspended.
    public let suspendAfter: Interval
    /// Who answers for the chain; its score is kept under this reference.
    public let chainOperator: EntityRef
    public let assurance: Assurance
    /// Larger blocks are handled by hash and back-fill only.
    public let maximumBlockBytes: Int64
    /// What envelopes of the chain must be like; nil for chains observed in another form.
    public let envelope: EnvelopeConfiguration?

    public static let defaultMaximumBlockBytes: Int64 = 32 * 1024 * 1024

    public init(
        id: ChainID, format: String, network: String, finalityDepth: UInt64, lateness: Interval, target: Interval,
        suspendAfter: Interval, chainOperator: EntityRef, assurance: Assurance,
        maximumBlockBytes: Int64 = defaultMaximumBlockBytes, envelope: EnvelopeConfiguration? = nil
    ) {
        self.id = id
        self.format = format
        self.network = network
        self.finalityDepth = finalityDepth
        self.lateness = lateness
        self.target = target
        self.suspendAfter = suspendAfter
        self.chainOperator = chainOperator
        self.assurance = assurance
        self.maximumBlockBytes = maximumBlockBytes
        self.envelope = envelope
    }

    var json: JSONValue {
        var object: JSONObject = [
            "assurance": .string(assurance.rawValue), "finalityDepth": JSONValue(finalityDepth),
            "format": .string(format), "id": .string(id.text), "lateness": .integer(lateness.milliseconds),
            "maximumBlockBytes": .integer(maximumBlockBytes), "network": .string(network),
            "operator": .string(Hex.encode(chainOperator.canonicalBytes)),
            "suspendAfter": .integer(suspendAfter.milliseconds), "target": .integer(target.milliseconds),
        ]
        if let envelope { object.set("envelope", to: envelope.json) }
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONReadError) {
        let operatorText = try reader.string("operator")
        guard let bytes = Hex.decode(operatorText), let chainOperator = EntityRef(canonicalBytes: bytes) else {
            throw try reader.member("operator").invalid(expected: "canonical bytes of a reference", found: operatorText)
        }
        let assuranceText = try reader.string("assurance")
        guard let assurance = Assurance(rawValue: assuranceText) else {
            throw try reader.member("assurance").invalid(
                expected: Assurance.allCases.map(\.rawValue).joined(separator: ", "), found: assuranceText)
        }
        self.init(
            id: try reader.chain("id"), format: try reader.string("format"), network: try reader.string("network"),
            finalityDepth: UInt64(try reader.integer("finalityDepth", in: 1...1_000_000)),
            lateness: Interval(milliseconds: try reader.integer("lateness")),
            target: Interval(milliseconds: try reader.integer("target")),
            suspendAfter: Interval(milliseconds: try reader.integer("suspendAfter")),
            chainOperator: chainOperator, assurance: assurance,
            maximumBlockBytes: try reader.integer("maximumBlockBytes"),
            envelope: try reader.optional("envelope").map(EnvelopeConfiguration.init))
    }
}
