/// How much memory a store may use, and where its parts lie.
public struct StoreOptions: Sendable, Hashable {
    /// Bound of the cache of committed state. What is gathered for the next commit comes on top.
    public var stateCacheBytes: Int
    /// A new archive segment is begun when one would grow beyond this.
    public var archiveSegmentBytes: UInt64
    /// Where the last signed head is kept; best on another disk, so that a restored backup does not bring an old one.
    /// `nil`: in the store.
    public var signedHeadPath: String?

    public init(
        stateCacheBytes: Int = SQLiteStateStore.defaultCacheBytes,
        archiveSegmentBytes: UInt64 = BlockArchive.defaultSegmentBytes, signedHeadPath: String? = nil
    ) {
        self.stateCacheBytes = stateCacheBytes
        self.archiveSegmentBytes = archiveSegmentBytes
        self.signedHeadPath = signedHeadPath
    }
}
