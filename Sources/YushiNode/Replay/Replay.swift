import AuditLedger
public import ChainFormats
public import Persistence
import Supervision
public import SupervisionModel
public import TransparencyLog

/// Recomputes every conclusion of a ledger from its recorded inputs and the archived blocks, and compares the bytes.
public struct Replay {
    /// What a replay found.
    public struct Report: Sendable {
        public var records: UInt64 = 0
        public var items: UInt64 = 0
        public var root = Hash()
        /// Items that could only be checked by their kept leaf hash, because their key was destroyed.
        public var redacted: UInt64 = 0
        public var semantics: Int64 = 0
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

    public init(store: Store, naming: any EntityNaming = AddressNaming()) {
        self.store = store
        self.naming = naming
    }

    /// - Parameters:
    ///   - from: compare from this record on; those before it are folded without comparing.
    ///   - progress: called now and then with the number of records done.
    public func run(from first: UInt64 = 0, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> Report {
        let head = try store.ledger.head()
        var report = Report()
        let networks = ChainNetworks()
        let blocks = StoredBlocks(store: store, networks: networks)
        let supervisor = Supervisor(packs: RulePackSource(), content: store.content, history: blocks, naming: naming)
        let state = MemoryStateStore()
        let hasher = SHA256Hasher()
        let maker = RecordMaker(builder: RecordBuilder(hasher: hasher), keys: store.keys)
        var frontier = Frontier()
        try store.ledger.forEachRecord(in: 0..<head.size) { stored in
            frontier.append(hasher.leaf(stored.bytes), hasher: hasher)
            guard report.firstDifference == nil else { return true }
            do {
                let admitted = try input(of: stored, blocks: blocks)
                let result = try supervisor.apply(admitted, to: state)
                state.apply(result.changes)
                if case .configChanged(let change) = admitted.input {
                    try networks.update(
                        CoreConfiguration(
                            json: CanonicalJSON.decode(
                                try store.content.content(change.config), maximumBytes: 1 << 20))
                    ) { try store.content.content($0) }
                }
                if case .engineActivated(let engine) = admitted.input { report.semantics = engine.semantics }
                report.items += UInt64(result.items.count)
                if stored.sequence >= first {
                    report.firstDifference = try difference(admitted, result, stored, maker, &report)
                }
            } catch let error as SupervisionError {
                report.firstDifference = Difference(sequence: stored.sequence, what: "\(error)")
            } catch let error as LedgerError {
                report.firstDifference = Difference(sequence: stored.sequence, what: "\(error)")
            }
            report.records += 1
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

    private func input(of stored: StoredRecord, blocks: StoredBlocks) throws -> AdmittedInput {
        let record = try LedgerRecord(decoding: stored.bytes)
        let input: Input
        switch record.input {
        case .open(let object):
            input = try read(.object(object), stored)
        case .sealed:
            guard let bytes = stored.sealed else {
                throw NodeError(.badRecord, "record \(stored.sequence): the sealed input has been erased")
            }
            do {
                input = try read(CanonicalJSON.decode(bytes, maximumBytes: 1 << 20), stored)
            } catch let error as JSONError {
                throw NodeError(.badRecord, "record \(stored.sequence): \(error)")
            }
        }
        return AdmittedInput(
            sequence: record.sequence, time: record.time, input: input, block: try block(of: input, blocks: blocks))
    }

    private func read(_ json: JSONValue, _ stored: StoredRecord) throws -> Input {
        do {
            return try Input(json: json)
        } catch {
            throw NodeError(.badRecord, "record \(stored.sequence): \(error)")
        }
    }

    private func block(of input: Input, blocks: StoredBlocks) throws -> (any BlockContent)? {
        switch input {
        case .blockConnected(let connection):
            try blocks.block(chain: connection.chain, bytes: connection.bytes, spent: connection.spent)
        case .blockDisconnected(let disconnection):
            try blocks.block(chain: disconnection.chain, height: disconnection.height, hash: disconnection.hash)
        default: nil
        }
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
