public import SupervisionModel
public import TransparencyLog

/// Proof that one item follows from one record of the ledger: item → result → record → checkpoint.
///
/// It shows this item and nothing of the others, not even their number beyond the next power of two.
public struct ItemProof: Sendable, Hashable {
    /// The canonical JSON of the item.
    public let payload: [UInt8]
    /// The salt of this item alone; others have other salts.
    public let salt: Hash
    /// The place of the item in the record.
    public let index: Int
    /// The number of leaves of the result tree.
    public let leafCount: Int
    /// From the leaf's sibling to the root's child.
    public let path: [Hash]
    public let recordProof: RecordProof

    public init(payload: [UInt8], salt: Hash, index: Int, leafCount: Int, path: [Hash], recordProof: RecordProof) {
        self.payload = payload
        self.salt = salt
        self.index = index
        self.leafCount = leafCount
        self.path = path
        self.recordProof = recordProof
    }

    /// Makes the proof of an item.
    ///
    /// - Parameters:
    ///   - payload: the canonical JSON of the item.
    ///   - key: the key of its subject, or of the day.
    ///   - leaves: all leaf hashes of the result of the record.
    /// - Throws: `.malformedProof` when the item is not at that place, and what decoding the record throws.
    public init(
        payload: [UInt8], key: HMACKey, index: Int, result: ResultTree, recordProof: RecordProof, hasher: SHA256Hasher
    ) throws(LedgerError) {
        let record = try LedgerRecord(decoding: recordProof.recordBytes)
        guard index >= 0, index < result.itemCount else {
            throw LedgerError(.malformedProof, at: record.sequence, "no item \(index) among \(result.itemCount)")
        }
        salt = Salt.make(
            key: key, sequence: record.sequence, index: UInt32(truncatingIfNeeded: index), hasher: hasher)
        guard ResultTree.leaf(payload: payload.span, salt: salt, hasher: hasher) == result.leaves[index] else {
            throw LedgerError(.malformedProof, at: record.sequence, "item \(index) has another leaf hash")
        }
        path = try result.path(to: index, hasher: hasher)
        self.payload = payload
        self.index = index
        leafCount = result.leaves.count
        self.recordProof = recordProof
    }

    /// An item that is in a ledger which the policy accepts.
    public struct Verified: Sendable, Hashable {
        public let payload: JSONValue
        public let record: LedgerRecord
        public let checkpoint: VerifiedCheckpoint
    }

    /// Verifies everything from the item up to the checkpoint and its witnesses.
    ///
    /// - Throws: `.notCanonical`, `.resultMismatch`, `.malformedProof`, and as
    ///   ``RecordProof/verify(policy:latestTime:hasher:)``.
    public func verify(
        policy: TrustPolicy, latestTime: UInt64? = nil, hasher: SHA256Hasher
    ) throws(LedgerError) -> Verified {
        let verified = try recordProof.verify(policy: policy, latestTime: latestTime, hasher: hasher)
        let sequence = verified.record.sequence
        guard leafCount >= LedgerLimits.minimumLeafCount, leafCount.nonzeroBitCount == 1, index >= 0 else {
            throw LedgerError(.malformedProof, at: sequence, "a result tree of \(leafCount) leaves")
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try CanonicalJSON.decode(payload, maximumBytes: LedgerLimits.maximumItemByteCount)
        } catch {
            throw LedgerError(.notCanonical, at: sequence, "the item: \(error)")
        }
        let leaf = ResultTree.leaf(payload: payload.span, salt: salt, hasher: hasher)
        do throws(LogError) {
            try InclusionProof(index: UInt64(index), size: UInt64(leafCount), hashes: path)
                .verify(leaf: leaf, root: verified.record.result, hasher: hasher)
        } catch {
            throw LedgerError(.resultMismatch, at: sequence, "item \(index): \(error)")
        }
        return Verified(payload: value, record: verified.record, checkpoint: verified.checkpoint)
    }
}
