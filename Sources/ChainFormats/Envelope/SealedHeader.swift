public import SupervisionModel

/// What a verified header says that the next one is checked against.
public struct SealedHeader: Hashable, Sendable {
    public let id: Digest32
    public let parent: Digest32
    public let height: UInt64
    public let milliseconds: UInt64
    /// Round in which the chain agreed on it; 0 where there are none.
    public let round: UInt64
    /// Who might sign this block. Empty where nobody signs.
    public let validators: ValidatorSet
    /// Who did: keys, each once.
    public let signers: Set<[UInt8]>
    /// Digest of the set that signs the next block, where the header says it.
    public let nextValidators: Digest32?
    /// Digest of `validators` as the chain's headers name it; only where `nextValidators` is there.
    public let ownValidators: Digest32?
    /// A vote about membership in the header (EVM chains).
    public let vote: Vote?
    /// Whether one signature makes the block (Clique): then whoever is in turn decides between branches.
    public let isSingleSigner: Bool
    /// 1, or on Clique 2 for a block of the signer in turn.
    public let weight: UInt32

    /// `voter` wants `subject` in or out.
    public struct Vote: Hashable, Sendable {
        public let voter: [UInt8]
        public let subject: [UInt8]
        public let isAddition: Bool
    }
}

extension SealedHeader {
    /// Whether the signatures over this header are enough by another set: how a changed set is vouched for by the old one.
    public func isSigned(byQuorumOf set: ValidatorSet) -> Bool {
        set.scheme == validators.scheme && set.weight(of: signers) >= set.quorum
    }
}
