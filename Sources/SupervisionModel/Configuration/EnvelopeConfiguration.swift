/// What envelopes of a chain must be like (the supervision protocol): keys are pinned here, so that each has an author and
/// an approver, and a mapping by its hash.
public struct EnvelopeConfiguration: Hashable, Sendable {
    /// Who may sign blocks, and how much that counts.
    public struct Validator: Hashable, Sendable {
        /// `SCHEME:HEX`.
        public let key: String
        public let weight: UInt64

        public init(key: String, weight: UInt64) {
            self.key = key
            self.weight = weight
        }
    }

    /// `native`, `evm` or `fisco`.
    public let kind: String
    /// The chain by its own name.
    public let chain: String
    public let genesis: Digest32
    /// `SCHEME:HEX` of those who may publish.
    public let publishers: [String]
    /// Empty: nobody signs blocks, the publisher attests.
    public let validators: [Validator]
    /// SHA-256 of the mapping of logs, in the content store; nil: none.
    public let mapping: Digest32?

    public init(
        kind: String, chain: String, genesis: Digest32, publishers: [String], validators: [Validator],
        mapping: Digest32?
    ) {
        self.kind = kind
        self.chain = chain
        self.genesis = genesis
        self.publishers = publishers
        self.validators = validators
        self.mapping = mapping
    }

    var json: JSONValue {
        var object: JSONObject = [
            "chain": .string(chain), "genesis": .string(genesis.hex), "kind": .string(kind),
            "publishers": .array(publishers.map { .string($0) }),
            "validators": .array(validators.map { ["key": .string($0.key), "weight": JSONValue($0.weight)] }),
        ]
        if let mapping { object.set("mapping", to: .string(mapping.hex)) }
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONReadError) {
        var publishers: [String] = []
        for publisher in try reader.array("publishers") { publishers.append(try publisher.asString()) }
        var validators: [Validator] = []
        for validator in try reader.array("validators") {
            validators.append(
                Validator(key: try validator.string("key"), weight: try validator.unsigned("weight")))
        }
        self.init(
            kind: try reader.string("kind"), chain: try reader.string("chain"), genesis: try reader.digest("genesis"),
            publishers: publishers, validators: validators,
            mapping: try reader.optional("mapping").map { reader throws(JSONReadError) in try reader.asDigest() })
    }
}
