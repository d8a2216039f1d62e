public import SupervisionModel

/// What the store knows about one verified block, on the best chain or beside it.
public struct BlockEntry: Sendable, Hashable {
    public let chain: ChainID
    public let height: UInt64
    public let hash: Digest32
    public let parent: Digest32
    /// SHA-256 of the raw block in the archive.
    public let bytes: Digest32
    /// SHA-256 of its spent-output record in the archive; `nil` as long as the block was never connected.
    public let spent: Digest32?
    /// Whether it is on the best chain now.
    public let isConnected: Bool
    /// Cumulative work up to and including the block, 32 bytes big-endian, so that the order of bytes is that of work.
    public let work: Digest32
    /// Header time in seconds since 1970.
    public let time: UInt32

    public init(
        chain: ChainID, height: UInt64, hash: Digest32, parent: Digest32, bytes: Digest32, spent: Digest32?,
        isConnected: Bool, work: Digest32, time: UInt32
    ) {
        self.chain = chain
        self.height = height
        self.hash = hash
        self.parent = parent
        self.bytes = bytes
        self.spent = spent
        self.isConnected = isConnected
        self.work = work
        self.time = time
    }
}

/// The tip of a chain as the ledger has it.
public struct ChainCursor: Sendable, Hashable {
    public let chain: ChainID
    public let height: UInt64
    public let hash: Digest32

    public init(chain: ChainID, height: UInt64, hash: Digest32) {
        self.chain = chain
        self.height = height
        self.hash = hash
    }
}
