internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// A C2SP tlog-witness over HTTP/1.1: `POST /add-checkpoint`, `GET /<identifier>/checkpoint`, and `GET /` for people.
///
/// Event loops read and write; a few threads decide and wait for the disk. TLS is left to a proxy in front: requests
/// authenticate themselves by the signature of the log.
public final class WitnessServer: Sendable {
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup
    private let threads: NIOThreadPool

    /// Port it listens at.
    public let port: Int

    /// Listens.
    ///
    /// - Parameters:
    ///   - host: an address of this machine.
    ///   - port: 0 for one chosen by the system.
    ///   - service: answers.
    /// - Throws: NIO's `IOError` when the address cannot be bound.
    public init(
        host: String, port: Int, service: WitnessService, limits: WitnessServerLimits = WitnessServerLimits()
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let threads = NIOThreadPool(numberOfThreads: 4)
        threads.start()
        let load = WitnessLoad()
        do {
            channel = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { channel in
                    guard load.connections.wrappingAdd(1, ordering: .relaxed).newValue <= limits.maximumConnections
                    else {
                        load.connections.wrappingSubtract(1, ordering: .relaxed)
                        return channel.eventLoop.makeFailedFuture(WitnessLoad.TooManyConnections())
                    }
                    channel.closeFuture.whenComplete { _ in load.connections.wrappingSubtract(1, ordering: .relaxed) }
                    return channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                        try pipeline.addHandler(
                            WitnessHTTPHandler(service: service, threads: threads, limits: limits, load: load))
                    }
                }
                .bind(host: host, port: port)
                .get()
        } catch {
            try? await threads.shutdownGracefully()
            try? await group.shutdownGracefully()
            throw error
        }
        self.group = group
        self.threads = threads
        self.port = channel.localAddress?.port ?? port
    }

    /// Stops listening, finishes what was begun and closes all connections.
    public func close() async {
        try? await channel.close()
        try? await threads.shutdownGracefully()
        try? await group.shutdownGracefully()
    }
}

/// How much is going on in one server.
final class WitnessLoad: Sendable {
    struct TooManyConnections: Error {}

    let connections = Atomic<Int>(0)
    /// Requests handed to the threads and not answered yet.
    let pending = Atomic<Int>(0)
}
