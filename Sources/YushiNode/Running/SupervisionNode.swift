import ChainFormats
import Delivery
public import Logging
public import Observation
import Persistence
public import RulePacks
public import ServiceLifecycle
public import Supervision
import SupervisionModel
import TransparencyLog

/// A node: observers of several chains, one ledger. Runs until it is told to stop.
public final class SupervisionNode: Service {
    private let observers: [ChainObserver]
    /// Chains of the observers, in their order.
    private let chains: [ChainID]
    private let store: Store
    private let index: IndexedSpends
    private let writer: LedgerWriter
    private let witnesses: WitnessService?
    private let server: LogServer?
    private let logger: Logger
    private let clock: ObserverClock

    /// Opens the store, brings what is recorded in line with the configuration, and prepares the observers.
    ///
    /// - Parameters:
    ///   - lists: those of the configuration, loaded.
    ///   - listener: called with everything that was concluded, after it is durable.
    public init(
        _ configuration: NodeConfiguration, pack: RulePack, lists: [ListBundle], logger: Logger,
        clock: ObserverClock = .system, listener: @escaping @Sendable (StepResult) -> Void = { _ in }
    ) throws {
        self.logger = logger
        self.clock = clock
        chains = configuration.chains.map(\.core.id)
        let store = try Store.open(at: configuration.store, for: .writing, kind: .live)
        self.store = store
        try store.checkpoints.checkForFork()
        let index = IndexedSpends(index: try store.openOutputIndex())
        self.index = index
        for chain in configuration.chains {
            guard case .bitcoin(let network) = chain.observer.family else { continue }
            try index.roll(chain.core.id, to: store, network: network)
        }
        let sequencer = try Sequencer(store: store, spends: index)
        let core = CoreConfiguration(
            chains: configuration.chains.map(\.core), accounts: sequencer.configuration.accounts)
        for mapping in configuration.mappings { _ = sequencer.provide(mapping.bytes) }
        try Bootstrap(
            configuration: core, pack: pack, lists: lists, author: configuration.author,
            approver: configuration.approver, isSigned: configuration.rulesSignedBy != nil
        ).apply(to: sequencer, at: clock.now().wall)
        for chain in configuration.chains { try Self.anchor(chain, configuration, sequencer, at: clock.now().wall) }
        try sequencer.flush()
        let signer = try LogKey.signer(of: store, directory: configuration.store, seed: nil)
        let endpoints = (configuration.policy?.witnesses ?? []).compactMap { witness in
            witness.url.map { WitnessEndpoint(key: witness.key, url: $0) }
        }
        witnesses =
            endpoints.isEmpty
            ? nil
            : WitnessService(store: store, endpoints: endpoints, logger: logger) {
                UInt64(clamping: clock.now().wall.milliseconds / 1000)
            }
        server = configuration.listen.map {
            LogServer(store: store, host: $0.host, port: $0.port, logger: logger)
        }
        let writer = LedgerWriter(
            sequencer: sequencer, signer: signer, now: { clock.now().wall }, listener: listener)
        self.writer = writer
        observers = try configuration.chains.map { chain in
            ChainObserver(
                chain.observer, cursor: try StoredCursor.read(store, chain.core.id, networks: sequencer.networks),
                sink: writer, logger: logger, clock: clock)
        }
    }

    private static func anchor(
        _ chain: NodeConfiguration.Chain, _ configuration: NodeConfiguration, _ sequencer: Sequencer,
        at moment: Timestamp
    ) throws {
        guard try sequencer.supervisor.tip(of: chain.core.id, in: sequencer.store.state) == nil else { return }
        try sequencer.admit(
            .chainAnchored(
                ChainAnchor(
                    chain: chain.core.id, height: chain.anchor?.height ?? 0,
                    // Everybody knows the genesis block: observation starts with the one after it.
                    hash: chain.anchor?.hash ?? chain.observer.family.genesis,
                    work: "0", times: [],
                    approvers: chain.anchor?.approvers ?? [configuration.author, configuration.approver])),
            at: moment)
    }

    /// Where each chain stands, as its observer sees it.
    public var status: [ChainStatus] { observers.compactMap(\.status) }

    /// For `yushi status`, which reads beside the running node.
    private func showStatus() {
        let entries = zip(chains, observers).compactMap { chain, observer in observer.status.map { (chain, $0) } }
        LiveStatus.write(entries, at: clock.now().wall, layout: store.layout)
    }

    private var reconciled: [ReconciledSource] {
        zip(chains, observers).flatMap { chain, observer in
            observer.status.map { ReconciledSource.all(of: chain, $0) } ?? []
        }
    }

    public func run() async throws {
        let writer = writer
        try await withThrowingTaskGroup(of: Void.self) { group in
            for observer in observers { group.addTask { try await observer.run() } }
            if let server { group.addTask { try await server.run() } }
            if let witnesses { group.addTask { try await witnesses.run() } }
            group.addTask {
                try await cancelWhenGracefulShutdown {
                    while !Task.isCancelled {
                        try await writer.tick(reconciled: self.reconciled)
                        self.showStatus()
                        do { try await Task.sleep(for: .seconds(1)) } catch { return }
                    }
                }
            }
            do {
                try await group.waitForAll()
            } catch {
                group.cancelAll()
                throw error
            }
        }
        try await writer.tick()
        LiveStatus.remove(store.layout)
        try index.close()
        try store.close()
        logger.info("stopped; everything found is recorded")
    }
}
