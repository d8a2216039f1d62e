public import SupervisionModel

/// Who may sign a block, by the word of the blocks before it: validators change only as the old ones have decided.
///
/// * Reference chain: each header names the set that signs the next block.
/// * EVM chains: votes in headers since the last epoch, by more than half of the validators (EIP-225, Besu `VoteTally`), or
///   signatures over the first block of the new set that are a quorum of the old one.
/// * FISCO BCOS: such signatures.
///
/// Remembers a bounded number of headers; the oldest go first.
public struct ValidatorHistory: Sendable {
    private struct State {
        let header: SealedHeader
        /// Standing votes, by whom about whom.
        var votes: [SealedHeader.Vote]
        /// Who signs the next block, as far as votes say.
        var next: ValidatorSet
    }

    /// Headers that are remembered.
    public static let limit = 16_384
    /// Blocks between two epochs, at which standing votes are dropped (EIP-225; Besu's default).
    public static let defaultEpoch: UInt64 = 30_000

    /// Who signs the first block; nil: nobody is known to.
    private let pinned: ValidatorSet?
    private let epoch: UInt64
    private var states: [Digest32: State] = [:]
    private var order: [Digest32] = []

    public init(pinned: ValidatorSet?, epoch: UInt64 = defaultEpoch) {
        self.pinned = pinned
        self.epoch = max(1, epoch)
    }

    public func header(_ id: Digest32) -> SealedHeader? { states[id]?.header }

    /// Takes a verified header in. Of headers whose parent is not remembered the set itself is taken as what stands.
    public mutating func remember(_ header: SealedHeader) {
        guard states[header.id] == nil else { return }
        var state = State(header: header, votes: [], next: header.validators)
        if let parent = states[header.parent], parent.header.validators == header.validators,
            !header.height.isMultiple(of: epoch)
        {
            state.votes = parent.votes
        }
        if let vote = header.vote { Self.count(vote, in: &state) }
        states[header.id] = state
        order.append(header.id)
        if order.count > Self.limit + Self.limit / 8 {
            for id in order.prefix(order.count - Self.limit) { states[id] = nil }
            order.removeFirst(order.count - Self.limit)
        }
    }

    private static func count(_ vote: SealedHeader.Vote, in state: inout State) {
        let members = state.header.validators.members
        guard members.contains(where: { $0.key == vote.voter }) else { return }
        state.votes.removeAll { $0.voter == vote.voter && $0.subject == vote.subject }
        // A vote for what is already so says nothing.
        guard members.contains(where: { $0.key == vote.subject }) != vote.isAddition else { return }
        state.votes.append(vote)
        let standing = state.votes.count { $0.subject == vote.subject && $0.isAddition == vote.isAddition }
        guard standing > members.count / 2 else { return }
        state.votes.removeAll { $0.subject == vote.subject || (!vote.isAddition && $0.voter == vote.subject) }
        let next =
            vote.isAddition
            ? members + [ValidatorSet.Member(key: vote.subject, weight: 1)]
            : members.filter { $0.key != vote.subject }
        state.next = ValidatorSet(state.header.validators.scheme, next) ?? state.next
    }

    /// Why a header may not follow its parent; nil when it may.
    ///
    /// - Returns: English, what was found and expected.
    public func refusal(of header: SealedHeader) -> String? {
        guard let parent = states[header.parent] else {
            guard let pinned, !Self.isSame(header.validators, pinned) else { return nil }
            return "\(header.validators.members.count) validators (\(header.validators.fingerprint)), expected the "
                + "\(pinned.members.count) registered ones (\(pinned.fingerprint))"
        }
        if header.milliseconds < parent.header.milliseconds {
            return "time \(header.milliseconds) before the parent's \(parent.header.milliseconds)"
        }
        if header.height != parent.header.height + 1 {
            return "height \(header.height) after \(parent.header.height)"
        }
        if let expected = parent.header.nextValidators {
            guard header.ownValidators == expected else {
                return "validators \(header.ownValidators?.hex ?? "none"), the parent names \(expected)"
            }
            return nil
        }
        let old = parent.header.validators
        let isAllowed =
            Self.isSame(header.validators, old) || Self.isSame(header.validators, parent.next)
            || header.isSigned(byQuorumOf: old)
        return isAllowed
            ? nil
            : "\(header.validators.members.count) validators instead of \(old.members.count) without the votes or "
                + "signatures of the old ones"
    }

    /// The same members, in whatever order.
    private static func isSame(_ left: ValidatorSet, _ right: ValidatorSet) -> Bool {
        left.scheme == right.scheme && Set(left.members) == Set(right.members)
    }
}
