public import TransparencyLog

/// A record and the proof that it is in the ledger.
public struct RecordProof: Sendable, Hashable {
    /// The bytes of the record.
    public let recordBytes: [UInt8]
    /// The `.tlog-proof`.
    public let proof: OfflineProof

    public init(recordBytes: [UInt8], proof: OfflineProof) {
        self.recordBytes = recordBytes
        self.proof = proof
    }

    /// A record that is in a ledger which the policy accepts.
    public struct Verified: Sendable, Hashable {
        public let record: LedgerRecord
        public let checkpoint: VerifiedCheckpoint
    }

    /// Verifies the checkpoint, the inclusion, and that the record is canonical and says its own index.
    ///
    /// - Parameter latestTime: POSIX seconds; a cosignature of a later time is refused.
    /// - Throws: `.transparencyLog`, `.wrongSequence` and what decoding a record throws.
    public func verify(
        policy: TrustPolicy, latestTime: UInt64? = nil, hasher: SHA256Hasher
    ) throws(LedgerError) -> Verified {
        let record = try LedgerRecord(decoding: recordBytes)
        guard record.sequence == proof.index else {
            throw LedgerError(
                .wrongSequence, at: record.sequence, "the proof is for leaf \(proof.index)")
        }
        do throws(LogError) {
            let checkpoint = try proof.verify(
                leaf: hasher.leaf(recordBytes), policy: policy, latestTime: latestTime, hasher: hasher)
            return Verified(record: record, checkpoint: checkpoint)
        } catch {
            throw LedgerError(.transparencyLog, at: record.sequence, "\(error)")
        }
    }
}
