public import AuditLedger
public import Persistence
import SupervisionModel
import TransparencyLog

/// Makes proofs of records and items against the last signed checkpoint.
public struct LedgerProver {
    private let store: Store
    private let hasher = SHA256Hasher()

    private let fixed: CheckpointStore.Stored?

    /// - Parameter checkpoint: against which everything is proved; `nil` for the newest one that witnesses have cosigned,
    ///   else the last.
    public init(_ store: Store, checkpoint: CheckpointStore.Stored? = nil) {
        self.store = store
        fixed = checkpoint
    }

    /// The checkpoint that proves a record best.
    public static func checkpoint(of store: Store, covering sequence: UInt64) throws -> CheckpointStore.Stored? {
        if let cosigned = try store.checkpoints.lastCosigned(), sequence < cosigned.head.size { return cosigned }
        return try store.checkpoints.last()
    }

    public func record(_ sequence: UInt64) throws -> RecordProof {
        guard let checkpoint = try fixed ?? LedgerProver.checkpoint(of: store, covering: sequence) else {
            throw NodeError(.badRecord, "no checkpoint has been signed yet")
        }
        guard sequence < checkpoint.head.size, let stored = try store.ledger.record(sequence) else {
            throw NodeError(
                .badRecord, "record \(sequence) is not covered by the last checkpoint, of size \(checkpoint.head.size)")
        }
        let hashes = store.ledger.hashes(size: checkpoint.head.size)
        let plan = try ProofPlan(inclusionOf: sequence, size: checkpoint.head.size)
        let path = try plan.proof(from: hashes, hasher: hasher)
        return RecordProof(
            recordBytes: stored.bytes,
            proof: OfflineProof(
                index: sequence, hashes: path,
                signedCheckpoint: try SignedCheckpoint(parsing: try store.checkpoints.cosignedNote(of: checkpoint))))
    }

    /// The encoded proof of one item.
    public func item(_ sequence: UInt64, _ index: UInt32) throws -> [UInt8] {
        let recordProof = try record(sequence)
        guard let stored = try store.ledger.record(sequence), Int(index) < stored.items.count else {
            throw NodeError(.badRecord, "record \(sequence) has no item \(index)")
        }
        let item = stored.items[Int(index)]
        guard let payload = item.bytes else { throw NodeError(.badRecord, "item \(sequence)/\(index) has been erased") }
        let record = try LedgerRecord(decoding: stored.bytes)
        let day = try key(.day(Day(containing: record.time)), sequence)
        let tree = try ResultTree(
            sequence: sequence, items: stored.items.map { SaltedItem.erased(leaf: $0.leafHash) }, paddingKey: day,
            hasher: hasher)
        var owner = day
        if let subject = item.subject.flatMap({ EntityRef(canonicalBytes: $0) }) {
            owner = try key(.subject(subject), sequence)
        }
        return try ItemProof(
            payload: payload, key: owner, index: Int(index), result: tree, recordProof: recordProof, hasher: hasher
        ).encode()
    }

    private func key(_ reference: SaltKeyReference, _ sequence: UInt64) throws -> HMACKey {
        guard case .present(let key) = try store.keys.key(of: reference, at: sequence) else {
            throw NodeError(.badKey, "the key of record \(sequence) has been destroyed")
        }
        return key
    }
}
