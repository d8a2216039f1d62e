public import SupervisionModel

extension AlertState {
    public var json: JSONValue {
        var object: JSONObject = [
            "changed": JSONValue(changed), "confidencePpm": .integer(confidencePpm), "content": .object(content),
            "dimension": .string(dimension), "finality": .string(finality.rawValue),
            "heights": .array(
                heights.map { ["chain": .string($0.chain.text), "height": JSONValue($0.height)] }),
            "id": .string(id.hex), "incident": .string(incident.hex), "last": .integer(last.milliseconds),
            "mode": .string(mode), "raised": JSONValue(raised), "revision": .integer(revision),
            "rule": .string(rule), "subject": .string(Hex.encode(subject.canonicalBytes)),
            "version": .string(version),
        ]
        if let proposal { object.set("proposal", to: proposal.json) }
        if let decision { object.set("decision", to: decision.json) }
        return .object(object)
    }

    public init(json: JSONValue) throws(JSONReadError) {
        let reader = JSONReader(json)
        let finalityText = try reader.string("finality")
        guard let finality = Finality(rawValue: finalityText) else {
            throw try reader.member("finality").invalid(
                expected: "provisional, final or retracted", found: finalityText)
        }
        let subjectText = try reader.string("subject")
        guard let bytes = Hex.decode(subjectText), let subject = EntityRef(canonicalBytes: bytes) else {
            throw try reader.member("subject").invalid(expected: "a reference", found: subjectText)
        }
        var heights: [ChainHeight] = []
        for height in try reader.array("heights") {
            heights.append(ChainHeight(chain: try height.chain("chain"), height: try height.unsigned("height")))
        }
        let proposal = try reader.optional("proposal")
        let decision = try reader.optional("decision")
        self.init(
            id: try reader.digest("id"), incident: try reader.digest("incident"), rule: try reader.string("rule"),
            version: try reader.string("version"), mode: try reader.string("mode"),
            dimension: try reader.string("dimension"), confidencePpm: try reader.integer("confidencePpm"),
            subject: subject, raised: try reader.unsigned("raised"), changed: try reader.unsigned("changed"),
            revision: try reader.integer("revision"), finality: finality,
            content: try reader.member("content").asObject(),
            last: Timestamp(milliseconds: try reader.integer("last")), heights: heights,
            proposal: try proposal.map { reader throws(JSONReadError) in try Decision(reader) },
            decision: try decision.map { reader throws(JSONReadError) in try Decision(reader) })
    }

    /// Reads an alert as the state keeps it.
    /// - Throws: `core.badContent`.
    init(row bytes: [UInt8]) throws {
        do {
            try self.init(json: CanonicalJSON.decode(bytes, maximumBytes: 1 << 20))
        } catch {
            throw SupervisionError(.badContent, "a stored alert does not read: \(error)")
        }
    }
}
