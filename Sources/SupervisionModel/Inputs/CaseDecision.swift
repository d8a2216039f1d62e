/// What a person decided about an alert, signed with the person's own key. Sealed in the ledger.
public struct CaseDecision: Hashable, Sendable {
    /// From a lead of the machine to a finding of people, or away from it.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// 核查属实: the facts are as the alert says.
        case verified
        /// 正式认定: a violation is found; the only outcome that counts against the subject.
        case finding
        /// 排除: there is an innocent explanation, or the alert is wrong.
        case refuted
        /// 无法认定: it could not be established either way.
        case inconclusive
        /// A finding is withdrawn on appeal.
        case overturned
    }

    /// Four eyes: one person proposes, another one approves.
    public enum Stage: String, Hashable, Sendable {
        case proposed
        case approved
    }

    public let alert: Digest32
    /// Revision of the alert that the person saw.
    public let revision: Int64
    public let outcome: Outcome
    public let stage: Stage
    /// Account name of the deciding person.
    public let by: String
    /// Ed25519 public key of that account, 32 bytes.
    public let key: [UInt8]
    public let note: String
    /// Ed25519 signature over `signedBytes`, 64 bytes.
    public let signature: [UInt8]

    public init(
        alert: Digest32, revision: Int64, outcome: Outcome, stage: Stage, by: String, key: [UInt8], note: String,
        signature: [UInt8]
    ) {
        self.alert = alert
        self.revision = revision
        self.outcome = outcome
        self.stage = stage
        self.by = by
        self.key = key
        self.note = note
        self.signature = signature
    }
}
