import ArgumentParser
import Persistence
import Supervision
import SupervisionModel
import TransparencyLog
import YushiNode

/// `yushi status`: chains, tips, gaps, finality, last checkpoint.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Chains, tips, gaps, finality, last checkpoint. 链、链头、缺口、终局性与检查点。",
        discussion: """
              yushi status --store node
            """)

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        let head = try opened.ledger.head()
        let checkpoint = try opened.checkpoints.last()
        let configuration = try StoredConfiguration.read(opened)
        var chains: [JSONValue] = []
        for chain in configuration.chains {
            guard let tip = try StoredConfiguration.tip(opened, chain.id) else { continue }
            chains.append(view(chain, tip))
        }
        let document: JSONValue = [
            "alerts": .integer(Int64(try opened.projections.count("alert"))), "chains": .array(chains),
            "checkpointSize": JSONValue(checkpoint?.head.size ?? 0),
            "kind": .string(opened.description.kind.rawValue), "origin": .string(opened.description.origin),
            "records": JSONValue(head.size), "root": .string(head.root.hex),
            "submissions": .integer(Int64(try opened.inbox.pending(limit: 1000).count)),
            "witnesses": 0,
        ]
        if json { StandardOutput.write(document) } else { print(document) }
    }

    private func view(_ chain: ChainConfiguration, _ tip: ChainTip) -> JSONValue {
        var object: JSONObject = [
            "assurance": .string(chain.assurance.rawValue), "chain": .string(chain.id.text),
            "height": JSONValue(tip.height), "openGaps": .array(tip.openGaps.map { .string($0) }),
            "suspended": .bool(tip.isSuspended), "tip": .string(tip.hash.hex),
        ]
        // Before the first block no time has been ruled.
        if tip.ruleTime > .distantPast { object.set("ruleTime", to: .string(tip.ruleTime.rfc3339)) }
        if let final = tip.finalHeight { object.set("finalHeight", to: JSONValue(final)) }
        return .object(object)
    }

    private func print(_ document: JSONValue) {
        func number(_ name: String) -> Int64 { document[name]?.integer ?? 0 }
        StandardOutput.write("\(document["origin"]?.string ?? "")  (\(document["kind"]?.string ?? ""))")
        StandardOutput.write(
            Language.text(
                "records \(number("records")), signed up to \(number("checkpointSize")), alerts \(number("alerts")), waiting submissions \(number("submissions"))",
                "记录 \(number("records"))，已签名至 \(number("checkpointSize"))，预警线索 \(number("alerts"))，待处理提交 \(number("submissions"))"
            ))
        for chain in document["chains"]?.array ?? [] {
            let gaps = chain["openGaps"]?.array?.count ?? 0
            StandardOutput.write(
                "  \(chain["chain"]?.string ?? "")  \(chain["height"]?.integer ?? 0)  \(chain["tip"]?.string ?? "")  "
                    + Language.text(
                        "final \(chain["finalHeight"]?.integer ?? 0), open gaps \(gaps)",
                        "终局高度 \(chain["finalHeight"]?.integer ?? 0)，未闭缺口 \(gaps)"))
        }
    }
}
