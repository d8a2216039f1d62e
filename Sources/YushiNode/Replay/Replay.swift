import AuditLedger
import ChainCrypto
public import ChainFormats
public import Persistence
package import Supervision
public import SupervisionModel
public import TransparencyLog

/// Recomputes every conclusion of a ledger from its recorded inputs and the archived blocks, and compares the bytes.
///
/// A ledger may have been written by several engines, one after the other. This release recomputes the epochs that
/// follow its own semantics; of the others it says which release they need.
public struct Replay {
    /// What a replay found.
    public struct Report: Sendable {
        public var records: UInt64 = 0
        public var items: UInt64 = 0
        public var root = Hash()
        /// Items that could only be checked by their kept leaf hash, because their key was destroyed.
        public var redacted: UInt64 = 0
        public var epochs: [ReplayEpoch] = []
        public var firstDifference: Difference?

        public var isIdentical: Bool { firstDifference == nil }
    }

    /// Where the recorded and the recomputed first differ.
    public struct Difference: Sendable {
        public let sequence: UInt64
        public let what: String
    }

    private let store: Store
    private let naming: any EntityNaming
    private let packs: any PackSource
    private let semantics: Int64

    public init(store: Store, naming: any EntityNaming = AddressNaming()) {
        self.init(store: store, naming: naming, packs: RulePackSource(), semantics: Supervisor.semantics)
    }

    /// - Parameter semantics: another engine's number, for tests of a change of engines.
    package init(store: Store, naming: any EntityNaming, packs: any PackSource, semantics: Int64) {
        self.store = store
        self.naming = naming
        self.packs = packs
        self.semantics = semantics
    }

    /// - Parameters:
    ///   - from: compare from this record on; those before it are folded without comparing.
    ///   - progress: called now and then with the number of records done.
    public func run(from first: UInt64 = 0, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> Report {
        let head = try store.ledger.head()
        var report = Report()
        let inputs = RecordedInputs(store)
        let supervisor = Supervisor(
            packs: packs, content: store.content, history: inputs.blocks, naming: naming, inputs: RecordedInputs(store),
            semantics: semantics)
        let state = MemoryStateStore()
        let hasher = SHA256Hasher()
        let maker = RecordMaker(builder: RecordBuilder(hasher: hasher), keys: store.keys)
        var frontier = Frontier()
        try store.ledger.forEachRecord(in: 0..<head.size) { stored in
            frontier.append(hasher.leaf(stored.bytes), hasher: hasher)
            guard report.firstDifference == nil else { return true }
            do {
                if let engine = try RecordedInputs.engine(of: stored) {
                    report.firstDifference = try begin(engine, at: stored.sequence, supervisor, state, &report)
                }
                let admitted = try inputs.admitted(stored)
                if report.firstDifference == nil, report.epochs.last?.semantics == semantics {
                    let result = try supervisor.apply(admitted, to: state)
                    state.apply(result.changes)
                    report.items += UInt64(result.items.count)
                    if stored.sequence >= first {
                        report.firstDifference = try difference(admitted, result, stored, maker, &report)
                    }
                }
            } catch let error as SupervisionError {
                report.firstDifference = Difference(sequence: stored.sequence, what: "\(error)")
            } catch let error as LedgerError {
                report.firstDifference = Difference(sequence: stored.sequence, what: "\(error)")
            }
            report.records += 1
            report.close(at: stored.sequence)
            if report.records.isMultiple(of: 256) { progress(report.records, head.size) }
            return true
        }
        report.root = frontier.root(hasher: hasher)
        if report.firstDifference == nil, report.root != head.root {
            report.firstDifference = Difference(
                sequence: head.size, what: "root over the records is \(report.root), the head says \(head.root)")
        }
        return report
    }

    /// Another engine takes over. Where the one before could be recomputed, so is what it handed over.
    private func begin(
        _ engine: EngineActivation, at sequence: UInt64, _ supervisor: Supervisor, _ state: MemoryStateStore,
        _ report: inout Report
    ) throws -> Difference? {
        let before = report.epochs.last?.semantics
        report.epochs.append(
            ReplayEpoch(
                semantics: engine.semantics, release: engine.release, from: sequence, to: sequence,
                isIdentical: engine.semantics == semantics ? true : nil))
        guard before == semantics, let carried = engine.carried else { return nil }
        let recomputed = Digest32(SHA256.hash(try supervisor.carriedState(in: state)).bytes) ?? .zero
        guard recomputed != carried else { return nil }
        return Difference(
            sequence: sequence,
            what: "what was handed over to the next engine is recorded as \(carried), recomputed as \(recomputed)")
    }

    private func difference(
        _ admitted: AdmittedInput, _ result: StepResult, _ stored: StoredRecord, _ maker: RecordMaker,
        _ report: inout Report
    ) throws -> Difference? {
        let made = try maker.make(admitted, items: result.items)
        if made.bytes == stored.bytes { return nil }
        for index in 0..<max(made.items.count, stored.items.count) {
            let here = index < made.items.count ? made.items[index] : nil
            let there = index < stored.items.count ? stored.items[index] : nil
            if here?.leafHash != there?.leafHash {
                let text = here?.bytes.map { String(decoding: $0, as: UTF8.self) } ?? "nothing"
                return Difference(sequence: stored.sequence, what: "item \(index): recomputed \(text)")
            }
        }
        return Difference(sequence: stored.sequence, what: "the record differs in its input or result")
    }
}

extension Replay.Report {
    /// The epoch reaches to that record, and is what was found so far.
    fileprivate mutating func close(at sequence: UInt64) {
        guard let last = epochs.indices.last else { return }
        epochs[last].to = sequence
        if epochs[last].isIdentical != nil { epochs[last].isIdentical = firstDifference == nil }
    }
}
