import Foundation
import NIOCore
import ParticipantNode
import Testing
import TransparencyLog

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite(.timeLimit(.minutes(2))) struct WitnessServerTests {
    private static func send(
        _ method: String, _ path: String, _ body: [UInt8]? = nil, _ port: Int
    ) async throws -> (status: Int, type: String?, body: [UInt8]) {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = method
        request.httpBody = body.map { Data($0) }
        let (data, answer) = try await URLSession.shared.data(for: request)
        let response = try #require(answer as? HTTPURLResponse)
        return (response.statusCode, response.value(forHTTPHeaderField: "Content-Type"), [UInt8](data))
    }

    @Test func answersOverHTTP() async throws {
        let world = try WitnessWorld()
        let server = try await WitnessServer(host: "127.0.0.1", port: 0, service: world.open())
        let port = server.port
        let identifier = SHA256Hasher.hash(Array("log.example".utf8)).hex
        #expect(try await Self.send("GET", "/\(identifier)/checkpoint", nil, port).status == 404)
        let answer = try await Self.send("POST", "/add-checkpoint", world.request(0, 10), port)
        #expect(answer.status == 200)
        let response = try AddCheckpointResponse(status: answer.status, contentType: answer.type, body: answer.body)
        guard case .cosigned(let lines) = response else {
            Issue.record("\(response)")
            return
        }
        #expect(lines.map(\.name) == [world.signer.verifierKey.name])
        let shown = try await Self.send("GET", "/\(identifier)/checkpoint", nil, port)
        #expect(shown.status == 200)
        let signed = try SignedCheckpoint(parsing: shown.body)
        #expect(try signed.note.verify(with: [world.log.verifierKey, world.signer.verifierKey]).count == 2)
        #expect(signed.note.signatures.last == lines.first)
        let conflict = try await Self.send("POST", "/add-checkpoint", world.request(0, 12), port)
        #expect(conflict.status == 409)
        #expect(conflict.type == "text/x.tlog.size")
        #expect(conflict.body == Array("10\n".utf8))
        for (method, path, status) in [
            ("GET", "/", 200), ("GET", "/add-checkpoint", 405), ("POST", "/\(identifier)/checkpoint", 405),
            ("GET", "/\(identifier.uppercased())/checkpoint", 404), ("GET", "/\(identifier)", 404),
            ("GET", "/\(identifier)/checkpoint/", 404), ("GET", "//checkpoint", 404), ("POST", "/sign-subtree", 404),
            ("GET", "/\(String(identifier.dropLast()))0/checkpoint", 404), ("DELETE", "/add-checkpoint", 405),
        ] { #expect(try await Self.send(method, path, nil, port).status == status, "\(method) \(path)") }
        #expect(try await Self.send("POST", "/add-checkpoint?x=1", world.request(10, 12), port).status == 200)
        await server.close()
    }

    /// What one client may send, and how long it may take.
    @Test(
        arguments: [
            ("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 2000001\r\n\r\n", 413),
            (
                "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n"
                    + String(repeating: "x", count: 4_096) + "\r\n", 413
            ),
            ("GET / HTTP/1.1\r\nHost: w\r\nContent-Length: 10\r\n\r\n", 413),
            ("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 10\r\n\r\nold", 408),
            ("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 3\r\n\r\nold", 400),
            ("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: x\r\n\r\n", 400),
            ("nonsense\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: w\r\nExpect: 100-continue\r\n\r\n", 100),
            // Nothing at all, and half a head: the connection is closed without an answer.
            ("", nil),
            ("GET / HTT", nil),
        ] as [(String, Int?)])
    func rudeClients(text: String, status: Int?) async throws {
        var limits = WitnessServerLimits()
        limits.maximumBodyByteCount = 2_000
        limits.idleTimeout = .milliseconds(300)
        limits.requestTimeout = .milliseconds(200)
        limits.writeTimeout = .milliseconds(200)
        let world = try WitnessWorld()
        let server = try await WitnessServer(host: "127.0.0.1", port: 0, service: world.open(), limits: limits)
        let received = try await RawClient.exchange(Array(text.utf8), port: server.port)
        let first = String(decoding: received, as: UTF8.self).split(separator: " ").dropFirst().first
        #expect(first.flatMap { Int($0) } == status, "\(String(decoding: received.prefix(200), as: UTF8.self))")
        await server.close()
    }

    /// Requests sent without waiting are answered in their order on one connection.
    @Test func pipelining() async throws {
        let world = try WitnessWorld()
        var limits = WitnessServerLimits()
        limits.idleTimeout = .milliseconds(500)
        let server = try await WitnessServer(host: "127.0.0.1", port: 0, service: world.open(), limits: limits)
        var bytes: [UInt8] = []
        for (old, new) in [(0, 5), (5, 9), (5, 9), (9, 20)] as [(UInt64, UInt64)] {
            let body = try world.request(old, new)
            bytes +=
                Array("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
        }
        bytes += Array("GET / HTTP/1.1\r\nHost: w\r\n\r\n".utf8)
        let text = String(decoding: try await RawClient.exchange(bytes, port: server.port), as: UTF8.self)
        let statuses = text.split(separator: "HTTP/1.1 ").compactMap { Int($0.prefix(3)) }
        #expect(statuses == [200, 200, 409, 200, 200])
        await server.close()
    }

    /// Beyond its number of connections a server hangs up and serves the others.
    @Test func tooManyConnections() async throws {
        let world = try WitnessWorld()
        var limits = WitnessServerLimits()
        limits.maximumConnections = 3
        let server = try await WitnessServer(host: "127.0.0.1", port: 0, service: world.open(), limits: limits)
        let held = try (0..<3).map { _ in try RawClient(port: server.port) }
        for client in held {
            try client.send(Array("GET / HTTP/1.1\r\nHost: w\r\n\r\n".utf8))
            #expect(try client.receive().starts(with: Array("HTTP/1.1 200".utf8)))
        }
        let refused = try RawClient(port: server.port)
        #expect(try refused.receive().isEmpty)
        try held[0].send(Array("GET / HTTP/1.1\r\nHost: w\r\n\r\n".utf8))
        #expect(try held[0].receive().starts(with: Array("HTTP/1.1 200".utf8)))
        await server.close()
    }
}
