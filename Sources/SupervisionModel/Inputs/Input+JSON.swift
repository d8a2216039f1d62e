/// The canonical JSON of inputs: what a public record shows and what a sealed one commits to.
///
/// These bytes are fixed for ever: a field is added under a new engine semantics only, and never renamed.
extension Input {
    /// The value of `type`.
    public var typeName: String {
        switch self {
        case .engineActivated: "engine.activated"
        case .configChanged: "config.changed"
        case .packActivated: "rulepack.activated"
        case .listUpdated: "list.updated"
        case .modelActivated: "model.activated"
        case .chainAnchored: "chain.anchored"
        case .blockConnected: "block.connected"
        case .blockDisconnected: "block.disconnected"
        case .feedAlive: "feed.alive"
        case .feedGap: "feed.gap"
        case .feedRecovered: "feed.recovered"
        case .feedSilence: "feed.silence"
        case .feedDiverged: "feed.diverged"
        case .feedRejected: "feed.rejected"
        case .chainSuspended: "chain.suspended"
        case .chainResumed: "chain.resumed"
        case .clockTick: "clock.tick"
        case .clockSuspect: "clock.suspect"
        case .dayClosed: "day.closed"
        case .caseDecision: "case.decision"
        }
    }

    public var json: JSONValue {
        var object = payload
        object.set("type", to: .string(typeName))
        return .object(object)
    }

    private var payload: JSONObject {
        switch self {
        case .engineActivated(let input): input.json
        case .configChanged(let input):
            [
                "approver": .string(input.approver), "author": .string(input.author),
                "config": .string(input.config.hex),
            ]
        case .packActivated(let input), .listUpdated(let input), .modelActivated(let input):
            ["content": .string(input.content.hex), "id": .string(input.id), "version": .string(input.version)]
        case .chainAnchored(let input): input.json
        case .blockConnected(let input): input.json
        case .blockDisconnected(let input): input.json
        case .feedAlive(let input):
            ["chain": .string(input.chain.text), "hash": .string(input.hash.hex), "height": JSONValue(input.height)]
        case .feedGap(let input): input.json
        case .feedRecovered(let input):
            [
                "chain": .string(input.chain.text), "from": JSONValue(input.fromHeight),
                "source": .string(input.source), "to": JSONValue(input.toHeight),
            ]
        case .feedSilence(let input):
            [
                "chain": .string(input.chain.text), "silent": .integer(input.silent.milliseconds),
                "source": .string(input.source),
            ]
        case .feedDiverged(let input): input.json
        case .feedRejected(let input): input.json
        case .chainSuspended(let chain), .chainResumed(let chain): ["chain": .string(chain.text)]
        case .clockTick: [:]
        case .clockSuspect(let input): ["jump": .integer(input.jump.milliseconds)]
        case .dayClosed(let day): ["day": .string(day.text)]
        case .caseDecision(let input): input.json
        }
    }

