import Foundation
import NodeHarness
import Testing

/// Encrypted feeds over IPv6 between programs of their own: the right key is let in, and `yushi status` says of every other one why
/// nothing comes.
@Suite(.timeLimit(.minutes(2))) struct CurveFeedTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curve-\(UUID().uuidString)")

    @Test func onlyTheRegisteredKeyIsLetIn() async throws {
        guard let yushi = BuiltPrograms.yushi, let participant = BuiltPrograms.participant else { return }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var running: [LinkedProgram] = []
        do {
            var configuration = "chains:\n"
            for name in ["right", "wrong", "open"] {
                let program = try await publisher(participant, name)
                running.append(program)
                configuration += try chain(name, try await program.firstLine())
            }
            let node = try await node(yushi, configuration)
            running.append(node)
            try await check(yushi, node)
        } catch {
            for program in running.reversed() { await program.stop() }
            throw error
        }
        for program in running.reversed() { await program.stop() }
        try FileManager.default.removeItem(at: folder)
    }

    private func check(_ yushi: URL, _ node: LinkedProgram) async throws {
        let store = folder.path + "/node/store"
        let end = ContinuousClock.now + .seconds(30)
        var states: [String: String] = [:]
        var heights: [String: Int] = [:]
        let expected = ["right": "ready", "wrong": "refused curve.handshake", "open": "refused feed.handshake"]
        while ContinuousClock.now < end, states != expected || heights["right"] != 2 {
            try await Task.sleep(for: .milliseconds(200))
            let status = try await BuiltPrograms.run(yushi, "status", "--store", store, "--json")
            let object = try? JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
            for chain in object?["chains"] as? [[String: Any]] ?? [] {
                guard let name = chain["chain"] as? String else { continue }
                heights[name] = chain["height"] as? Int
                let source = (chain["sources"] as? [[String: Any]])?.first
                let feed = (source?["feeds"] as? [[String: Any]])?.first
                #expect((feed?["address"] as? String)?.hasPrefix("tcp://[::1]:") != false)
                states[name] = [feed?["state"], feed?["reason"]].compactMap { $0 as? String }.joined(separator: " ")
            }
        }
        #expect(states == expected)
        #expect(heights == ["right": 2, "wrong": 0, "open": 0])
        let text = try await BuiltPrograms.run(yushi, "status", "--store", store)
        #expect(text.output.contains("curve.server"))
        #expect(node.errors.contains("feed refused: the publisher has another CURVE key than the registered one"))
        // The refusal is an input: it stands in the ledger, summed by the minute and at the end.
        #expect(await node.stop() == 0)
        let after = try await BuiltPrograms.run(yushi, "status", "--store", store, "--json")
        #expect(after.output.contains(#""running":false"#))
        let records = try await BuiltPrograms.run(yushi, "ledger", "export", folder.path + "/export", "--store", store)
        #expect(records.status == 0, "\(records.errors)")
        let files = FileManager.default.enumerator(atPath: folder.path + "/export")?.allObjects ?? []
        let isRecorded = files.contains { name in
            let data = FileManager.default.contents(atPath: folder.path + "/export/\(name)")
            return data?.range(of: Data("curve.handshake".utf8)) != nil
        }
        #expect(isRecorded)
    }

    /// A consortium chain with two blocks behind CURVE on the loopback address of IPv6.
    private func publisher(_ participant: URL, _ name: String) async throws -> LinkedProgram {
        let events = ["01", "02"].map { second in
            #"{"type":"loan.originated","chain":"\#(name)","time":"2026-11-02T01:00:\#(second)Z","loanId":"L\#(second)"}"#
        }
        let file = folder.appendingPathComponent("\(name).jsonl")
        try events.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        let key = folder.path + "/\(name).curve"
        let made = try await BuiltPrograms.run(participant, "key", key, "--scheme", "curve")
        guard made.status == 0 else { throw LinkedProgram.Failure(description: made.errors) }
        let program = LinkedProgram(
            participant,
            [
                "publish", "native", file.path, "--bind", "tcp://[::1]:*", "--rest", "[::1]:0", "--key", key, "--stay",
                "--write-config", folder.path + "/\(name).yaml",
            ], log: folder.appendingPathComponent("\(name).log"))
        try await program.start()
        return program
    }

    /// What the participant wrote; for the refused ones with another key or none, and without the way round by HTTP.
    private func chain(_ name: String, _ line: String) throws -> String {
        var text = try String(contentsOfFile: folder.path + "/\(name).yaml", encoding: .utf8)
            .replacingOccurrences(of: "chains:\n", with: "")
        #expect(text.contains("tcp://[::1]:"))
        #expect(text.contains("http://[::1]:"))
        guard name != "right" else { return text }
        text = text.split(separator: "\n").filter { !$0.contains("backfill:") }.joined(separator: "\n") + "\n"
        if name == "open" {
            return text.split(separator: "\n").filter { !$0.contains("curve:") }.joined(separator: "\n") + "\n"
        }
        // The key of RFC 26's own example.
        let other = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
        return text.split(separator: "\n").map { line in
            line.contains("curve:") ? #"        curve: { server: "\#(other)" }"# : String(line)
        }.joined(separator: "\n") + "\n"
    }

    private func node(_ yushi: URL, _ configuration: String) async throws -> LinkedProgram {
        let made = try await BuiltPrograms.run(yushi, "init", folder.path + "/node")
        guard made.status == 0 else { throw LinkedProgram.Failure(description: made.errors) }
        let file = folder.appendingPathComponent("node/yushi.yaml")
        let head = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "chains:\n")[0]
        try (head + configuration).write(to: file, atomically: true, encoding: .utf8)
        let node = LinkedProgram(
            yushi, ["run", "--config", file.path], log: folder.appendingPathComponent("node.log"))
        try await node.start()
        return node
    }
}
