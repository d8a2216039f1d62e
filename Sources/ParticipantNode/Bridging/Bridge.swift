internal import ChainFormats
internal import SupervisionModel

/// Publishes a chain block by block in the supervision protocol, and follows its reorganisations.
public struct Bridge: Sendable {
    private let source: any BridgeSource
    private let publisher: EnvelopePublisher
    /// Blocks that a reorganisation may replace.
    private static let deepestFork: UInt64 = 4_096

    public init(source: any BridgeSource, publisher: EnvelopePublisher) {
        self.source = source
        self.publisher = publisher
    }

    /// Publishes what is new since the last call.
    ///
    /// - Parameters:
    ///   - first: height of the first block that is ever published.
    ///   - isAnnounced: false: served, but not sent.
    /// - Returns: how many blocks were published.
    @discardableResult
    public func advance(first: UInt64, isAnnounced: Bool = true) async throws -> Int {
        let newest = try await source.newestHeight()
        var next = publisher.tip.map { $0.height + 1 } ?? first
        if let tip = publisher.tip, tip.height >= newest, newest >= first {
            // The same height may be another block by now.
            guard try await source.block(at: newest).evidence.id != publisher.id(at: newest) else { return 0 }
            next = newest
        }
        var count = 0
        while next <= newest {
            let block = try await source.block(at: next)
            for block in try await branch(to: block, first: first) {
                try publisher.publish(block.evidence, block.body, isAnnounced: isAnnounced)
                count += 1
            }
            next += 1
        }
        return count
    }

    private typealias Block = (evidence: BlockEvidence, body: BlockBody)

    /// The blocks from the last common one up to a block, oldest first.
    private func branch(to block: Block, first: UInt64) async throws -> [Block] {
        var branch = [block]
        while let oldest = branch.last, oldest.evidence.height > first, publisher.tip != nil,
            publisher.id(at: oldest.evidence.height - 1) != oldest.evidence.parents.first
        {
            guard UInt64(branch.count) < Self.deepestFork else {
                throw BridgeFailure("the chain has replaced more than \(Self.deepestFork) blocks")
            }
            branch.append(try await source.block(at: oldest.evidence.height - 1))
        }
        return branch.reversed()
    }
}
