import Dispatch
public import Observation
import Persistence
public import Supervision
public import SupervisionModel
public import TransparencyLog

/// Takes what the observers find, records it durably, and then tells who listens.
///
/// `@unchecked Sendable`: the sequencer is touched on `queue` only. A queue and not an actor, because a commit waits for
/// the disk, and a thread of the cooperative pool must not.
public final class LedgerWriter: InputSink, @unchecked Sendable {
    private let queue = DispatchQueue(label: "yushi.ledger")
    private let sequencer: Sequencer
    private let signer: NoteSigner
    private let now: @Sendable () -> Timestamp
    private let listener: @Sendable (StepResult) -> Void
    private var fresh: [StepResult] = []
    /// When time was first let pass in this run.
    private var started: Timestamp?

    /// - Parameters:
    ///   - now: the node's clock; the core never sees it but as the time of a record.
    ///   - listener: called, on the writer's queue, with results that are durable.
    public init(
        sequencer: Sequencer, signer: NoteSigner, now: @escaping @Sendable () -> Timestamp,
        listener: @escaping @Sendable (StepResult) -> Void
    ) {
        self.sequencer = sequencer
        self.signer = signer
        self.now = now
        self.listener = listener
    }

    // MARK: Observers

    public func admit(_ inputs: [ObservedInput]) async throws {
        try await perform { writer in
            var index = inputs.startIndex
            while index < inputs.endIndex {
                switch inputs[index] {
                case .connected(let block): try writer.connect(block)
                case .feed(let input): try writer.record(input)
                case .disconnected:
                    // A reorganisation is one transaction: everything up to the next message of a feed belongs to it.
                    let end =
                        inputs[index...].firstIndex { if case .feed = $0 { true } else { false } } ?? inputs.endIndex
                    try writer.reorganise(inputs[index..<end])
                    index = end
                    continue
                }
                index += 1
            }
        }
    }

    private func reorganise(_ inputs: ArraySlice<ObservedInput>) throws {
        try sequencer.reorganise {
            for input in inputs {
                switch input {
                case .connected(let block): try connect(block)
                case .disconnected(let block): fresh.append(try sequencer.disconnect(block, at: now()).result)
                case .feed: break
                }
            }
        }
    }

    private func connect(_ block: ObservedBlock) throws {
        fresh.append(
            try sequencer.connect(
                PreparedBlock(block.block, work: block.ownWork), chain: block.chain, height: block.height,
                arrival: block.arrival,
                at: max(now(), block.observed)
            ).result)
    }

    private func record(_ input: Input) throws {
        fresh.append(try sequencer.admit(input, at: now()).result)
    }

    // MARK: Time and people

    /// Lets time pass: records a tick where a deadline needs it, closes days, takes submissions in, signs the head.
    ///
    /// - Parameter reconciled: sources that have been asked, and miss nothing up to a height.
    public func tick(reconciled: [ReconciledSource] = []) async throws {
        try await perform { writer in
            let moment = writer.now()
            for source in reconciled { try writer.closeGap(of: source) }
            let store = writer.sequencer.store
            if let deadline = try writer.sequencer.supervisor.nextDeadline(in: store.state), deadline <= moment {
                try writer.record(.clockTick)
            } else if try !writer.sequencer.supervisor.due(at: moment, in: store.state).isEmpty {
                try writer.record(.clockTick)
            }
            try writer.weighChains(at: moment)
            try writer.takeSubmissions()
        }
        try await perform { writer in
            let head = try writer.sequencer.store.ledger.head()
            let last = try writer.sequencer.store.checkpoints.last()
            if last?.head.size != head.size {
                try writer.sequencer.store.checkpoints.sign(
                    with: writer.signer, origin: writer.sequencer.store.description.origin)
            }
        }
    }

    /// A gap that an earlier run left open, and that this run's observer therefore does not know, is closed once the
    /// source stands by the recorded tip: an open gap is an accusation.
    private func closeGap(of source: ReconciledSource) throws {
        guard let tip = try sequencer.supervisor.tip(of: source.chain, in: sequencer.store.state),
            tip.openGaps.contains(where: { $0.utf8.elementsEqual(source.name.utf8) }), tip.height == source.height
        else { return }
        try record(
            .feedRecovered(
                FeedRecovery(
                    chain: source.chain, source: source.name, fromHeight: source.height, toHeight: source.height)))
    }

    /// A chain that lags too far leaves the common watermark, so that no participant can hold up the others; one that
    /// has caught up comes back. A chain that is alone holds up nobody.
    ///
    /// What happened before a run has to be fetched first: each chain has its limit from the start of the run on, lest the
    /// others go on without it and find absent what is only not read yet.
    private func weighChains(at moment: Timestamp) throws {
        let chains = sequencer.configuration.chains
        guard chains.count > 1 else { return }
        let start = started ?? moment
        started = start
        for chain in chains {
            guard let tip = try sequencer.supervisor.tip(of: chain.id, in: sequencer.store.state) else { continue }
            let isLagging = moment.interval(since: max(tip.ruleTime, tip.alive)) > chain.suspendAfter
            let isLate = isLagging && moment.interval(since: start) > chain.suspendAfter
            if isLate, !tip.isSuspended { try record(.chainSuspended(chain.id)) }
            if !isLagging, tip.isSuspended { try record(.chainResumed(chain.id)) }
        }
    }

    private func takeSubmissions() throws {
        let inbox = sequencer.store.inbox
        for submission in try inbox.pending(limit: 100) {
            if let json = try? CanonicalJSON.decode(submission.bytes, maximumBytes: Inbox.maximumBytes),
                let input = try? Input(json: json), case .caseDecision = input
            {
                do {
                    try record(input)
                    try sequencer.flush()
                } catch let error as SupervisionError {
                    refused(submission, "\(error)")
                }
            } else {
                refused(submission, "expected a case decision")
            }
            try inbox.remove(submission)
        }
    }

    /// The submitter may still be waiting: the refusal stands in the store for `yushi status`.
    private func refused(_ submission: Inbox.Submission, _ reason: String) {
        FailureNote.write(directory: sequencer.store.layout.directory, name: submission.name, text: reason)
    }

    /// Makes everything durable; for the end of the node.
    public func finish() async throws {
        try await perform { _ in }
    }

    private func perform(_ body: @escaping @Sendable (LedgerWriter) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async {
                do {
                    try body(self)
                    try self.sequencer.flush()
                    let results = self.fresh
                    self.fresh.removeAll()
                    for result in results { self.listener(result) }
                    continuation.resume()
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }
}
