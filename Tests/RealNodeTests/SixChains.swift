import Foundation
import NodeHarness

/// The six chains of Docs/guides/six-chains.md with a node that observes them.
struct SixChains {
    static let names = ["bsv", "evm", "fisco", "scf-1", "scf-2", "xmr"]

    let yushi: URL
    let bsv: BitcoinSVNode
    let monero: MoneroNode
    let evm: ScriptedChain
    let fisco: ScriptedChain
    let node: LinkedProgram
    let store: String
    private let folder: URL
    private let participants: [LinkedProgram]

    /// Starts everything.
    ///
    /// - Returns: nil when a program or a node cannot be had; then `SKIPPED: …` was printed.
    static func start() async throws -> SixChains? {
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
        var participants: [LinkedProgram] = []
        for (name, arguments) in [
            ("evm", ["bridge", "evm", "--from", evm.url, "--mapping", "pledges.yaml"]),
            ("fisco", ["bridge", "fisco", "--from", fisco.url, "--chain", "fisco", "--mapping", "pledges.yaml"]),
            ("scf-1", ["publish", "native", examples.appendingPathComponent("scf-1.jsonl").path]),
            ("scf-2", ["publish", "native", examples.appendingPathComponent("scf-2.jsonl").path]),
        ] {
            var all = arguments + ["--bind", "tcp://127.0.0.1:*", "--write-config", folder.path + "/\(name).yaml"]
            if arguments[0] == "bridge" {
                let key = folder.path + "/\(name).key"
                let made = try await BuiltPrograms.run(
                    participant, "key", key, "--scheme", name == "fisco" ? "sm2" : "ed25519")
                guard made.status == 0 else { throw LinkedProgram.Failure(description: made.errors) }
                all += ["--key", key, "--backfill", "127.0.0.1:0", "--poll-milliseconds", "100"]
                if name == "evm" { all += ["--chain", "evm"] }
            } else {
                all += ["--rest", "127.0.0.1:0", "--seed", "\(participants.count)", "--stay"]
            }
            let program = LinkedProgram(participant, all, log: folder.appendingPathComponent("\(name).log"))
            try await program.start()
            _ = try await program.firstLine()
            participants.append(program)
        }

        let directory = folder.path + "/node"
        let made = try await BuiltPrograms.run(yushi, "init", directory)
        guard made.status == 0 else { throw LinkedProgram.Failure(description: made.errors) }
        let text = try Self.configuration(folder, examples, bsv, monero)
        try text.write(toFile: directory + "/yushi.yaml", atomically: true, encoding: .utf8)
        try FileManager.default.copyItem(
            at: examples.appendingPathComponent("pledges.yaml"), to: folder.appendingPathComponent("node/pledges.yaml"))
        let node = LinkedProgram(
            yushi, ["run", "--config", directory + "/yushi.yaml"], log: folder.appendingPathComponent("node.log"))
        try await node.start()
        return SixChains(
            yushi: yushi, bsv: bsv, monero: monero, evm: evm, fisco: fisco, node: node, store: directory + "/store",
            folder: folder, participants: participants)
    }

    /// The configuration that `yushi init` wrote, with these chains.
    private static func configuration(
        _ folder: URL, _ examples: URL, _ bsv: BitcoinSVNode, _ monero: MoneroNode
    ) throws -> String {
        func read(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }
        let written = try read(folder.appendingPathComponent("node/yushi.yaml"))
        var text = written.components(separatedBy: "chains:\n")[0]
        text += try read(examples.appendingPathComponent("chains.yaml"))
            .replacingOccurrences(of: "tcp://127.0.0.1:28332", with: bsv.blockEndpoint)
            .replacingOccurrences(of: "http://127.0.0.1:18443", with: String(bsv.restURL.dropLast("/rest".count)))
            .replacingOccurrences(of: "tcp://127.0.0.1:18083", with: monero.feed)
            .replacingOccurrences(of: "http://127.0.0.1:18089", with: monero.restrictedURL)
        for name in ["evm", "fisco", "scf-1", "scf-2"] {
            text += try read(folder.appendingPathComponent("\(name).yaml"))
                .replacingOccurrences(of: "chains:\n", with: "")
        }
        // So that a test needs no half minute until a retreat is seen.
        return text.replacingOccurrences(of: "    sources:\n", with: "    pollEvery: 2s\n    sources:\n")
    }

    func stop() async {
        await node.stop()
        for participant in participants { await participant.stop() }
        await evm.stop()
        await fisco.stop()
        await monero.stop()
        await bsv.end()
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: What the node says

    func status() async throws -> [String: Any] {
        let answer = try await BuiltPrograms.run(yushi, "status", "--store", store, "--json")
        guard answer.status == 0,
            let object = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
        else { throw LinkedProgram.Failure(description: "yushi status: \(answer.errors)") }
        return object
    }

    func alerts() async throws -> [[String: Any]] {
        let answer = try await BuiltPrograms.run(yushi, "alerts", "list", "--store", store, "--json")
        guard answer.status == 0 else { throw LinkedProgram.Failure(description: "yushi alerts: \(answer.errors)") }
        return try answer.output.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    /// Returns when a chain's recorded tip is this block, or one of this height.
    func waitForTip(of chain: String, _ tip: String? = nil, height: Int? = nil) async throws {
        let end = ContinuousClock.now + .seconds(45)
        while ContinuousClock.now < end {
            // Before its first records the store has nothing to show.
            let chains = (try? await status())?["chains"] as? [[String: Any]] ?? []
            let found = chains.first { $0["chain"] as? String == chain }
            if let tip, found?["tip"] as? String == tip { return }
            if let height, found?["height"] as? Int == height { return }
            guard node.isRunning else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw LinkedProgram.Failure(
            description: "chain \(chain) did not reach \(tip ?? "height \(height ?? 0)"): \(try await status())")
    }
}
