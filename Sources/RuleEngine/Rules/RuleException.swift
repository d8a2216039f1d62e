public import SupervisionModel

/// Why alerts of a rule about somebody are muted for a time: an exception for one relation, or a sandbox (监管沙盒).
///
/// A muted match is published like any other, and says who muted it; it only tells nobody.
public struct RuleException: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case exception, sandbox
    }

    public let id: String
    public let kind: Kind
    /// Names of rules; an id stands for all of its variants.
    public let rules: [String]
    /// Empty for any.
    public let subjects: [EntityRef]
    /// Chains on which all of the match happened; empty for any.
    public let chains: [ChainID]
    /// What names of `let` must say.
    public let values: [NamedScalar]
    /// Counts for matches with a rule time in [from, until).
    public let from: Timestamp
    public let until: Timestamp
    public let author: String
    public let approver: String

    public init(
        id: String, kind: Kind, rules: [String], subjects: [EntityRef], chains: [ChainID], values: [NamedScalar],
        from: Timestamp, until: Timestamp, author: String, approver: String
    ) {
        self.id = id
        self.kind = kind
        self.rules = rules
        self.subjects = subjects
        self.chains = chains
        self.values = values
        self.from = from
        self.until = until
        self.author = author
        self.approver = approver
    }

    public func names(_ rule: Rule) -> Bool {
        rules.contains { $0.utf8.elementsEqual(rule.name.utf8) || $0.utf8.elementsEqual(rule.id.utf8) }
    }

    /// Whether the match is muted; its rule is one of `rules`.
    func covers(_ match: Match) -> Bool {
        guard match.at >= from, match.at < until else { return false }
        guard subjects.isEmpty || subjects.contains(match.subject) else { return false }
        guard chains.isEmpty || isOnChains(match) else { return false }
        return values.allSatisfy { wanted in
            match.values.contains { $0.name.utf8.elementsEqual(wanted.name.utf8) && $0.value == wanted.value }
        }
    }

    /// Evidence beyond what a match names cannot be looked at: then it is not all there.
    private func isOnChains(_ match: Match) -> Bool {
        match.evidenceCount <= Int64(match.evidence.count)
            && (match.evidence.map(\.position) + [match.last]).allSatisfy { chains.contains($0.chain) }
    }
}
