/// Which logs are accepted and which witnesses must have cosigned (C2SP tlog-policy). A verifier brings its own.
public struct TrustPolicy: Sendable, Hashable {
    /// A log whose checkpoints are accepted. The name of its key is its origin.
    public struct Log: Sendable, Hashable {
        public let key: VerifierKey
        public let url: String?
    }

    /// A witness, and what the policy calls it.
    public struct Witness: Sendable, Hashable {
        /// Opaque bytes; see ``PolicyName``.
        public let name: PolicyName
        public let key: VerifierKey
        public let url: String?
    }

    /// k of n witnesses or groups.
    public struct Group: Sendable, Hashable {
        public let name: PolicyName
        /// 1 ... number of members.
        public let threshold: Int
        public let members: [Member]
    }

    /// A witness or a group defined before, by its position in the list.
    public enum Member: Sendable, Hashable {
        case witness(Int)
        case group(Int)
    }

    public let logs: [Log]
    public let witnesses: [Witness]
    /// In the order of definition: a group refers to earlier ones only.
    public let groups: [Group]
    /// nil: `quorum none`, no cosignature needed.
    public let quorum: Member?

    init(logs: [Log], witnesses: [Witness], groups: [Group], quorum: Member?) {
        self.logs = logs
        self.witnesses = witnesses
        self.groups = groups
        self.quorum = quorum
    }

    /// Whether these witnesses together satisfy the quorum.
    ///
    /// - Parameter keys: whose cosignatures have been verified; keys that are no witness here do not count.
    public func isQuorum(_ keys: [VerifierKey]) -> Bool {
        guard let quorum else { return true }
        let hasCosigned = witnesses.map { keys.contains($0.key) }
        var groupHolds: [Bool] = []
        func holds(_ member: Member) -> Bool {
            switch member {
            case .witness(let index): hasCosigned[index]
            case .group(let index): groupHolds[index]
            }
        }
        for group in groups { groupHolds.append(group.members.count(where: holds) >= group.threshold) }
        return holds(quorum)
    }

    /// Verifies a checkpoint: signed by a log of the policy whose key name is the origin, every trusted line good,
    /// quorum met.
    ///
    /// - Parameter latestTime: as in ``SignedNote/verify(with:latestTime:)``.
    /// - Throws: `.unknownLog`, `.noTrustedSignature`, `.quorumNotMet` and what verifying the note throws.
    public func verify(_ signed: SignedCheckpoint, latestTime: UInt64? = nil) throws(LogError) -> VerifiedCheckpoint {
        let verified = try verifyIgnoringQuorum(signed, latestTime: latestTime)
        guard isQuorum(verified.cosignatures.map(\.key)) else {
            throw LogError(
                .quorumNotMet,
                "cosigned by \(verified.cosignatures.map(\.key.name.text)), which is not the quorum of the policy")
        }
        return verified
    }

    /// As ``verify(_:latestTime:)`` without asking for the quorum.
    public func verifyIgnoringQuorum(
        _ signed: SignedCheckpoint, latestTime: UInt64? = nil
    ) throws(LogError) -> VerifiedCheckpoint {
        let origin = signed.checkpoint.origin
        let keys = logs.map(\.key).filter { $0.name.text.utf8.elementsEqual(origin.utf8) }
        guard !keys.isEmpty else { throw LogError(.unknownLog, "the policy names no log \(origin.debugDescription)") }
        let signatures = try signed.note.verify(with: keys + witnesses.map(\.key), latestTime: latestTime)
        guard let log = signatures.first(where: { $0.key.type.isVerifiableLog }) else {
            throw LogError(.noTrustedSignature, "no signature of the log itself")
        }
        return VerifiedCheckpoint(
            checkpoint: signed.checkpoint, logKey: log.key,
            cosignatures: signatures.filter { $0.key.type.isVerifiableWitness })
    }
}

/// A checkpoint that a policy accepts.
public struct VerifiedCheckpoint: Sendable, Hashable {
    public let checkpoint: Checkpoint
    public let logKey: VerifierKey
    /// The good cosignatures of witnesses of the policy, with their times.
    public let cosignatures: [VerifiedSignature]
}
