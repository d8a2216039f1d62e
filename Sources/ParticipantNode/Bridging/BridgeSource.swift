public import ChainFormats

/// A chain that a bridge reads.
public protocol BridgeSource: Sendable {
    var kind: ChainKind { get }

    /// Height of the newest block.
    func newestHeight() async throws -> UInt64

    /// Evidence and body of the block at a height.
    func block(at height: UInt64) async throws -> (evidence: BlockEvidence, body: BlockBody)
}

/// A node answered something that cannot be used.
public struct BridgeFailure: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
