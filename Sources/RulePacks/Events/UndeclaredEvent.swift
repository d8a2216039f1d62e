public import RuleEngine
public import SupervisionModel

/// An event of a type that the vocabulary does not declare, as a file gives it. It takes no part in the order of the
/// chain's other events.
public struct UndeclaredEvent: Hashable, Sendable {
    public let type: String
    /// Where it stands in the file.
    public let location: SourceLocation
    public let chain: ChainID
    /// Block or header time, as the file says it.
    public let time: Timestamp
    public let height: UInt64?
    public let transaction: UInt32?
    public let index: UInt32?
}
