internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization
internal import TransparencyLog

/// Answers one request after the other on one connection; its event loop is its only thread. The pipeline in front of it
/// delivers the next request only when the last one is answered.
final class WitnessHTTPHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        /// The head is here; the body comes.
        case receiving(WitnessRoute)
        /// The request is complete, or its rest does not matter.
        case answering
        /// It was refused before its end: the rest is thrown away, so that the client has time to read why.
        case draining(rest: Int)
    }

    /// What a refused client may still send before it is cut off, in bytes.
    private static let drainByteCount = 4_000_000

    private let service: WitnessService
    private let threads: NIOThreadPool
    private let limits: WitnessServerLimits
    private let load: WitnessLoad
    private var state = State.idle
    /// Until it is answered.
    private var head: HTTPRequestHead?
    /// How many requests have begun. With pipelining the next one begins before the last answer is written.
    private var requestCount = 0
    private var body: [UInt8] = []
    /// Ends the connection when the client is too slow; one at a time.
    private var timer: Scheduled<Void>?

    init(service: WitnessService, threads: NIOThreadPool, limits: WitnessServerLimits, load: WitnessLoad) {
        self.service = service
        self.threads = threads
        self.limits = limits
        self.load = load
    }

    func channelActive(context: ChannelHandlerContext) {
        closeLater(after: limits.idleTimeout, context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let part): receive(part, context)
        case .end: end(context)
        }
    }

    // MARK: Reading

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        self.head = head
        requestCount += 1
        body = []
        let route = WitnessRoute(method: head.method.rawValue, target: head.uri)
        state = .receiving(route)
        schedule(after: limits.requestTimeout, context) { handler, context in handler.refuseSlow(context) }
        if let length = head.headers.first(name: "Content-Length").flatMap({ Int($0) }), length > bodyLimit(of: route) {
            refuseLarge(context)
        } else if head.headers["Expect"].contains(where: { $0.lowercased() == "100-continue" }) {
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
        }
    }

    private func receive(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
        switch state {
        case .receiving(let route):
            guard body.count + part.readableBytes <= bodyLimit(of: route) else { return refuseLarge(context) }
            body.append(contentsOf: part.readableBytesView)
        case .draining(let rest):
            guard part.readableBytes <= rest else { return context.close(promise: nil) }
            state = .draining(rest: rest - part.readableBytes)
        case .idle, .answering:
            break
        }
    }

    private func end(_ context: ChannelHandlerContext) {
        switch state {
        case .receiving(let route):
            state = .answering
            timer?.cancel()
            answer(route, context)
        case .draining:
            context.close(promise: nil)
        case .idle, .answering:
            break
        }
    }

    /// Only one route has a body.
    private func bodyLimit(of route: WitnessRoute) -> Int {
        route == .addCheckpoint ? limits.maximumBodyByteCount : 0
    }

    private func refuseLarge(_ context: ChannelHandlerContext) {
        let answer = WitnessAnswer.refusal(
            413, english: "A request has at most \(limits.maximumBodyByteCount) bytes.",
            chinese: "请求最多 \(limits.maximumBodyByteCount) 字节。")
        state = .draining(rest: Self.drainByteCount)
        write(answer, isLast: true, context)
    }

    private func refuseSlow(_ context: ChannelHandlerContext) {
        let answer = WitnessAnswer.refusal(
            408, english: "The request did not arrive in time.", chinese: "请求未能及时到达。")
        state = .draining(rest: 0)
        write(answer, isLast: true, context)
        context.close(promise: nil)
    }

    // MARK: Answering

    private func answer(_ route: WitnessRoute, _ context: ChannelHandlerContext) {
        switch route {
        case .addCheckpoint:
            decide(context)
        case .checkpoint(let identifier):
            guard let note = service.checkpoint(identifier: identifier) else {
                return write(
                    .refusal(
                        404, english: "No checkpoint of that log was cosigned here.", chinese: "此处未联署过该日志的检查点。"),
                    context)
            }
            write(
                WitnessAnswer(status: 200, contentType: WitnessAnswer.textContentType, body: note), context,
                headers: [("Cache-Control", "public, max-age=5")])
        case .about:
            let key = service.witness.verifierKey
            write(
                .refusal(
                    200,
                    english:
                        "C2SP tlog-witness \(key.name)\n\(key)\nPOST /add-checkpoint, GET /<sha256 of origin>/checkpoint",
                    chinese: "透明日志见证方，见证 \(service.witness.logs.count) 个日志。"), context)
        case .wrongMethod(let allowed):
            write(
                .refusal(405, english: "Allowed here: \(allowed).", chinese: "此处仅允许 \(allowed)。"), context,
                headers: [("Allow", allowed)])
        case .nothing:
            write(
                .refusal(
                    404, english: "There is /add-checkpoint and /<sha256 of origin>/checkpoint.",
                    chinese: "可用路径为 /add-checkpoint 与 /<来源的 sha256>/checkpoint。"), context)
        }
    }

    /// Off the event loop: the disk is waited for.
    private func decide(_ context: ChannelHandlerContext) {
        let body = body
        self.body = []
        let load = load
        guard load.pending.wrappingAdd(1, ordering: .relaxed).newValue <= limits.maximumPendingRequests else {
            load.pending.wrappingSubtract(1, ordering: .relaxed)
            return write(WitnessService.unavailable, context, headers: [("Retry-After", "1")])
        }
        let service = service
        threads.runIfActive(eventLoop: context.eventLoop) { service.addCheckpoint(body) }
            .assumeIsolated()
            .whenComplete { result in
                load.pending.wrappingSubtract(1, ordering: .relaxed)
                self.write((try? result.get()) ?? WitnessService.unavailable, context)
            }
    }

    private func write(
        _ answer: WitnessAnswer, isLast: Bool = false, _ context: ChannelHandlerContext,
        headers extra: [(String, String)] = []
    ) {
        guard let request = head, context.channel.isActive else { return }
        head = nil
        let keepsAlive = request.isKeepAlive && !isLast
        var headers = HTTPHeaders(extra)
        headers.add(name: "Content-Type", value: answer.contentType)
        headers.add(name: "Content-Length", value: String(answer.body.count))
        headers.add(name: "X-Content-Type-Options", value: "nosniff")
        if !keepsAlive { headers.add(name: "Connection", value: "close") }
        let response = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        if request.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        }
        closeLater(after: limits.writeTimeout, context)
        let written = context.eventLoop.makePromise(of: Void.self)
        let number = requestCount
        written.futureResult.assumeIsolated().whenComplete { _ in
            if number == self.requestCount { self.written(keepsAlive: keepsAlive, context) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }

    private func written(keepsAlive: Bool, _ context: ChannelHandlerContext) {
        switch state {
        case .answering where keepsAlive:
            state = .idle
            closeLater(after: limits.idleTimeout, context)
        case .draining(let rest) where rest > 0:
            closeLater(after: limits.writeTimeout, context)
        case .answering, .draining, .receiving, .idle:
            context.close(promise: nil)
        }
    }

    // MARK: Time

    private func closeLater(after delay: TimeAmount, _ context: ChannelHandlerContext) {
        schedule(after: delay, context) { _, context in context.close(promise: nil) }
    }

    private func schedule(
        after delay: TimeAmount, _ context: ChannelHandlerContext,
        _ action: @escaping (WitnessHTTPHandler, ChannelHandlerContext) -> Void
    ) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: delay) { action(self, context) }
    }
}
