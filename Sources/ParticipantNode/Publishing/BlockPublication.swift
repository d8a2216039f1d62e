internal import ChainCrypto
public import ChainFormats

/// Publishes the blocks of files one after the other through a ``SimulatedNode``, with the planned reorganisations,
/// retreats and garbage between them.
///
/// The files may hold branches: a block that links to an earlier one is kept silently until its branch has more work, and
/// then announced as a reorganisation.
public struct BlockPublication: Sendable {
    /// Why it stopped.
    public enum Failure: Error, CustomStringConvertible {
        /// A block cannot be taken.
        case refused(path: String, offset: UInt64, line: Int?, reason: NodeChain.Refusal)
        /// A planned branch cannot be mined.
        case notRegtest(ReorgPlan)

        public var description: String {
            switch self {
            case .refused(let path, let offset, let line, let reason):
                "\(path): \(line.map { "line \($0)" } ?? "byte \(offset)"): \(reason)"
            case .notRegtest(let plan):
                "the branch of \(plan.depth + 1) blocks at height \(plan.height) cannot be mined: "
                    + "planned reorganisations need regtest blocks (files may hold real branches instead)"
            }
        }
    }

    /// The files, read in that order.
    public var paths: [String]
    /// How the blocks are read.
    public var network: BitcoinNetwork
    /// Pause after each block.
    public var interval: Duration = .zero
    /// Height of the first block where it does not say.
    public var firstHeight: UInt64?
    /// How many blocks the node has before anybody listens; they are not announced.
    public var preloaded = 0
    /// Reorganisations to make.
    public var reorganisations: [ReorgPlan] = []
    /// Retreats to make: so many blocks are taken away and nothing comes in their place.
    public var retreats: [ReorgPlan] = []
    /// Stop after so many blocks of the files; `nil` for all.
    public var limit: Int?

    /// The blocks of those files, at full speed, without faults.
    public init(paths: [String], network: BitcoinNetwork) {
        self.paths = paths
        self.network = network
    }

    /// Publishes everything.
    ///
    /// - Parameters:
    ///   - node: takes and announces the blocks.
    ///   - whenPreloaded: called once, when the preloaded blocks are in and before the first is announced.
    ///   - progress: called after every block with the number of blocks so far.
    /// - Throws: `BlockFileError`, ``Failure``, `CancellationError`, `ZeroMQError`.
    public func run(
        on node: SimulatedNode,
        whenPreloaded: () async throws -> Void = {},
        progress: (Int) -> Void = { _ in }
    ) async throws {
        var count = 0
        var garbage = 0
        var plans = reorganisations
        var retreats = retreats
        if preloaded == 0 { try await whenPreloaded() }
        let clock = ContinuousClock()
        var due = clock.now
        for path in paths {
            var reader = try BlockFileReader(path: path, network: network)
            while let block = try reader.next() {
                if let limit, count >= limit { break }
                try Task.checkCancellation()
                do {
                    try node.add(block.bytes, firstHeight: firstHeight, isAnnounced: count >= preloaded)
                } catch let refusal as NodeChain.Refusal {
                    throw Failure.refused(path: path, offset: block.offset, line: block.line, reason: refusal)
                }
                count += 1
                progress(count)
                if count == preloaded { try await whenPreloaded() }
                guard count > preloaded else { continue }
                if garbage < node.faults.garbageMessages {
                    try node.sendGarbage(garbage)
                    garbage += 1
                }
                if let height = node.tip?.height {
                    for plan in plans where plan.height <= height { try reorganise(plan, node) }
                    plans.removeAll { $0.height <= height }
                    for plan in retreats where plan.height <= height { try node.retreat(by: Int(plan.depth)) }
                    retreats.removeAll { $0.height <= height }
                }
                if interval > .zero {
                    due = max(due + interval, clock.now - interval)
                    try await clock.sleep(until: due)
                }
            }
        }
        while garbage < node.faults.garbageMessages {
            try node.sendGarbage(garbage)
            garbage += 1
        }
    }

    /// Mines one block more than it disconnects, on the block below them.
    private func reorganise(_ plan: ReorgPlan, _ node: SimulatedNode) throws {
        guard let tip = node.tip, tip.height >= plan.depth else { throw Failure.notRegtest(plan) }
        var height = tip.height - plan.depth
        guard var parent = node.activeHeader(at: height) else { throw Failure.notRegtest(plan) }
        for _ in 0...plan.depth {
            height += 1
            guard let bytes = RegtestBlock.mine(on: parent, height: height, tag: Array("branch".utf8)),
                let header = try? BlockHeader(bytes.span.bytes)
            else { throw Failure.notRegtest(plan) }
            try node.add(bytes)
            parent = header
        }
    }
}
