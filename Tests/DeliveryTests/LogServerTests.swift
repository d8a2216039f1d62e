import AsyncHTTPClient
import Delivery
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Persistence
import Supervision
import Testing
import TransparencyLog

/// The served ledger, asked by a client over loopback.
@Suite(.timeLimit(.minutes(2))) struct LogServerTests {
    /// Bytes, status and the fields that matter.
    private struct Answer {
        let status: Int
        let body: [UInt8]
        let type: String?
        let cache: String?
    }

    private func get(_ client: HTTPClient, _ port: Int, _ path: String, method: HTTPMethod = .GET) async throws
        -> Answer
    {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = method
        let answer = try await client.execute(request, timeout: .seconds(5))
        let body = try await answer.body.collect(upTo: 1 << 20)
        return Answer(
            status: Int(answer.status.code), body: Array(body.readableBytesView),
            type: answer.headers.first(name: "Content-Type"), cache: answer.headers.first(name: "Cache-Control"))
    }

    @Test("what is served is what is exported, and nothing beyond the checkpoint")
    func served() async throws {
        let directory = NSTemporaryDirectory() + "served-" + UUID().uuidString
        let origin = "log.example/audit"
        let store = try Store.create(at: directory, kind: .live, origin: origin)
        let signer = try NoteSigner(name: KeyName(origin), type: .ed25519, seed: [UInt8](repeating: 7, count: 32))
        func add(_ range: Range<UInt64>) throws {
            var batch = LedgerBatch()
            for sequence in range {
                let bytes = Array("record \(sequence)".utf8)
                batch.append(
                    StoredRecord(sequence: sequence, bytes: bytes, leafHash: SHA256Hasher().leaf(bytes), items: []),
                    changes: StateChanges([]))
            }
            try store.commit(batch)
        }
        let server = LogServer(store: store, host: "127.0.0.1", port: 0, logger: Logger(label: "test"))
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await server.run { listening.yield($0) } }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let client = WitnessExchange.makeClient()

        #expect(try await get(client, port, "/healthz").status == 200)
        #expect(try await get(client, port, "/readyz").status == 404, "no checkpoint yet")
        #expect(try await get(client, port, "/ledger/checkpoint").status == 404)
        try add(0..<600)
        _ = try store.checkpoints.sign { head in
            try SignedCheckpoint(Checkpoint(origin: origin, size: head.size, root: head.root), signer: signer).encode()
        }
        // Committed, and not covered by a checkpoint: not public yet.
        try add(600..<700)
        let exported = directory + "/exported"
        _ = try LedgerExport(store).write(to: exported)
        let names = FileManager.default.enumerator(atPath: exported)?.compactMap { $0 as? String } ?? []
        var files = 0
        for name in names.sorted() {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: exported + "/" + name, isDirectory: &isDirectory),
                !isDirectory.boolValue
            else { continue }
            files += 1
            let answer = try await get(client, port, "/ledger/" + name)
            #expect(answer.status == 200, "\(name)")
            #expect(answer.body == Array(try Data(contentsOf: URL(filePath: exported + "/" + name))), "\(name)")
            let isCheckpoint = name == "checkpoint"
            #expect(answer.type == (isCheckpoint ? "text/plain; charset=utf-8" : "application/octet-stream"))
            #expect(answer.cache == (isCheckpoint ? "public, max-age=5" : "public, max-age=31536000, immutable"))
            let head = try await get(client, port, "/ledger/" + name, method: .HEAD)
            #expect(head.status == 200 && head.body.isEmpty)
        }
        #expect(files == 8, "\(names)")
        // Narrower partial tiles belong to earlier heads; wider ones to later heads.
        #expect(try await get(client, port, "/ledger/tile/0/002.p/88").status == 200)
        #expect(try await get(client, port, "/ledger/tile/0/002.p/7").body.count == 7 * 32)
        for path in [
            "/ledger/tile/0/002.p/89", "/ledger/tile/0/002", "/ledger/tile/0/003", "/ledger/tile/entries/002",
            "/ledger/tile/8/000", "/ledger/tile/0/x000/001", "/ledger/tile/0/../checkpoint", "/ledger/tile/0/002.p/0",
            "/ledger/", "/store.json", "/ledger/tile/entries/-01", "//ledger/checkpoint",
        ] { #expect(try await get(client, port, path).status == 404, "\(path)") }
        #expect(try await get(client, port, "/ledger/checkpoint", method: .POST).status == 405)
        #expect(try await get(client, port, "/" + String(repeating: "a", count: 500)).status == 414)
        try await client.shutdown()
        running.cancel()
        _ = try? await running.value
    }
}
