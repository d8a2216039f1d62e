import AsyncHTTPClient
import ChainFormats
public import Logging
public import ServiceLifecycle
import SupervisionModel
import Synchronization
import ZeroMQ

/// Observes one chain at one or more participants and hands on, in one order, what it finds.
///
/// One loop owns the ``ChainFollower``. Around it: a socket and its reader per endpoint, requests and verifications as
/// child tasks whose number the follower bounds, and a ticker. While the sink writes, the loop waits; then the readers
/// wait, the sockets' queues fill and drop by their own rules, counted, and what was dropped is fetched later.
public final class ChainObserver: Service {
    private typealias Follower = ChainFollower<[UInt8], VerifiedBody>

    enum Arrival: Sendable {
        case feed(Int, [SubscribeEvent])
        case event(FollowerEvent<[UInt8], VerifiedBody>)
    }

    /// How often due times are looked at.
    private static let tick = Duration.milliseconds(250)

    let configuration: ObserverConfiguration
    private let cursor: ChainCursor
    private let sink: any InputSink
    let clock: ObserverClock
    let logger: Logger
    let adapter: any ChainAdapter
    let gate: Gate
    let inbox = Inbox<Arrival>()
    private let latest: Mutex<ChainStatus?> = Mutex(nil)
    /// By endpoint and feed; changed by the one loop only.
    let connections: Mutex<[[FeedConnection]]>

    /// An observer that goes on from a durable cursor.
    public convenience init(
        _ configuration: ObserverConfiguration, cursor: ChainCursor, sink: any InputSink, logger: Logger,
        clock: ObserverClock = .system
    ) {
        self.init(configuration, cursor: .cursor(cursor), sink: sink, logger: logger, clock: clock)
    }

    /// An observer that goes on from where the ledger stands.
    public init(
        _ configuration: ObserverConfiguration, cursor: StartingPoint, sink: any InputSink, logger: Logger,
        clock: ObserverClock = .system
    ) {
        self.configuration = configuration
        self.sink = sink
        self.clock = clock
        var logger = logger
        logger[metadataKey: "chain"] = "\(configuration.chain)"
        self.logger = logger
        self.adapter = configuration.family.adapter(maximumBlockBytes: configuration.limits.maximumBlockBytes)
        self.cursor = cursor.cursor { [adapter] block in adapter.header(recorded: block) }
        self.gate = Gate(width: configuration.verifications)
        self.connections = Mutex(configuration.endpoints.map { $0.feeds.map { _ in .connecting } })
    }

    /// Where it stands; nil before it has begun.
    public var status: ChainStatus? { latest.withLock { $0 } }

    /// Observes until shutdown, cancellation, or an error of the sink.
    ///
    /// - Throws: what the sink threw; `ZeroMQError` when a socket cannot be opened; ``BackfillError`` `invalidAddress`.
    public func run() async throws {
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: BackfillClient.clientConfiguration)
        let inbox = inbox
        let result: Result<Void, any Error>
        do {
            try await withTaskCancellationHandler {
                try await withGracefulShutdownHandler {
                    try await observe(client)
                } onGracefulShutdown: {
                    inbox.finish()
                }
            } onCancel: {
                inbox.finish()
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try? await client.shutdown()
        try result.get()
    }

    private func observe(_ client: HTTPClient) async throws {
        var sources: [BackfillClient?] = []
        for endpoint in configuration.endpoints {
            sources.append(
                try endpoint.backfill.map { address throws(BackfillError) in
                    try BackfillClient(
                        address, client: client, limits: configuration.limits, family: configuration.family)
                })
        }
        // Subscribe first, then ask (R2).
        let sockets = try openSockets()
        let asked = sources
        try await withThrowingDiscardingTaskGroup { group in
            for (index, socket) in sockets {
                group.addTask { await self.read(socket, endpoint: index) }
            }
            group.addTask { await self.tickForEver() }
            do {
                try await follow { action in
                    group.addTask { await self.perform(action, sources: asked) }
                }
            } catch {
                inbox.finish()
                group.cancelAll()
                throw error
            }
            inbox.finish()
            group.cancelAll()
        }
    }

    /// The loop: everything that has come in, then everything that follows from it, durably, then the next batch.
    private func follow(_ start: (FollowerAction<[UInt8], VerifiedBody>) -> Void) async throws {
        var follower = Follower(
            chain: configuration.chain, cursor: cursor, rules: adapter.rules,
            sources: configuration.endpoints.map { $0.description(in: configuration.family) },
            settings: configuration.settings, now: clock.now())
        while let arrivals = await inbox.next() {
            var outputs: [ObservedInput] = []
            for arrival in arrivals {
                for event in events(of: arrival) {
                    for action in follower.handle(event, at: clock.now()) {
                        if case .emit(let output) = action {
                            outputs.append(observed(output))
                        } else {
                            start(action)
                        }
                    }
                }
            }
            let status = withConnections(follower.status)
            latest.withLock { $0 = status }
            if !outputs.isEmpty { try await sink.admit(outputs) }
        }
        let rest = follower.finish(at: clock.now())
        if !rest.isEmpty { try await sink.admit(rest.map(observed)) }
    }

    private func withConnections(_ status: ChainStatus) -> ChainStatus {
        var status = status
        let connections = connections.withLock { $0 }
        for (index, endpoint) in configuration.endpoints.enumerated() {
            status.sources[index].feeds = zip(endpoint.feeds, connections[index]).map { feed, connection in
                ChainStatus.Feed(address: feed.address.description, connection: connection)
            }
        }
        return status
    }

    private func observed(_ output: FollowerOutput<VerifiedBody>) -> ObservedInput {
        switch output {
        case .disconnected(let block):
            logger.notice("block taken back", metadata: ["height": "\(block.height)", "hash": "\(block.hash)"])
            return .disconnected(block)
        case .feed(let input):
            if case .feedAlive = input {} else { logger.notice("\(input.typeName)", metadata: ["input": "\(input)"]) }
            return .feed(input)
        case .connected(let block):
            logger.debug("block", metadata: ["height": "\(block.height)", "hash": "\(block.header.hash)"])
            return .connected(
                ObservedBlock(
                    chain: configuration.chain, header: block.header, height: block.height, work: block.work,
                    ownWork: adapter.rules.work(of: block.header), source: configuration.endpoints[block.source].name,
                    arrival: block.arrival,
                    observed: block.observed, block: block.block.block, bytesHash: block.block.bytesHash))
        }
    }

    private func tickForEver() async {
        while !Task.isCancelled {
            await inbox.deliver(.event(.tick))
            do { try await clock.sleep(Self.tick) } catch { return }
        }
    }
}
