internal import ChainFormats
internal import SupervisionModel

/// What a node must know of a chain in envelopes before it observes it.
struct EnvelopeRegistration {
    let kind: ChainKind
    let chain: String
    let genesis: Digest32
    let publisher: SigningKey
    /// Keys as a configuration names them; none: nobody signs.
    let validators: [(key: String, weight: UInt64)]
    /// Blocks that make a block final; nil: the node's default.
    var finalityDepth: Int?
    /// Seconds between two blocks; nil: the node's default.
    var targetSeconds: Int?
    /// File that says what logs mean, as the configuration names it; nil: none.
    var mapping: String?
    /// Block after which observation begins; nil: the first one.
    var anchor: (height: UInt64, hash: Digest32)?

    var json: JSONValue {
        var object: JSONObject = [
            "chain": .string(chain), "genesis": .string(genesis.hex), "kind": .string(kind.rawValue),
            "publisher": .string(publisher.description),
            "validators": .array(validators.map { ["key": .string($0.key), "weight": JSONValue($0.weight)] }),
        ]
        if let anchor {
            object.set("anchor", to: ["hash": .string(anchor.hash.hex), "height": JSONValue(anchor.height)])
        }
        return .object(object)
    }

    /// The `chains:` of a configuration. Whoever takes it over compares the keys with the platform out of band.
    static func configuration(
        _ chains: [EnvelopeRegistration], listening: [String], backfill: String?, curve: String?
    ) -> String {
        var text = "chains:\n"
        for chain in chains {
            text += "  - id: \(identifier(chain.chain))\n    format: envelope\n    kind: \(chain.kind.rawValue)\n"
            text += "    chain: \"\(chain.chain)\"\n    genesis: \"\(chain.genesis.hex)\"\n"
            text += "    publishers: [\"\(chain.publisher)\"]\n"
            if chain.validators.isEmpty {
                text += "    validators: none\n"
            } else {
                text += "    validators:\n"
                for validator in chain.validators {
                    text += "      - { key: \"\(validator.key)\", weight: \(validator.weight) }\n"
                }
            }
            if let mapping = chain.mapping { text += "    mapping: \(mapping)\n" }
            if let depth = chain.finalityDepth { text += "    finalityDepth: \(depth)\n" }
            if let seconds = chain.targetSeconds { text += "    target: \(seconds)s\n" }
            if let anchor = chain.anchor {
                text +=
                    "    anchor: { height: \(anchor.height), hash: \"\(anchor.hash.hex)\", approvers: [author, approver] }\n"
            }
            text += "    sources:\n      - name: participant\n"
            text += "        subscribe: [\(listening.map { "\"\($0)\"" }.joined(separator: ", "))]\n"
            if let curve { text += "        curve: { server: \"\(curve)\" }\n" }
            if let backfill { text += "        backfill: \(backfill)\n" }
        }
        return text
    }

    /// The chain's name as a node may call it: 1 to 32 characters `a-z 0-9 . _ -`.
    private static func identifier(_ chain: String) -> String {
        let text = chain.lowercased().map { $0 == ":" ? "-" : $0 }
        return String(text.prefix(32))
    }
}
