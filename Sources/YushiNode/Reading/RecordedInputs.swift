import AuditLedger
public import Persistence
public import Supervision
import SupervisionModel

/// The inputs of a ledger as they were admitted, each with the block it brings, from the archive.
///
/// To be walked from the first record on: how blocks are read follows from the configurations recorded before them.
public final class RecordedInputs: InputHistory {
    private let store: Store
    private let networks = ChainNetworks()
    /// Blocks of the store, read as the configurations of the inputs say that were walked so far.
    public let blocks: StoredBlocks

    public init(_ store: Store) {
        self.store = store
        blocks = StoredBlocks(store: store, networks: networks)
    }

    public func forEachInput(before end: UInt64, _ body: (AdmittedInput) throws -> Void) throws {
        try store.ledger.forEachRecord(in: 0..<end) { stored in
            try body(try admitted(stored))
            return true
        }
    }

    /// The input of a record, with its block.
    func admitted(_ stored: StoredRecord) throws -> AdmittedInput {
        let record = try LedgerRecord(decoding: stored.bytes)
        let input = try input(of: record, stored)
        if case .configChanged(let change) = input { try follow(change) }
        return AdmittedInput(
            sequence: record.sequence, time: record.time, input: input, block: try block(of: input))
    }

    /// The engine that takes over with a record; `nil` where none does.
    static func engine(of stored: StoredRecord) throws -> EngineActivation? {
        guard case .open(let object) = try LedgerRecord(decoding: stored.bytes).input,
            object["type"]?.string == "engine.activated",
            case .engineActivated(let engine) = try read(.object(object), stored)
        else { return nil }
        return engine
    }

    private func follow(_ change: ConfigChange) throws {
        let bytes = try store.content.content(change.config)
        try networks.update(CoreConfiguration(json: CanonicalJSON.decode(bytes, maximumBytes: 1 << 20))) {
            try store.content.content($0)
        }
    }

    private func input(of record: LedgerRecord, _ stored: StoredRecord) throws -> Input {
        switch record.input {
        case .open(let object): return try Self.read(.object(object), stored)
        case .sealed:
            guard let bytes = stored.sealed else {
                throw NodeError(.badRecord, "record \(stored.sequence): the sealed input has been erased")
            }
            do {
                return try Self.read(CanonicalJSON.decode(bytes, maximumBytes: 1 << 20), stored)
            } catch let error as JSONError {
                throw NodeError(.badRecord, "record \(stored.sequence): \(error)")
            }
        }
    }

    private static func read(_ json: JSONValue, _ stored: StoredRecord) throws -> Input {
        do {
            return try Input(json: json)
        } catch {
            throw NodeError(.badRecord, "record \(stored.sequence): \(error)")
        }
    }

    private func block(of input: Input) throws -> (any BlockContent)? {
        switch input {
        case .blockConnected(let connection):
            try blocks.block(chain: connection.chain, bytes: connection.bytes, spent: connection.spent)
        case .blockDisconnected(let disconnection):
            try blocks.block(chain: disconnection.chain, height: disconnection.height, hash: disconnection.hash)
        default: nil
        }
    }
}
