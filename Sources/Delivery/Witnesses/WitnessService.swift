import AsyncHTTPClient
public import Logging
public import Persistence
public import ServiceLifecycle
import TransparencyLog

/// Asks the witnesses again whenever a head was signed, and every ten minutes when nothing happens, so that freshness can
/// be judged: a checkpoint has no time, a cosignature has.
public struct WitnessService: Service {
    private static let pause = Duration.seconds(1)
    /// Between two attempts at the same head.
    private static let retryAfter: UInt64 = 30
    /// After which a head that everybody has cosigned is cosigned anew.
    private static let heartbeat: UInt64 = 600

    private let store: Store
    private let endpoints: [WitnessEndpoint]
    private let logger: Logger
    private let now: @Sendable () -> UInt64

    /// - Parameter now: POSIX seconds.
    public init(
        store: Store, endpoints: [WitnessEndpoint], logger: Logger, now: @escaping @Sendable () -> UInt64
    ) {
        self.store = store
        self.endpoints = endpoints
        self.logger = logger
        self.now = now
    }

    public func run() async throws {
        let client = WitnessExchange.makeClient()
        do {
            try await cancelWhenGracefulShutdown {
                try await exchange(WitnessExchange(store: store, endpoints: endpoints, client: client))
            }
        } catch is CancellationError {
        } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    private func exchange(_ exchange: WitnessExchange) async throws {
        var asked: (size: UInt64, time: UInt64, isWhole: Bool)?
        var told: [WitnessOutcome?] = Array(repeating: nil, count: endpoints.count)
        while !Task.isCancelled {
            let time = now()
            let size = try store.checkpoints.last()?.head.size
            let isDue =
                asked.map { asked in
                    asked.size != size
                        || time >= asked.time + (asked.isWhole ? WitnessService.heartbeat : WitnessService.retryAfter)
                } ?? true
            if let size, isDue {
                let outcomes = try await exchange.push(at: time)
                asked = (size, time, outcomes.allSatisfy { $0 == .cosigned })
                for (index, outcome) in outcomes.enumerated() where told[index] != outcome {
                    told[index] = outcome
                    tell(outcome, of: endpoints[index], size)
                    if case .ahead = outcome {
                        // Whoever signs now signs a second history.
                        try store.halt("witness \(endpoints[index].key.name.text) \(outcome.english)")
                    }
                }
            }
            try await Task.sleep(for: WitnessService.pause)
        }
    }

    private func tell(_ outcome: WitnessOutcome, of endpoint: WitnessEndpoint, _ size: UInt64) {
        let metadata: Logger.Metadata = [
            "size": "\(size)", "url": "\(endpoint.url)", "witness": "\(endpoint.key.name.text)",
        ]
        switch outcome {
        case .cosigned: logger.info("cosigned", metadata: metadata)
        case .ahead, .untrue: logger.critical("witness \(outcome.english)", metadata: metadata)
        case .refused, .unreachable: logger.warning("witness \(outcome.english)", metadata: metadata)
        }
    }
}
