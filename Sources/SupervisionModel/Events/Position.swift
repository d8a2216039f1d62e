/// Where an event stands: the one order in which every rule sees events (DESIGN.md section 6).
///
/// Order: rule time, then chain by its bytes, then height, transaction, index.
public struct Position: Hashable, Comparable, Sendable {
    public let ruleTime: Timestamp
    public let chain: ChainID
    public let height: UInt64
    /// Index of the transaction in its block; `UInt32.max` for events of the block as a whole.
    public let transaction: UInt32
    /// Index of the event in its transaction.
    public let index: UInt32

    public init(ruleTime: Timestamp, chain: ChainID, height: UInt64, transaction: UInt32, index: UInt32) {
        self.ruleTime = ruleTime
        self.chain = chain
        self.height = height
        self.transaction = transaction
        self.index = index
    }

    public static func < (left: Position, right: Position) -> Bool {
        if left.ruleTime != right.ruleTime { return left.ruleTime < right.ruleTime }
        if left.chain != right.chain { return left.chain < right.chain }
        if left.height != right.height { return left.height < right.height }
        if left.transaction != right.transaction { return left.transaction < right.transaction }
        return left.index < right.index
    }
}
