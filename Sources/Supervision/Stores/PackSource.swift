public import RuleEngine
public import SupervisionModel

/// Turns recorded bytes into rules and lists. Implemented by `RulePacks` behind the node; pure: same bytes, same value.
public protocol PackSource: Sendable {
    func rules(bundle: [UInt8]) throws -> RuleSet
    func list(bundle: [UInt8]) throws -> RecordedList
}

/// A list in force: references that conditions ask for, and tags that name the producers of blocks.
public struct RecordedList: Sendable {
    public let references: ListSnapshot
    public let tags: TagList

    public init(references: ListSnapshot, tags: TagList) {
        self.references = references
        self.tags = tags
    }
}

/// Blocks that have been recorded, for looking again at what happened before a list named somebody.
public protocol BlockHistory {
    /// The block at that height of the best chain, with its spent outputs.
    func block(chain: ChainID, height: UInt64, hash: Digest32) throws -> any BlockContent
}
