import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A tiny HTTP server on loopback that answers with what a closure says and remembers what it was asked.
final class RESTServer: Sendable {
    struct Request: Hashable, Sendable {
        let method: String
        let path: String
        let body: String
    }

    typealias Answer = @Sendable (Request) -> (status: Int, body: [UInt8])

    let port: Int
    var address: String { "http://127.0.0.1:\(port)" }
    var requests: [Request] { log.withLock { $0 } }

    private let channel: any Channel
    private let log: RequestLog

    /// A lock that can be shared with the handlers.
    final class RequestLog: Sendable {
        private let requests = Mutex<[Request]>([])
        func withLock<Value: Sendable>(_ body: (inout [Request]) -> Value) -> Value {
            requests.withLock { requests in body(&requests) }
        }
    }

    init(_ answer: @escaping Answer) async throws {
        let log = RequestLog()
        self.log = log
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 64)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(log: log, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func close() async {
        try? await channel.close()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let log: RequestLog
        private let answer: Answer
        private var head: HTTPRequestHead?
        private var body = ""

        init(log: RequestLog, answer: @escaping Answer) {
            self.log = log
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                self.head = head
                body = ""
            case .body(let buffer):
                body += String(buffer: buffer)
            case .end:
                guard let head else { return }
                let request = Request(method: head.method.rawValue, path: head.uri, body: body)
                log.withLock { $0.append(request) }
                let (status, bytes) = answer(request)
                var headers = HTTPHeaders([("Content-Length", String(bytes.count))])
                if (300..<400).contains(status) { headers.add(name: "Location", value: "/elsewhere") }
                context.write(
                    wrapOutboundOut(
                        .head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers))),
                    promise: nil)
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
