public import SupervisionModel

/// A participant chain of a scenario.
public struct SimulatedChain: Hashable, Sendable {
    /// Who decides which block comes next.
    public enum Consensus: String, Sendable, CaseIterable {
        /// Quorum signatures: blocks are final at once and never replaced.
        case signed
        /// One signer at a time: a young block may be replaced.
        case authority
        /// Proof of work: intervals are exponential, young blocks may be replaced.
        case work
    }

    public let id: ChainID
    public let consensus: Consensus
    /// Seconds between blocks when nothing happens; the target of the chain.
    public let targetSeconds: Int
    /// How many blocks behind the tip a block is final, at least 1.
    public let finalityBlocks: Int

    public init(id: ChainID, consensus: Consensus, targetSeconds: Int, finalityBlocks: Int) {
        self.id = id
        self.consensus = consensus
        self.targetSeconds = targetSeconds
        self.finalityBlocks = finalityBlocks
    }
}
