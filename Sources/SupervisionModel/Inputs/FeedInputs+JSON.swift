extension FeedGap {
    var json: JSONObject {
        var object: JSONObject = [
            "chain": .string(chain.text), "missing": .integer(missing), "reason": .string(reason.rawValue),
            "source": .string(source),
        ]
        if let fromHeight { object.set("from", to: JSONValue(fromHeight)) }
        if let toHeight { object.set("to", to: JSONValue(toHeight)) }
        return object
    }

    init(_ reader: JSONReader) throws(JSONReadError) {
        let text = try reader.string("reason")
        guard let reason = Reason(rawValue: text) else {
            throw try reader.member("reason").invalid(expected: "a known reason of a gap", found: text)
        }
        self.init(
            chain: try reader.chain("chain"), source: try reader.string("source"), reason: reason,
            fromHeight: try reader.optionalUnsigned("from"), toHeight: try reader.optionalUnsigned("to"),
            missing: try reader.integer("missing"))
    }
}

extension FeedDivergence {
    var json: JSONObject {
        [
            "chain": .string(chain.text), "hash": .string(hash.hex), "height": JSONValue(height),
            "lag": .integer(lag), "other": .string(other), "otherHash": .string(otherHash.hex),
            "source": .string(source),
        ]
    }

    init(_ reader: JSONReader) throws(JSONReadError) {
        self.init(
            chain: try reader.chain("chain"), source: try reader.string("source"), other: try reader.string("other"),
            height: try reader.unsigned("height"), hash: try reader.digest("hash"),
            otherHash: try reader.digest("otherHash"), lag: try reader.integer("lag"))
    }
}

extension FeedRejection {
    var json: JSONObject {
        [
            "bodies": .array(bodies.map { .string($0.hex) }), "chain": .string(chain.text),
            "commitment": .bool(isCommitmentMismatch), "count": .integer(count),
            "minute": .integer(minute.milliseconds), "offset": .integer(offset), "reason": .string(reason),
            "source": .string(source),
        ]
    }

    init(_ reader: JSONReader) throws(JSONReadError) {
        var bodies: [Digest32] = []
        for body in try reader.array("bodies") { bodies.append(try body.asDigest()) }
        self.init(
            chain: try reader.chain("chain"), source: try reader.string("source"), reason: try reader.string("reason"),
            isCommitmentMismatch: try reader.bool("commitment"),
            minute: Timestamp(milliseconds: try reader.integer("minute")), count: try reader.integer("count"),
            offset: try reader.integer("offset"), bodies: bodies)
    }
}
