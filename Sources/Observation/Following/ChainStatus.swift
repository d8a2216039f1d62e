public import SupervisionModel

/// Where the observation of a chain stands, for pages and metrics.
public struct ChainStatus: Hashable, Sendable {
    public struct Source: Hashable, Sendable {
        public let name: String
        /// Height of the best block it stands by; nil when it has said nothing that is known.
        public let height: UInt64?
        /// Reasons of its open gaps.
        public let gaps: [FeedGap.Reason]
        /// How long nothing has come from it.
        public let silent: Interval
        /// Polls without an answer in a row.
        public let pollFailures: Int
        /// Its publishers, in the order of the configuration.
        public var feeds: [Feed] = []
    }

    /// One publisher of a source.
    public struct Feed: Hashable, Sendable {
        public let address: String
        public let connection: FeedConnection
    }

    /// Height of the last block handed on; nil before the first one of a chain.
    public let height: UInt64?
    public let hash: Digest32
    /// Height of the best block that a source stands by: more than `height` while bodies are missing.
    public let bestHeight: UInt64?
    public var sources: [Source]
    /// Bytes of bodies in memory.
    public let heldBytes: Int
    /// Headers in memory beside the chain handed on.
    public let sideHeaders: Int
}

extension ChainFollower {
    public var status: ChainStatus {
        let tip = tree.tip
        let heights = sources.map { source in
            source.claim.flatMap { tree.place(of: $0) }.flatMap { $0.height < 0 ? nil : UInt64($0.height) }
        }
        return ChainStatus(
            height: tip.height < 0 ? nil : UInt64(tip.height), hash: tip.header.hash,
            bestHeight: heights.compactMap { $0 }.max(),
            sources: zip(sources, heights).map { source, height in
                ChainStatus.Source(
                    name: source.description.name, height: height, gaps: source.gaps.map(\.reason),
                    silent: now.uptime - source.lastHeard, pollFailures: source.pollFailures)
            },
            heldBytes: heldBytes + orphans.byteCount, sideHeaders: tree.sideCount)
    }
}
