import ChainFormats
import Persistence
import Supervision
public import SupervisionModel

/// Feeds block files into a store as if their blocks had been observed, as fast as they can be verified.
///
/// Times are those of the blocks and nothing about the process is recorded, so that the same files give the same root,
/// interrupted or not.
public struct BlockImport {
    /// What an import did.
    public struct Summary: Sendable {
        public var blocks = 0
        /// Blocks that were there already.
        public var known = 0
        public var bytes = 0
        public var reorganisations = 0

        public init() {}
    }

    private let sequencer: Sequencer
    private let chain: ChainID
    private let profile: ChainProfile
    private let firstHeight: UInt64?
    private var branches: ImportBranches
    public private(set) var summary = Summary()

    /// - Parameter firstHeight: height of the first block of an empty chain, where its coinbase does not say.
    public init(sequencer: Sequencer, chain: ChainID, firstHeight: UInt64? = nil) throws {
        self.sequencer = sequencer
        self.chain = chain
        self.firstHeight = firstHeight
        profile = try sequencer.networks.profile(of: chain)
        branches = ImportBranches(profile: profile)
    }

    /// Takes the next block of the files. A block that is there already is a no-op.
    ///
    /// - Parameter place: where the block stands, for messages.
    /// - Throws: `node.notLinked` for a block whose parent has not come, and the errors of the sequencer.
    public mutating func take(_ block: PreparedBlock, place: String) throws {
        summary.bytes += block.byteCount
        guard let tip = try sequencer.supervisor.tip(of: chain, in: sequencer.store.state) else {
            try anchor(block, place: place)
            try connect(block, height: try height(of: block, place: place))
            return
        }
        if block.previous == tip.hash {
            try connect(block, height: tip.hash == .zero ? tip.height : tip.height + 1)
            return
        }
        if block.hash == tip.hash { return isKnown() }
        try sequencer.flush()
        // On the best chain, or on a branch that lost: nothing new.
        if try sequencer.store.blocks.block(chain, hash: block.hash) != nil { return isKnown() }
        try takeSide(block, tip: tip, place: place)
    }

    private mutating func isKnown() { summary.known += 1 }

    private mutating func connect(_ block: PreparedBlock, height: UInt64) throws {
        try sequencer.connect(block, chain: chain, height: height, arrival: .import, at: nil)
        summary.blocks += 1
    }

    // MARK: Anchor

    private func anchor(_ block: PreparedBlock, place: String) throws {
        let height = try height(of: block, place: place)
        let moment = max(sequencer.time, Timestamp(seconds: block.seconds))
        try sequencer.admit(
            .chainAnchored(
                ChainAnchor(
                    chain: chain, height: height == 0 ? 0 : height - 1, hash: block.previous, work: "0", times: [],
                    approvers: ["import"])), at: moment)
    }

    private func height(of block: PreparedBlock, place: String) throws -> UInt64 {
        if let firstHeight { return firstHeight }
        if case .bitcoin(let decoded) = block.block, case .bitcoin(let network) = profile {
            if decoded.header.hash == network.genesis { return 0 }
            if decoded.header.previous == network.genesis { return 1 }
        }
        if let stated = block.block.statedHeight { return stated }
        throw NodeError(
            .unknownHeight,
            "\(place): the first block's coinbase does not say its height; give it with --first-height")
    }

    // MARK: Branches

    /// A block beside the best chain: kept until its branch has more work, then the chain is reorganised.
    private mutating func takeSide(_ block: PreparedBlock, tip: ChainTip, place: String) throws {
        guard let branch = try branches.add(block, chain: chain, store: sequencer.store) else {
            throw NodeError(
                .notLinked,
                "\(place): block \(block.hash) builds on \(block.previous), which has not been read; the tip is \(tip.hash) at \(tip.height)"
            )
        }
        let tipWork = try sequencer.store.blocks.block(chain, hash: tip.hash)?.cumulativeWork ?? .zero
        guard branch.work > tipWork else { return }
        let moment = max(sequencer.time, Timestamp(seconds: block.seconds))
        try sequencer.reorganise {
            var height = tip.height
            var hash = tip.hash
            while height > branch.forkHeight, let entry = try sequencer.store.blocks.block(chain, hash: hash) {
                try sequencer.disconnect(
                    BlockDisconnection(
                        chain: chain, height: height, hash: hash, fork: branch.forkHeight, successor: block.hash),
                    at: moment)
                hash = entry.parent
                height -= 1
            }
            for member in branch.blocks {
                height += 1
                try connect(member, height: height)
            }
        }
        branches.remove(branch)
        summary.reorganisations += 1
    }
}
