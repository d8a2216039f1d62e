internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// A minimal HTTP/1.1 server in front of whatever answers: GET and HEAD, everything else is 405.
public final class RESTServer: Sendable {
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    /// Port it listens at.
    public let port: Int

    /// Listens.
    ///
    /// - Parameters:
    ///   - host: an address of this machine.
    ///   - port: 0 for one chosen by the system.
    ///   - node: answers.
    /// - Throws: NIO's `IOError` when the address cannot be bound.
    public convenience init(host: String, port: Int, node: SimulatedNode) async throws {
        try await self.init(host: host, port: port) { node.respond(to: $0) }
    }

    /// Listens.
    ///
    /// - Parameter respond: answers the target of a request.
    public init(host: String, port: Int, respond: @escaping @Sendable (String) -> RESTResponse) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            channel = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 64)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                        try channel.pipeline.syncOperations.addHandler(RESTHandler(respond: respond))
                    }
                }
                .bind(host: host, port: port)
                .get()
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        self.group = group
        self.port = channel.localAddress?.port ?? port
    }

    /// Stops listening and closes all connections.
    public func close() async {
        try? await channel.close()
        try? await group.shutdownGracefully()
    }
}

/// Answers one request after the other on one connection; its event loop is its only thread.
private final class RESTHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let respond: @Sendable (String) -> RESTResponse
    private var head: HTTPRequestHead?

    init(respond: @escaping @Sendable (String) -> RESTResponse) {
        self.respond = respond
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let response =
            request.method == .GET || request.method == .HEAD
            ? respond(request.uri) : .error(405, "Only GET and HEAD are answered")
        var headers = HTTPHeaders()
        headers.add(name: "Content-Type", value: response.contentType)
        headers.add(name: "Content-Length", value: String(response.body.count))
        if !request.isKeepAlive { headers.add(name: "Connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: response.status),
            headers: headers
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
        }
        let done = context.eventLoop.makePromise(of: Void.self)
        if !request.isKeepAlive {
            let channel = context.channel
            done.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: done)
    }
}
