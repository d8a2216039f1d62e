/// The tip of an idle chain was asked for and is unchanged: time may pass for it although no block came.
public struct FeedAlive: Hashable, Sendable {
    public let chain: ChainID
    public let height: UInt64
    public let hash: Digest32

    public init(chain: ChainID, height: UInt64, hash: Digest32) {
        self.chain = chain
        self.height = height
        self.hash = hash
    }
}

/// Something of a feed is missing and has not been fetched yet.
public struct FeedGap: Hashable, Sendable {
    /// Why the node knows of it.
    public enum Reason: String, Hashable, Sendable {
        /// A message counter jumped.
        case counter
        /// A block does not link to any known one.
        case parent
        /// A poll found a tip that was never announced.
        case poll
        /// The node itself had to drop bodies because its queue was full.
        case overflow
        /// The publisher started again.
        case restart
    }

    public let chain: ChainID
    public let source: String
    public let reason: Reason
    /// Heights that may be missing; equal bounds for one block. Absent bounds are not known yet.
    public let fromHeight: UInt64?
    public let toHeight: UInt64?
    /// Messages missing by the counter, 0 when counted otherwise.
    public let missing: Int64

    public init(
        chain: ChainID, source: String, reason: Reason, fromHeight: UInt64?, toHeight: UInt64?, missing: Int64
    ) {
        self.chain = chain
        self.source = source
        self.reason = reason
        self.fromHeight = fromHeight
        self.toHeight = toHeight
        self.missing = missing
    }
}

/// A gap is closed: everything up to `toHeight` is there and verified.
public struct FeedRecovery: Hashable, Sendable {
    public let chain: ChainID
    public let source: String
    public let fromHeight: UInt64
    public let toHeight: UInt64

    public init(chain: ChainID, source: String, fromHeight: UInt64, toHeight: UInt64) {
        self.chain = chain
        self.source = source
        self.fromHeight = fromHeight
        self.toHeight = toHeight
    }
}

/// A source has said nothing for longer than the chain's limit and could not be asked either.
public struct FeedSilence: Hashable, Sendable {
    public let chain: ChainID
    public let source: String
    public let silent: Interval

    public init(chain: ChainID, source: String, silent: Interval) {
        self.chain = chain
        self.source = source
        self.silent = silent
    }
}

/// Two sources of one chain disagree: another block at the same height, or one lags behind.
public struct FeedDivergence: Hashable, Sendable {
    public let chain: ChainID
    public let source: String
    public let other: String
    public let height: UInt64
    public let hash: Digest32
    public let otherHash: Digest32
    /// Blocks by which `source` is behind `other`, 0 for a fork at one height.
    public let lag: Int64

    public init(
        chain: ChainID, source: String, other: String, height: UInt64, hash: Digest32, otherHash: Digest32, lag: Int64
    ) {
        self.chain = chain
        self.source = source
        self.other = other
        self.height = height
        self.hash = hash
        self.otherHash = otherHash
        self.lag = lag
    }
}

/// Bytes that were refused, summed per source, reason and minute: evidence by body hash, never by block id.
public struct FeedRejection: Hashable, Sendable {
    public let chain: ChainID
    public let source: String
    /// Stable code of the failing check, such as `merkle.root` or `frames.count`.
    public let reason: String
    /// Whether the reason is that a commitment does not match the body (CHN-12).
    public let isCommitmentMismatch: Bool
    /// Start of the minute in which they arrived.
    public let minute: Timestamp
    public let count: Int64
    /// Byte offset of the first failure in the first body, -1 when there is none.
    public let offset: Int64
    /// SHA-256 of the first bodies, at most 16, in order of arrival.
    public let bodies: [Digest32]

    public init(
        chain: ChainID, source: String, reason: String, isCommitmentMismatch: Bool, minute: Timestamp, count: Int64,
        offset: Int64, bodies: [Digest32]
    ) {
        self.chain = chain
        self.source = source
        self.reason = reason
        self.isCommitmentMismatch = isCommitmentMismatch
        self.minute = minute
        self.count = count
        self.offset = offset
        self.bodies = bodies
    }
}

/// The node's clock jumped against the monotonic clock.
public struct ClockSuspicion: Hashable, Sendable {
    /// Wall clock less what the monotonic clock expects, in milliseconds.
    public let jump: Interval

    public init(jump: Interval) {
        self.jump = jump
    }
}
