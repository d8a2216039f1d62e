import Foundation
import NodeHarness

/// The six chains of Docs/guides/six-chains.md with a node that observes them.
struct SixChains {
    static let names = ["bsv", "evm", "fisco", "scf-1", "scf-2", "xmr"]
    /// Blocks of each consortium chain behind lossy feeds.
    static let disturbedBlocks = 150

    let yushi: URL
    let bsv: BitcoinSVNode
    let monero: MoneroNode
    let evm: ScriptedChain
    let fisco: ScriptedChain
    let node: LinkedProgram
    let store: String
    /// The bridges and publishers by chain.
    let participants: [String: RestartableProgram]
    /// What loses messages, by chain; none without loss.
    let relays: [String: FaultyRelay]
    private let folder: URL

    /// Runs the closure with everything started, and stops it afterwards.
    ///
    /// Does nothing when a program or a node cannot be had; then `SKIPPED: …` was printed.
    ///
    /// - Parameter lossPercent: so many messages of a hundred do not reach the node, through relays that the test can
    ///   disconnect; nil: the node is connected to the publishers.
    static func with(lossPercent: Int? = nil, _ body: (SixChains) async throws -> Void) async throws {
        guard let world = try await start(lossPercent) else { return }
        do {
            try await body(world)
            await world.stop()
        } catch {
            let said = world.node.errors.split(separator: "\n").suffix(20).joined(separator: "\n")
            await world.stop()
            throw LinkedProgram.Failure(description: "\(error)\nend of what the node said:\n\(said)")
        }
    }

