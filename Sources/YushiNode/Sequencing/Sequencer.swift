import AuditLedger
import ChainCrypto
public import ChainFormats
public import Persistence
public import Supervision
public import SupervisionModel
import TransparencyLog

/// The one writer: gives every input its place and its time, folds it, and makes record, items, state and projections
/// durable in one transaction.
///
/// Belongs to one thread or actor. After an error it takes nothing more: what is on the disk is the truth.
public final class Sequencer {
    /// Bounds of what one transaction gathers.
    public struct BatchLimits: Sendable {
        public var records = LedgerBatch.maximumRecords
        public var archiveBytes = 64 << 20

        public init() {}
    }

    public let store: Store
    public let networks: ChainNetworks
    public let supervisor: Supervisor
    private let spends: any SpendResolver
    private let limits: BatchLimits
    private let builder: RecordBuilder
    private let content: SequencerContent
    private var batch = LedgerBatch()
    private var batchArchiveBytes = 0
    private var works: [ChainID: UInt256] = [:]
    private var failure: (any Error)?
    /// While set, nothing is committed, so that a reorganisation is one transaction.
    private var isReorganising = false
    /// Index of the next record.
    public private(set) var size: UInt64
    /// Time of the latest record.
    public private(set) var time: Timestamp

    public convenience init(
        store: Store, spends: any SpendResolver, naming: any EntityNaming = AddressNaming(),
        limits: BatchLimits = BatchLimits()
    ) throws {
        try self.init(
            store: store, spends: spends, naming: naming, limits: limits, packs: RulePackSource(),
            semantics: Supervisor.semantics)
    }

    /// - Parameter semantics: another engine's number, for tests of a change of engines.
    /// - Throws: `node.newerEngine` for a store that a later release has written.
    package init(
        store: Store, spends: any SpendResolver, naming: any EntityNaming, limits: BatchLimits,
        packs: any PackSource, semantics: Int64
    ) throws {
        self.store = store
        self.spends = spends
        self.limits = limits
        builder = RecordBuilder(hasher: SHA256Hasher())
        content = SequencerContent(store: store.content)
        networks = ChainNetworks()
        supervisor = Supervisor(
            packs: packs, content: content, history: StoredBlocks(store: store, networks: networks),
            naming: naming, inputs: RecordedInputs(store), semantics: semantics)
        size = try store.ledger.head().size
        let activation = try supervisor.activation(in: store.state)
        time = activation?.time ?? .distantPast
        if let recorded = activation?.semantics, recorded > semantics {
            throw NodeError(
                .newerEngine,
                "the store follows engine semantics \(recorded), this release has \(semantics): use the release that wrote it, or a later one"
            )
        }
        if let activation, activation.configuration != .zero { try useConfiguration(activation.configuration) }
    }

    /// The recorded configuration.
    public private(set) var configuration = CoreConfiguration(chains: [])

    private func useConfiguration(_ digest: Digest32) throws {
        configuration = try CoreConfiguration(
            json: CanonicalJSON.decode(try content.content(digest), maximumBytes: 1 << 20))
        try networks.update(configuration) { try content.content($0) }
    }

    // MARK: Admission

    /// What became of an input.
    public struct Admission: Sendable {
        public let sequence: UInt64
        public let result: StepResult
    }

    /// Content that an earlier input named.
    public func recorded(_ digest: Digest32) throws -> [UInt8] { try content.content(digest) }

    /// Content that the next inputs name.
    public func provide(_ bytes: [UInt8]) -> Digest32 {
        let digest = Digest32(SHA256.hash(bytes).bytes) ?? .zero
        content.add(bytes, digest: digest)
        batch.put(content: bytes, digest: digest)
        return digest
    }

    /// Admits an input that brings no block, after the inputs that are due before it.
    @discardableResult
    public func admit(_ input: Input, at moment: Timestamp) throws -> Admission {
        try guarded {
            // Both look at what was recorded before. What is due is the new engine's to conclude.
            let isEngine = if case .engineActivated = input { true } else { false }
            if !isEngine { try admitDue(before: moment) }
            if case .listUpdated = input { try commitBatch() } else if isEngine { try commitBatch() }
            let admission = try apply(input, at: moment, block: nil)
            if case .configChanged(let change) = input { try useConfiguration(change.config) }
            try commitIfFull()
            return admission
        }
    }

    /// Connects a verified block to the tip of its chain.
    ///
    /// - Parameter moment: the node's time; `nil` for an import, whose time is that of the block.
    @discardableResult
    public func connect(
        _ block: PreparedBlock, chain: ChainID, height: UInt64, arrival: BlockConnection.Arrival, at moment: Timestamp?
    ) throws -> Admission {
        try guarded {
            let moment = moment ?? max(time, Timestamp(seconds: block.seconds))
            try admitDue(before: moment)
            let profile = try networks.profile(of: chain)
            let spent = try spent(block, chain: chain, height: height, profile)
            let spentBytes = spent.encode()
            let raw = try store.archive.append(block.block.bytes, digest: block.digest)
            let undo = try store.archive.append(spentBytes)
            let input = BlockConnection(
                chain: chain, height: height, hash: block.hash, bytes: block.digest, spent: undo.digest,
                arrival: arrival)
            let content = try profile.content(of: block.block, spent: spent)
            let admission = try apply(.blockConnected(input), at: moment, block: content)
            batch.put(raw)
            batch.put(undo)
            batchArchiveBytes += block.byteCount + spentBytes.count
            let work = try addWork(of: block, chain: chain)
            batch.put(entry(block, input, isConnected: true, work: work))
            batch.put(ChainCursor(chain: chain, height: height, hash: block.hash))
            try commitIfFull()
            return admission
        }
    }

