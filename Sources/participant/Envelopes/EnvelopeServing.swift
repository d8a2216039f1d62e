internal import ChainFormats
internal import Glibc
internal import ParticipantNode
internal import SupervisionModel
internal import ZeroMQ
internal import ZeroMQPublish

/// What every command that publishes envelopes has: a socket, a server for back-fill, heartbeats.
struct EnvelopeServing {
    let socket: PublishSocket
    let publishers: PublisherSet
    let server: RESTServer?
    private let serverHost: String?

    /// - Parameters:
    ///   - bind: addresses of the publisher.
    ///   - curve: file with the CURVE secret; nil: anybody may listen.
    ///   - backfill: HOST:PORT; nil: none.
    init(bind: [String], curve: String?, hwm: Int, backfill: String?) async throws {
        var endpoints: [Endpoint] = []
        for text in bind { endpoints.append(try Endpoint(text)) }
        var configuration = PublishConfiguration(endpoints: endpoints)
        guard hwm >= 0 else { throw CommandFailure.badInput("--hwm \(hwm): expected 0 or more") }
        configuration.sendHighWaterMark = hwm
        if let curve {
            let secret = try CurveSecretKey(z85: try KeyFile.firstLine(of: curve))
            configuration.curve = try CurveKeyPair(secretKey: secret)
        }
        socket = try PublishSocket(configuration)
        let publishers = PublisherSet(milliseconds: Self.now)
        self.publishers = publishers
        guard let backfill else {
            server = nil
            serverHost = nil
            return
        }
        guard let address = HostAndPort(backfill) else {
            throw CommandFailure.badInput(
                "--backfill \(backfill): expected HOST:PORT, e.g. 127.0.0.1:8080 or [::1]:8080")
        }
        do {
            server = try await RESTServer(host: address.host, port: address.port) { publishers.respond(to: $0) }
        } catch {
            throw CommandFailure.environment("--backfill \(backfill): \(error)")
        }
        serverHost = address.urlHost
    }

    /// Milliseconds since 1970 by the system's clock.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(time.tv_sec) * 1_000 + UInt64(time.tv_nsec) / 1_000_000
    }

    /// Base of the back-fill; nil without one.
    var backfillURL: String? {
        guard let server, let serverHost else { return nil }
        return "http://\(serverHost):\(server.port)"
    }

    /// The first line on standard output: where it listens, and what a node must register.
    func report(_ chains: [EnvelopeRegistration]) {
        var object: JSONObject = [
            "listening": .array(socket.endpoints.map { .string($0.description) }),
            "chains": .array(chains.map(\.json)),
        ]
        if let backfillURL { object.set("backfill", to: .string(backfillURL)) }
        if let key = socket.curvePublicKey { object.set("curvePublicKey", to: .string(key.z85)) }
        StandardOutput.write(String(decoding: JSONValue.object(object).encode(), as: UTF8.self))
    }

    /// Writes the `chains:` of a node's configuration.
    func writeConfiguration(_ path: String, _ chains: [EnvelopeRegistration]) throws {
        let output = try OutputFile(path)
        let text = EnvelopeRegistration.configuration(
            chains, listening: socket.endpoints.map(\.description), backfill: backfillURL,
            curve: socket.curvePublicKey?.z85)
        try output.write(Array(text.utf8))
        try output.flush()
    }

    /// The last line on standard output: what was done.
    func reportStatistics() {
        var chains: [JSONValue] = []
        for publisher in publishers.all {
            let done = publisher.statistics
            var object: JSONObject = [
                "blocks": .integer(Int64(done.blocks)), "chain": .string(publisher.stream.chain),
                "messages": .integer(Int64(done.messages)), "reorganisations": .integer(Int64(done.reorganisations)),
                "swallowed": .integer(Int64(done.swallowed)),
            ]
            if let tip = publisher.tip {
                object.set("height", to: JSONValue(tip.height))
                object.set("tip", to: .string(tip.id.hex))
            }
            chains.append(.object(object))
        }
        StandardOutput.write(String(decoding: JSONValue.array(chains).encode(), as: UTF8.self))
    }

    func close() async {
        await server?.close()
        socket.close()
    }
}