    private static func start(_ lossPercent: Int?) async throws -> SixChains? {
        guard let yushi = BuiltPrograms.yushi, let participant = BuiltPrograms.participant else { return nil }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("six-chains-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let bsv = try await BitcoinSVNode.begin() else { return nil }
        guard let monero = try await MoneroNode.start(in: folder.appendingPathComponent("monero")),
            let evm = try await ScriptedChain.start(.evm, in: folder),
            let fisco = try await ScriptedChain.start(.fisco, in: folder)
        else {
            await bsv.end()
            return nil
        }
        try await bsv.generate(4)
        try await monero.generate(4)
        try await evm.mine()
        try await fisco.mine()

        // What Docs/guides/six-chains.md has people do by hand.
        let examples = BuiltPrograms.repository.appendingPathComponent("Config/examples/six-chains")
        var participants: [String: RestartableProgram] = [:]
        var relays: [String: FaultyRelay] = [:]
        var configuration = try read(examples.appendingPathComponent("chains.yaml"))
            .replacingOccurrences(of: "http://127.0.0.1:18443", with: String(bsv.restURL.dropLast("/rest".count)))
            .replacingOccurrences(of: "http://127.0.0.1:18089", with: monero.restrictedURL)
        var feeds = [
            ("bsv", "tcp://127.0.0.1:28332", bsv.blockEndpoint), ("xmr", "tcp://127.0.0.1:18083", monero.feed),
        ]
        for (name, source) in [("evm", evm.url), ("fisco", fisco.url), ("scf-1", ""), ("scf-2", "")] {
            let ports = try FreePorts.take(2)
            let feed = "tcp://127.0.0.1:\(ports[0])"
            let written = folder.appendingPathComponent("\(name).yaml")
            var arguments = ["--bind", feed, "--write-config", written.path]
            if source.isEmpty {
                var events = examples.appendingPathComponent("\(name).jsonl")
                if lossPercent != nil {
                    events = folder.appendingPathComponent("\(name).jsonl")
                    try innocentPledges(name).write(to: events, atomically: true, encoding: .utf8)
                    arguments += ["--rate", "20"]
                }
                arguments = ["publish", "native", events.path, "--rest", "127.0.0.1:\(ports[1])", "--stay"] + arguments
            } else {
                let key = folder.path + "/\(name).key"
                let made = try await BuiltPrograms.run(
                    participant, "key", key, "--scheme", name == "fisco" ? "sm2" : "ed25519")
                guard made.status == 0 else { throw LinkedProgram.Failure(description: made.errors) }
                arguments =
                    [
                        "bridge", name, "--from", source, "--chain", name, "--key", key, "--mapping", "pledges.yaml",
                        "--backfill", "127.0.0.1:\(ports[1])", "--poll-milliseconds", "100", "--heartbeat", "0.5",
                    ] + arguments
            }
            let program = RestartableProgram(
                participant, arguments, log: folder.appendingPathComponent("\(name).log"))
            try await program.start()
            _ = try await program.program.firstLine()
            participants[name] = program
            configuration += try read(written).replacingOccurrences(of: "chains:\n", with: "")
            feeds.append((name, feed, feed))
        }
        for (number, (name, written, address)) in feeds.enumerated() {
            var address = address
            if let lossPercent {
                let relay = try await FaultyRelay(address, lossPercent: lossPercent, seed: UInt64(number))
                relays[name] = relay
                address = relay.address
            }
            configuration = configuration.replacingOccurrences(of: "\"\(written)\"", with: "\"\(address)\"")
        }

        let directory = folder.path + "/node"
        let made = try await BuiltPrograms.run(yushi, "init", directory)
        guard made.status == 0 else { throw LinkedProgram.Failure(description: made.errors) }
        let file = folder.appendingPathComponent("node/yushi.yaml")
        let head = try read(file).components(separatedBy: "chains:\n")[0]
        // So that a test need not wait half a minute until a retreat is seen.
        try (head + configuration.replacingOccurrences(of: "    sources:\n", with: "    pollEvery: 2s\n    sources:\n"))
            .write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.copyItem(
            at: examples.appendingPathComponent("pledges.yaml"), to: folder.appendingPathComponent("node/pledges.yaml"))
        let node = LinkedProgram(
            yushi, ["run", "--config", file.path], log: folder.appendingPathComponent("node.log"))
        try await node.start()
        return SixChains(
            yushi: yushi, bsv: bsv, monero: monero, evm: evm, fisco: fisco, node: node, store: directory + "/store",
            participants: participants, relays: relays, folder: folder)
    }

    private static func read(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

    /// Things pledged once each, one a block.
    private static func innocentPledges(_ chain: String) -> String {
        (1...disturbedBlocks).map { number in
            let time =
                "2026-11-02T01:\(String(100 + number / 60).dropFirst()):\(String(100 + number % 60).dropFirst())Z"
            return """
                {"type":"collateral.pledged","chain":"\(chain)","height":\(number),"time":"\(time)",\
                "collateralId":"\(chain)-\(number)","assetFingerprint":"\(chain)/\(number)","assetType":"EQUIP",\
                "pledgor":"Qingshan Machinery","pledgee":"Bank A","value":{"minor":"1000","currency":"CNY"},\
                "secured":{"minor":"500","currency":"CNY"}}

                """
        }.joined()
    }

    private func stop() async {
        await node.stop()
        for relay in relays.values { await relay.close() }
        for participant in participants.values { await participant.stop() }
        await evm.stop()
        await fisco.stop()
        await monero.stop()
        await bsv.end()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Messages that did not reach the node.
    func dropped() async -> Int {
        var dropped = 0
        for relay in relays.values { dropped += await relay.counts.dropped }
        return dropped
    }

    // MARK: What the node says

    func status() async throws -> [String: Any] {
        let answer = try await BuiltPrograms.run(yushi, "status", "--store", store, "--json")
        guard answer.status == 0,
            let object = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
        else { throw LinkedProgram.Failure(description: "yushi status: \(answer.errors)") }
        return object
    }

    func chain(_ name: String) async throws -> [String: Any]? {
        (try await status()["chains"] as? [[String: Any]])?.first { $0["chain"] as? String == name }
    }

    func alerts() async throws -> [[String: Any]] {
        let answer = try await BuiltPrograms.run(yushi, "alerts", "list", "--store", store, "--json")
        guard answer.status == 0 else { throw LinkedProgram.Failure(description: "yushi alerts: \(answer.errors)") }
        return try answer.output.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    /// Returns when a chain's recorded tip is this block, or one of this height.
    func waitForClosedGaps(of chain: String) async throws {
        let end = ContinuousClock.now + .seconds(45)
        while ContinuousClock.now < end {
            if let gaps = try await self.chain(chain)?["openGaps"] as? [Any], gaps.isEmpty { return }
            guard node.isRunning else { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw LinkedProgram.Failure(description: "chain \(chain) keeps a gap open: \(try await status())")
    }

    func waitForTip(of chain: String, _ tip: String? = nil, height: Int? = nil) async throws {
        let end = ContinuousClock.now + .seconds(45)
        while ContinuousClock.now < end {
            // Before its first records the store has nothing to show.
            let found = try? await self.chain(chain)
            if let tip, found?["tip"] as? String == tip { return }
            if let height, found?["height"] as? Int == height { return }
            guard node.isRunning else { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw LinkedProgram.Failure(
            description: "chain \(chain) did not reach \(tip ?? "height \(height ?? 0)"): \(try await status())")
    }
}
