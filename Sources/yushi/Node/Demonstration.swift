import ChainFormats
import Glibc
import Logging
import Observation
import Persistence
import RuleEngine
import RulePacks
import Supervision
import SupervisionModel
import Synchronization
import TransparencyLog
import YushiNode
import ZeroMQ

/// The demonstration from beginning to end: a participant as a process of its own, a node, people, a proof.
struct Demonstration {
    let directory: String
    let seconds: Int
    let port: Int?

    func run() async throws {
        say("1", "A participant publishes Bitcoin-format blocks over ZeroMQ", "参与方通过 ZeroMQ 发布比特币格式区块")
        let world = DemoWorld()
        let blocks = directory + "/blocks.dat"
        let now = SystemClock.now
        try TextFile.write(blocks, try world.framedBlocks(end: UInt32(now.milliseconds / 1000)))
        let participant = try Participant(blocks: blocks, port: port)
        defer { participant.stop() }
        StandardOutput.write("   \(participant.feed)  \(participant.rest)")

        let store = directory + "/store"
        let created = try Store.create(at: store, kind: .live, origin: "demo.invalid/audit")
        let key = try LogKey.create(store: store, origin: "demo.invalid/audit")
        try created.close()
        try await observe(world, participant, store)
        try decide(world, store)
        try prove(store, key)
        StandardOutput.write(
            Language.text(
                "Kept in \(directory). Go on: yushi alerts list --store \(store)",
                "保留在 \(directory)。继续：yushi alerts list --store \(store)"))
    }

    private func say(_ number: String, _ en: String, _ zh: String) {
        StandardOutput.write("\n\(number). \(Language.text(en, zh))")
    }

    // MARK: Observe

    private func observe(_ world: DemoWorld, _ participant: Participant, _ store: String) async throws {
        say(
            "2", "A node subscribes, verifies every block, fills the gaps, and judges; alerts as they rise",
            "节点订阅、逐块验证、补齐缺口并判定；预警线索随发现而出")
        guard let chain = ChainID("demo") else { throw CommandFailure.badInput("chain") }
        let endpoint = ObservedEndpoint(
            name: "participant-a", legalEntity: "Participant A", feeds: [.init(try Endpoint(participant.feed))],
            topics: [.rawblock, .hashblock, .sequence], backfill: .rest(participant.rest))
        var observer = ObserverConfiguration(chain: chain, network: world.network, endpoints: [endpoint])
        observer.settings.pollInterval = .seconds(2)
        let configuration = NodeConfiguration(
            origin: "demo.invalid/audit", store: store, rules: nil, lists: [], pools: nil, author: "demo-author",
            approver: "demo-approver",
            chains: [
                .init(
                    core: ChainDefaults.configuration(
                        id: chain, network: world.network, chainOperator: .identifier(.internal, "Participant A")),
                    observer: observer, anchor: nil)
            ])
        let listed = ListBundle(
            ListFile(
                id: "ofac", version: "demo", source: "yushi demo",
                entries: [
                    .init(
                        subject: .address(world.listed.address), entry: "DEMO/1", from: .distantPast, until: nil,
                        label: "planted")
                ]))
        let pack = try RulePack.load(directory: try RulesArgument.directory(nil), entities: .ofEveryNetwork)
        let node = try SupervisionNode(
            configuration, pack: pack, lists: [listed], logger: NodeLogger.make(level: .error)
        ) { result in
            for alert in result.alerts { StandardOutput.write("   " + AlertView(alert).line) }
        }
        let task = Task { try await node.run() }
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if node.status.first?.height == UInt64(DemoWorld.blocks) { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        // Two more seconds of the tip poll and of the checkpoint.
        try await Task.sleep(for: .seconds(2))
        task.cancel()
        do { try await task.value } catch is CancellationError {}
    }

    // MARK: People

    private func decide(_ world: DemoWorld, _ store: String) throws {
        say(
            "3", "Only people find: one proposes, another one approves; only then the score moves",
            "只有人可以认定：一人拟定，另一人批准；此后评分才变化")
        let opened = try Store.open(at: store, for: .writing)
        let sequencer = try Sequencer(store: opened, spends: UnknownSpends())
        let keys = AccountKeys(store: store)
        let accounts = [try keys.create("analyst"), try keys.create("approver")]
        let before = sequencer.configuration
        let content = sequencer.provide(CoreConfiguration(chains: before.chains, accounts: accounts).json.encode())
        try sequencer.admit(
            .configChanged(ConfigChange(config: content, author: "demo-author", approver: "demo-approver")),
            at: SystemClock.now)
        try sequencer.flush()
        let alerts = try StoredAlerts(opened).list()
        guard let alert = alerts.first(where: { $0.rule == "AML-05" && $0.finality != .retracted }) ?? alerts.first
        else {
            throw CommandFailure.check(Language.text("no alert was raised", "没有产生预警线索"))
        }
        let decisions = Decisions(storePath: store)
        for (stage, name) in [(CaseDecision.Stage.proposed, "analyst"), (.approved, "approver")] {
            let decision = try decisions.sign(
                .finding, stage: stage, alert: alert, by: name, note: "demonstration", keyFile: nil)
            try sequencer.admit(.caseDecision(decision), at: SystemClock.now)
        }
        try sequencer.flush()
        StandardOutput.write(
            "   \(alert.rule) \(alert.id.hex.prefix(12)) → \(Language.text("finding", "正式认定")) (analyst + approver)")
        for row in try opened.projections.list("score", limit: 10) {
            StandardOutput.write(
                "   \(TerminalText.safe(row.id))  \(row.value["score"]?.integer ?? 0)  \(row.value["grade"]?.string ?? "")"
            )
        }
        try opened.close()
    }

    // MARK: Proof

    private func prove(_ store: String, _ key: String) throws {
        say(
            "4", "The ledger holds every input and the root of what followed; replay recomputes all of it",
            "账本保存每个输入及其结果之根；重放可重算全部结论")
        let opened = try Store.open(at: store, for: .reading)
        let report = try Replay(store: opened).run()
        let head = try opened.ledger.head()
        let verdict = report.isIdentical ? Language.text("identical", "完全一致") : Language.text("DIFFERENT", "不一致")
        StandardOutput.write("   \(report.records) records, \(report.items) items, root \(head.root.hex): \(verdict)")
        StandardOutput.write("   log \(key)")
        let counts = try StoredAlerts(opened).list().reduce(into: [String: Int]()) { $0[$1.rule, default: 0] += 1 }
        let summary = counts.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }.joined(separator: ", ")
        StandardOutput.write("   \(Language.text("alerts", "预警线索")): \(summary)")
        try opened.close()
        if let difference = report.firstDifference {
            throw CommandFailure.check("record \(difference.sequence): \(difference.what)")
        }
    }
}
