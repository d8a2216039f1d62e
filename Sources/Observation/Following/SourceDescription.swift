/// What the follower must know of one source of a chain: an endpoint of a participant.
public struct SourceDescription: Hashable, Sendable {
    /// Name in the ledger and on pages; unique in the chain.
    public let name: String
    /// Whether it publishes anything.
    public let pushes: Bool
    /// Whether it publishes whole blocks.
    public let pushesBlocks: Bool
    /// Whether it can be asked: tip, headers, blocks.
    public let answers: Bool

    public init(name: String, pushes: Bool, pushesBlocks: Bool, answers: Bool) {
        self.name = name
        self.pushes = pushes
        self.pushesBlocks = pushesBlocks
        self.answers = answers
    }
}
