import ArgumentParser
import Observation
import Persistence
import Supervision
import SupervisionModel
import TransparencyLog
import YushiNode

/// `yushi status`: chains, tips, gaps, finality, last checkpoint.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Chains, tips, gaps, finality, feeds, last checkpoint. 链、链头、缺口、终局性、数据源与检查点。",
        discussion: """
            Beside a running node also the lag behind the best source, and each source with its publishers: connecting,
            ready, lost, or refused with the reason.
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
        let live = LiveStatus.read(opened, now: SystemClock.now)
        var chains: [JSONValue] = []
        for chain in configuration.chains {
            guard let tip = try StoredConfiguration.tip(opened, chain.id) else { continue }
            chains.append(view(chain, tip, live))
        }
        let document: JSONValue = [
            "alerts": .integer(Int64(try opened.projections.count("alert"))), "chains": .array(chains),
            "checkpointSize": JSONValue(checkpoint?.head.size ?? 0),
            "kind": .string(opened.description.kind.rawValue), "origin": .string(opened.description.origin),
            "records": JSONValue(head.size), "root": .string(head.root.hex), "running": .bool(live != nil),
            "submissions": .integer(Int64(try opened.inbox.pending(limit: 1000).count)),
            "witnesses": 0,
        ]
        if json { StandardOutput.write(document) } else { print(document) }
    }

    private func view(_ chain: ChainConfiguration, _ tip: ChainTip, _ live: LiveStatus?) -> JSONValue {
        var object: JSONObject = [
            "assurance": .string(chain.assurance.rawValue), "chain": .string(chain.id.text),
            "height": JSONValue(tip.height), "openGaps": .array(tip.openGaps.map { .string($0) }),
            "suspended": .bool(tip.isSuspended), "tip": .string(tip.hash.hex),
        ]
        // Before the first block no time has been ruled.
        if tip.ruleTime > .distantPast { object.set("ruleTime", to: .string(tip.ruleTime.rfc3339)) }
        if let final = tip.finalHeight { object.set("finalHeight", to: JSONValue(final)) }
        if let live {
            object.set("sources", to: .array(live.sources(of: chain.id)))
            if let best = live.bestHeight(of: chain.id) {
                object.set("lag", to: .integer(max(0, best - (Int64(exactly: tip.height) ?? .max))))
            }
        }
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
            for source in chain["sources"]?.array ?? [] { print(source: source) }
        }
    }

    private func print(source: JSONValue) {
        let name = TerminalText.safe(source["name"]?.string ?? "")
        for feed in source["feeds"]?.array ?? [] {
            StandardOutput.write(
                "    \(name)  \(TerminalText.safe(feed["address"]?.string ?? ""))  "
                    + Self.text(state: feed["state"]?.string ?? "", reason: feed["reason"]?.string))
        }
        let failures = source["pollFailures"]?.integer ?? 0
        if failures > 0 {
            StandardOutput.write(
                "    \(name)  "
                    + Language.text("\(failures) requests in a row without an answer", "连续 \(failures) 次请求未获应答"))
        }
    }

    private static func text(state: String, reason: String?) -> String {
        switch state {
        case "ready": return Language.text("connected", "已连接")
        case "lost": return Language.text("lost, tried again", "连接中断，正在重试")
        case "refused": break
        default: return Language.text("not reached yet", "尚未连上")
        }
        let why =
            switch reason.flatMap(FeedConnection.Reason.init) {
            case .curve?:
                Language.text(
                    "the publisher has another CURVE key than the registered one, or does not admit this node; compare curve.server with the platform out of band",
                    "发布方的 CURVE 公钥与登记的不同，或不接纳本节点；请经其他渠道与平台核对 curve.server")
            case .handshake?:
                Language.text(
                    "the publisher does not speak ZeroMQ there, or wants CURVE: register its key as curve.server",
                    "该地址不是 ZeroMQ 发布端，或要求 CURVE：请将其公钥登记为 curve.server")
            case .violation?:
                Language.text(
                    "the publisher broke the protocol, or announced a part above the limit", "发布方违反协议，或报文超出上限")
            case .socket?:
                Language.text("the node's own socket failed; restart the node", "本节点套接字失效；请重启节点")
            case nil: ""
            }
        return Language.text("REFUSED", "被拒绝") + " (\(reason ?? "")): \(why)"
    }
}