    /// Reads what `json` wrote.
    /// - Throws: ``JSONReadError`` with the path of what is missing or wrong; an unknown `type` is `.invalid`.
    public init(json: JSONValue) throws(JSONReadError) {
        let reader = JSONReader(json)
        let type = try reader.string("type")
        switch type {
        case "engine.activated": self = .engineActivated(try EngineActivation(reader))
        case "config.changed":
            self = .configChanged(
                ConfigChange(
                    config: try reader.digest("config"), author: try reader.string("author"),
                    approver: try reader.string("approver")))
        case "rulepack.activated": self = .packActivated(try ContentActivation(reader))
        case "list.updated": self = .listUpdated(try ContentActivation(reader))
        case "model.activated": self = .modelActivated(try ContentActivation(reader))
        case "chain.anchored": self = .chainAnchored(try ChainAnchor(reader))
        case "block.connected": self = .blockConnected(try BlockConnection(reader))
        case "block.disconnected": self = .blockDisconnected(try BlockDisconnection(reader))
        case "feed.alive":
            self = .feedAlive(
                FeedAlive(
                    chain: try reader.chain("chain"), height: try reader.unsigned("height"),
                    hash: try reader.digest("hash")))
        case "feed.gap": self = .feedGap(try FeedGap(reader))
        case "feed.recovered":
            self = .feedRecovered(
                FeedRecovery(
                    chain: try reader.chain("chain"), source: try reader.string("source"),
                    fromHeight: try reader.unsigned("from"), toHeight: try reader.unsigned("to")))
        case "feed.silence":
            self = .feedSilence(
                FeedSilence(
                    chain: try reader.chain("chain"), source: try reader.string("source"),
                    silent: Interval(milliseconds: try reader.integer("silent"))))
        case "feed.diverged": self = .feedDiverged(try FeedDivergence(reader))
        case "feed.rejected": self = .feedRejected(try FeedRejection(reader))
        case "chain.suspended": self = .chainSuspended(try reader.chain("chain"))
        case "chain.resumed": self = .chainResumed(try reader.chain("chain"))
        case "clock.tick": self = .clockTick
        case "clock.suspect":
            self = .clockSuspect(ClockSuspicion(jump: Interval(milliseconds: try reader.integer("jump"))))
        case "day.closed":
            let text = try reader.string("day")
            guard let day = Day(text: text) else {
                throw try reader.member("day").invalid(expected: "a date YYYY-MM-DD", found: text)
            }
            self = .dayClosed(day)
        case "case.decision": self = .caseDecision(try CaseDecision(reader))
        default:
            throw try reader.member("type").invalid(expected: "a known input type", found: type)
        }
    }
}

extension EngineActivation {
    fileprivate var json: JSONObject {
        var object: JSONObject = ["release": .string(release), "semantics": .integer(semantics)]
        if let carried { object.set("carried", to: .string(carried.hex)) }
        return object
    }

    fileprivate init(_ reader: JSONReader) throws(JSONReadError) {
        self.init(
            semantics: try reader.integer("semantics"), release: try reader.string("release"),
            carried: try reader.optional("carried").map { member throws(JSONReadError) in try member.asDigest() })
    }
}

extension ContentActivation {
    fileprivate init(_ reader: JSONReader) throws(JSONReadError) {
        self.init(
            id: try reader.string("id"), version: try reader.string("version"), content: try reader.digest("content"))
    }
}

extension ChainAnchor {
    fileprivate var json: JSONObject {
        [
            "approvers": .array(approvers.map { .string($0) }), "chain": .string(chain.text),
            "hash": .string(hash.hex), "height": JSONValue(height),
            "times": .array(times.map { .integer(Int64($0)) }), "work": .string(work),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONReadError) {
        var times: [UInt32] = []
        for time in try reader.array("times") {
            times.append(UInt32(clamping: try time.asInteger(in: 0...Int64(UInt32.max))))
        }
        var approvers: [String] = []
        for approver in try reader.array("approvers") { approvers.append(try approver.asString()) }
        self.init(
            chain: try reader.chain("chain"), height: try reader.unsigned("height"), hash: try reader.digest("hash"),
            work: try reader.string("work"), times: times, approvers: approvers)
    }
}

extension BlockConnection {
    fileprivate var json: JSONObject {
        [
            "bytes": .string(bytes.hex), "chain": .string(chain.text), "hash": .string(hash.hex),
            "height": JSONValue(height), "spent": .string(spent.hex), "via": .string(arrival.rawValue),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONReadError) {
        let via = try reader.string("via")
        guard let arrival = Arrival(rawValue: via) else {
            throw try reader.member("via").invalid(expected: "push, backfill or import", found: via)
        }
        self.init(
            chain: try reader.chain("chain"), height: try reader.unsigned("height"), hash: try reader.digest("hash"),
            bytes: try reader.digest("bytes"), spent: try reader.digest("spent"), arrival: arrival)
    }
}

extension BlockDisconnection {
    fileprivate var json: JSONObject {
        [
            "chain": .string(chain.text), "fork": JSONValue(fork), "hash": .string(hash.hex),
            "height": JSONValue(height), "successor": .string(successor.hex),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONReadError) {
        self.init(
            chain: try reader.chain("chain"), height: try reader.unsigned("height"), hash: try reader.digest("hash"),
            fork: try reader.unsigned("fork"), successor: try reader.digest("successor"))
    }
}
