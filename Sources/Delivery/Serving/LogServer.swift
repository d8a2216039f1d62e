public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
public import Persistence
public import ServiceLifecycle

/// Serves the public ledger over HTTP (C2SP tlog-tiles below `/ledger/`), GET and HEAD only. What is served is read from
/// the store each time: there is no second copy that could say something else.
public struct LogServer: Service {
    private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    /// A request that names more is no request for a tile.
    private static let maximumTarget = 128
    private static let maximumConnections = 256
    private static let idle = TimeAmount.seconds(30)

    private let log: PublishedLog
    private let host: String
    private let port: Int
    private let logger: Logger
    private let threads: NIOThreadPool

    /// - Parameters:
    ///   - port: 0 lets the system choose; the log says which.
    public init(store: Store, host: String, port: Int, logger: Logger) {
        log = PublishedLog(store)
        self.host = host
        self.port = port
        self.logger = logger
        threads = NIOThreadPool(numberOfThreads: 2)
    }

    public func run() async throws {
        try await run { _ in }
    }

    /// - Parameter listening: called with the port once it listens.
    public func run(listening: @escaping @Sendable (Int) -> Void) async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(
                        IdleStateHandler(readTimeout: LogServer.idle, writeTimeout: LogServer.idle))
                    try channel.pipeline.syncOperations.addHandler(CloseWhenIdle())
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        threads.start()
        let bound = server.channel.localAddress?.port ?? port
        logger.info("serving the ledger", metadata: ["address": "http://\(host):\(bound)/ledger/checkpoint"])
        listening(bound)
        do {
            try await cancelWhenGracefulShutdown {
                try await withThrowingDiscardingTaskGroup { group in
                    let open = OpenConnections(limit: LogServer.maximumConnections)
                    try await server.executeThenClose { connections in
                        for try await connection in connections {
                            guard open.enter() else {
                                try? await connection.channel.close()
                                continue
                            }
                            group.addTask {
                                await self.serve(connection)
                                open.leave()
                            }
                        }
                    }
                }
            }
        } catch is CancellationError {}
        try await threads.shutdownGracefully()
    }

    private func serve(_ connection: Connection) async {
        // A client that goes away is nobody's error.
        try? await connection.executeThenClose { requests, answers in
            for try await part in requests {
                guard case .head(let head) = part else { continue }
                let (answer, body) = await self.answer(head)
                try await answers.write(.head(answer))
                if head.method != .HEAD { try await answers.write(.body(.byteBuffer(ByteBuffer(bytes: body)))) }
                try await answers.write(.end(nil))
                if !head.isKeepAlive { return }
            }
        }
    }

    private func answer(_ head: HTTPRequestHead) async -> (HTTPResponseHead, [UInt8]) {
        func reply(_ status: HTTPResponseStatus, _ body: [UInt8], _ fields: [(String, String)]) -> (
            HTTPResponseHead, [UInt8]
        ) {
            var headers = HTTPHeaders(fields)
            headers.add(name: "Content-Length", value: "\(body.count)")
            headers.add(name: "X-Content-Type-Options", value: "nosniff")
            return (HTTPResponseHead(version: head.version, status: status, headers: headers), body)
        }
        let text = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        guard head.method == .GET || head.method == .HEAD else {
            return reply(.methodNotAllowed, Array("GET, HEAD\n".utf8), text + [("Allow", "GET, HEAD")])
        }
        guard head.uri.utf8.count <= LogServer.maximumTarget else { return reply(.uriTooLong, [], text) }
        do {
            switch try await resource(head.uri) {
            case .checkpoint(let note):
                return reply(
                    .ok, note, [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "public, max-age=5")])
            case .tile(let bytes):
                return reply(
                    .ok, bytes,
                    [
                        ("Content-Type", "application/octet-stream"),
                        ("Cache-Control", "public, max-age=31536000, immutable"),
                    ])
            case .health: return reply(.ok, Array("ok\n".utf8), text)
            case .nothing:
                return reply(
                    .notFound, Array("/ledger/checkpoint, /ledger/tile/…, /healthz, /readyz\n".utf8), text)
            }
        } catch {
            logger.error("a part of the ledger cannot be read", metadata: ["error": "\(error)", "path": "\(head.uri)"])
            return reply(.serviceUnavailable, Array("not readable 暂不可读\n".utf8), text)
        }
    }

    private enum Resource: Sendable {
        case checkpoint([UInt8])
        case tile([UInt8])
        case health
        case nothing
    }

    /// Off the cooperative threads: the disk is waited for.
    private func resource(_ target: String) async throws -> Resource {
        let path = String(target.prefix { $0 != "?" })
        if path == "/healthz" { return .health }
        return try await threads.runIfActive {
            if path == "/readyz" { return try log.checkpoint() == nil ? .nothing : .health }
            if path == "/ledger/checkpoint" { return try log.checkpoint().map { .checkpoint($0) } ?? .nothing }
            guard path.hasPrefix("/ledger/tile/") else { return .nothing }
            return try log.resource(String(path.dropFirst("/ledger/".utf8.count))).map { .tile($0) } ?? .nothing
        }
    }
}

/// Closes a connection on which nothing happens.
private final class CloseWhenIdle: ChannelInboundHandler {
    typealias InboundIn = Any

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
