import AuditLedger
import TransparencyLog

/// Whether an item proof verifies against a policy.
enum ProofCheck {
    static func isGood(_ bytes: [UInt8], _ policy: TrustPolicy) -> Bool {
        guard let proof = try? ItemProof(decoding: bytes) else { return false }
        return (try? proof.verify(policy: policy, hasher: SHA256Hasher())) != nil
    }
}
