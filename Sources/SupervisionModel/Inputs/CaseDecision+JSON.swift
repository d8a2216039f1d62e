extension CaseDecision {
    var json: JSONObject {
        var object = unsigned
        object.set("signature", to: .string(Hex.encode(signature)))
        return object
    }

    private var unsigned: JSONObject {
        [
            "alert": .string(alert.hex), "by": .string(by), "key": .string(Hex.encode(key)), "note": .string(note),
            "outcome": .string(outcome.rawValue), "revision": .integer(revision), "stage": .string(stage.rawValue),
        ]
    }

    /// What the person's key signs: a domain line, then the canonical JSON of the decision without its signature.
    public var signedBytes: [UInt8] {
        Array("yushi case decision v1\n".utf8) + JSONValue.object(unsigned).encode()
    }

    init(_ reader: JSONReader) throws(JSONReadError) {
        let outcomeText = try reader.string("outcome")
        guard let outcome = Outcome(rawValue: outcomeText) else {
            throw try reader.member("outcome").invalid(
                expected: Outcome.allCases.map(\.rawValue).joined(separator: ", "), found: outcomeText)
        }
        let stageText = try reader.string("stage")
        guard let stage = Stage(rawValue: stageText) else {
            throw try reader.member("stage").invalid(expected: "proposed or approved", found: stageText)
        }
        self.init(
            alert: try reader.digest("alert"), revision: try reader.integer("revision"), outcome: outcome,
            stage: stage, by: try reader.string("by"), key: try reader.member("key").asBytes(count: 32),
            note: try reader.string("note"), signature: try reader.member("signature").asBytes(count: 64))
    }
}