    /// What the inputs of a block spend; nothing on chains without outputs.
    private func spent(
        _ block: PreparedBlock, chain: ChainID, height: UInt64, _ profile: ChainProfile
    ) throws -> SpentOutputs {
        guard case .bitcoin(let decoded) = block.block, case .bitcoin(let network) = profile else {
            return SpentOutputs()
        }
        return try spends.connect(decoded, chain: chain, height: height, network: network)
    }

    /// Replaces the tip of a chain by another branch, all in one transaction: nobody ever reads half a reorganisation,
    /// and an interrupted import finds either branch whole.
    ///
    /// - Parameter body: calls `disconnect`, newest first, then `connect`, oldest first.
    public func reorganise(_ body: () throws -> Void) throws {
        // The directory must show the blocks that are to be taken off.
        try flush()
        isReorganising = true
        defer { isReorganising = false }
        try body()
        isReorganising = false
        try flush()
    }

    /// Takes the tip of a chain off; only within `reorganise`.
    @discardableResult
    public func disconnect(_ input: BlockDisconnection, at moment: Timestamp) throws -> Admission {
        try guarded {
            try admitDue(before: moment)
            guard let stored = try store.blocks.block(input.chain, hash: input.hash) else {
                throw NodeError(.missingBlock, "block \(input.hash) of \(input.chain) was never connected")
            }
            let blocks = StoredBlocks(store: store, networks: networks)
            let block = try blocks.block(chain: input.chain, bytes: stored.bytes, spent: stored.spent)
            let admission = try apply(.blockDisconnected(input), at: moment, block: block)
            if let block = block as? BitcoinBlock {
                try spends.disconnect(
                    block.block, spent: block.spent ?? SpentOutputs(unknownFor: block.block), chain: input.chain,
                    height: input.height, network: block.network)
            }
            batch.put(stored.taken(off: true))
            batch.put(ChainCursor(chain: input.chain, height: input.height - 1, hash: block.previous))
            works[input.chain] = try store.blocks.block(input.chain, hash: block.previous)?.cumulativeWork
            return admission
        }
    }

    /// Makes everything admitted so far durable.
    public func flush() throws {
        try guarded { try commitBatch() }
    }

    private func guarded<Result>(_ body: () throws -> Result) throws -> Result {
        if let failure { throw NodeError(.stopped, "the sequencer stopped: \(failure)") }
        do {
            return try body()
        } catch let error as SupervisionError {
            // Refused before anything changed: the sequencer goes on.
            throw error
        } catch {
            failure = error
            throw error
        }
    }

    private func admitDue(before moment: Timestamp) throws {
        for input in try supervisor.due(at: moment, in: store.state) { _ = try apply(input, at: moment, block: nil) }
    }

    // MARK: Records

    private func apply(_ input: Input, at moment: Timestamp, block: (any BlockContent)?) throws -> Admission {
        let moment = max(moment, time)
        let admitted = AdmittedInput(sequence: size, time: moment, input: input, block: block)
        let result = try supervisor.apply(admitted, to: store.state)
        try record(admitted, result)
        store.state.apply(result.changes)
        size += 1
        time = moment
        return Admission(sequence: admitted.sequence, result: result)
    }

    private func record(_ admitted: AdmittedInput, _ result: StepResult) throws {
        let made = try RecordMaker(builder: builder, keys: store.keys).make(admitted, items: result.items)
        batch.append(made, changes: result.changes)
        for alert in result.alerts {
            batch.put(ProjectionChange(kind: "alert", id: alert.id.hex, order: Int64(alert.raised), value: alert.json))
        }
        for score in result.scores {
            let (subject, order) = (score.document["subject"]?.string ?? "", Int64(score.day.number))
            batch.put(ProjectionChange(kind: "score", id: subject, order: order, value: score.document))
            // What was published for a day stays; a later document of the same day takes its place.
            batch.put(
                ProjectionChange(
                    kind: "scoreDay", id: "\(score.day.text) \(subject)", order: order, value: score.document))
        }
    }

    private func addWork(of block: PreparedBlock, chain: ChainID) throws -> UInt256 {
        let before: UInt256
        if let known = works[chain] {
            before = known
        } else {
            before = try store.blocks.block(chain, hash: block.previous)?.cumulativeWork ?? UInt256(0)
        }
        let work = before + block.work
        works[chain] = work
        return work
    }

    private func entry(
        _ block: PreparedBlock, _ input: BlockConnection, isConnected: Bool, work: UInt256
    ) -> BlockEntry {
        BlockEntry(
            chain: input.chain, height: input.height, hash: input.hash, parent: block.previous, bytes: input.bytes,
            spent: input.spent, isConnected: isConnected, work: work.digest, time: block.seconds)
    }

    private func commitIfFull() throws {
        if isReorganising { return }
        if batch.records.count >= limits.records || batchArchiveBytes >= limits.archiveBytes { try commitBatch() }
    }

    private func commitBatch() throws {
        guard !batch.isEmpty else { return }
        let full = batch
        batch = LedgerBatch()
        batchArchiveBytes = 0
        store.state.seal()
        try store.commit(full)
        content.committed()
        try spends.committed()
    }
}
