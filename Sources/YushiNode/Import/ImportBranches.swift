import ChainFormats
import Persistence
import SupervisionModel

/// Blocks beside the best chain that an import has read, until one of their branches wins or the import ends.
///
/// Bounded: a file that never comes to a point does not fill the memory.
struct ImportBranches {
    /// A path from a block of the best chain.
    struct Branch {
        let forkHeight: UInt64
        /// From the fork up.
        let blocks: [PreparedBlock]
        /// Cumulative work at its end.
        let work: UInt256
    }

    private static let maximumBlocks = 1_000
    private let profile: ChainProfile
    private var blocks: [Digest32: PreparedBlock] = [:]

    init(profile: ChainProfile) {
        self.profile = profile
    }

    /// The branch that ends with the block; `nil` when it does not lead to the best chain.
    mutating func add(_ block: PreparedBlock, chain: ChainID, store: Store) throws -> Branch? {
        guard blocks.count < Self.maximumBlocks else {
            throw NodeError(
                .notLinked, "more than \(Self.maximumBlocks) blocks beside the best chain; order the files by height")
        }
        blocks[block.hash] = block
        var path = [block]
        var parent = block.previous
        while let member = blocks[parent] {
            path.append(member)
            parent = member.previous
        }
        // A branch that lost before and goes on now: its blocks come back from the archive.
        while let entry = try store.blocks.block(chain, hash: parent), !entry.isConnected {
            let stored = try store.archive.read(entry.bytes)
            path.append(PreparedBlock(try profile.block(recorded: stored)))
            parent = entry.parent
        }
        guard let fork = try store.blocks.block(chain, hash: parent), fork.isConnected else { return nil }
        path.reverse()
        let work = path.reduce(fork.cumulativeWork) { $0 + $1.work }
        return Branch(forkHeight: fork.height, blocks: path, work: work)
    }

    mutating func remove(_ branch: Branch) {
        for block in branch.blocks { blocks[block.hash] = nil }
    }
}
