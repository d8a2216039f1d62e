/// Makes the files of a growing log: entries go in, tiles and entry bundles come out. It holds the right edge only, at
/// most 256 entries and 256 hashes a level, whatever the size of the log.
///
/// The order for the caller: append; write what ``publish()`` returns; make that durable; sign and write the checkpoint.
/// A reader then never meets a checkpoint whose tiles are not there.
public struct TileWriter {
    /// What to do on disk for one publication.
    public struct Publication: Sendable, Hashable {
        /// The number of entries.
        public let size: UInt64
        /// The root of the tree.
        public let root: Hash
        /// What to write, in this order: bundles and tiles that a checkpoint of this size needs and no earlier
        /// publication had.
        public let resources: [LogResource]
        /// Folders of partial tiles and bundles, such as `tile/0/000.p`, whose full file is among the resources. They
        /// may be removed once that file is durable; readers fall back from the partial to the full one.
        public let superseded: [String]
    }

    private let hasher: TreeHasher
    private var assembler: TileAssembler
    /// The entries of the bundle that is not full yet.
    private var entries: [[UInt8]]
    private var finished: [LogResource] = []
    private var superseded: [String] = []
    /// The size at the last publication.
    private var publishedSize: UInt64

    /// The writer of an empty log.
    public init(hasher: TreeHasher) {
        self.hasher = hasher
        assembler = TileAssembler()
        entries = []
        publishedSize = 0
    }

    /// Goes on with a log that has been published up to `size`.
    ///
    /// - Parameters:
    ///   - partialTiles: all partial tiles of that size, in any order.
    ///   - partialBundle: the entries of the last bundle if it is not full, else none.
    /// - Throws: `.tileNotInTree` when tiles are missing or of another size, `.malformedBundle` when the entries are not
    ///   those that the tile of level 0 has the hashes of.
    public init(
        size: UInt64, partialTiles: [Tile], partialBundle: [[UInt8]], hasher: TreeHasher
    ) throws(LogError) {
        assembler = try TileAssembler(size: size, partialTiles: partialTiles)
        let hashes = partialTiles.first { $0.coordinate.level == 0 }?.hashes ?? []
        guard partialBundle.map({ hasher.leaf($0) }) == hashes else {
            throw LogError(
                .malformedBundle,
                "the \(partialBundle.count) entries of the last bundle do not give its \(hashes.count) hashes")
        }
        self.hasher = hasher
        entries = partialBundle
        publishedSize = size
    }

    /// The number of entries, published or not.
    public var size: UInt64 { assembler.size }

    /// The root of the tree as it is now.
    public func root() -> Hash {
        assembler.root(hasher: hasher)
    }

    /// Adds an entry.
    ///
    /// - Returns: its number, counted from 0.
    /// - Throws: `.entryLength` unless it has 1 to 65,535 bytes, `.tooLarge` at 2^63 − 1 entries: nothing was added.
    @discardableResult
    public mutating func append(_ entry: [UInt8]) throws(LogError) -> UInt64 {
        guard (1...EntryBundle.maximumEntryByteCount).contains(entry.count) else {
            throw LogError(
                .entryLength, "an entry has 1 to \(EntryBundle.maximumEntryByteCount) bytes, not \(entry.count)")
        }
        let index = size
        guard index < TreeLimits.maximumSize else { throw LogError(.tooLarge, "the log is full") }
        entries.append(entry)
        if entries.count == TileCoordinate.fullWidth {
            let bundle = try EntryBundleCoordinate(index: index >> 8)
            finished.append(LogResource(path: bundle.path, bytes: try EntryBundle.encode(entries)))
            noteSuperseded(bundle.path, level: 0, index: bundle.index)
            entries.removeAll(keepingCapacity: true)
        }
        var full: [Tile] = []
        assembler.append(hasher.leaf(entry), hasher: hasher) { full.append($0) }
        for tile in full {
            finished.append(LogResource(tile))
            noteSuperseded(tile.coordinate.path, level: tile.coordinate.level, index: tile.coordinate.index)
        }
        return index
    }

    /// A partial file at this place exists only if a publication fell between its first hash and its last.
    private mutating func noteSuperseded(_ path: String, level: Int, index: UInt64) {
        let hashes = publishedSize >> UInt64(8 * level)
        if hashes >> 8 == index, hashes & 255 != 0 { superseded.append(path + ".p") }
    }

    /// The files that a checkpoint of the present size needs. A second call without an append in between returns none.
    ///
    /// - Throws: never for what ``append(_:)`` accepted.
    public mutating func publish() throws(LogError) -> Publication {
        var resources = finished
        if size != publishedSize {
            if !entries.isEmpty {
                let bundle = try EntryBundleCoordinate(index: size >> 8, width: entries.count)
                resources.append(LogResource(path: bundle.path, bytes: try EntryBundle.encode(entries)))
            }
            let needed = TileCoordinate.added(from: publishedSize, to: size)
            resources += assembler.partialTiles.filter { needed.contains($0.coordinate) }.map { LogResource($0) }
        }
        let publication = Publication(size: size, root: root(), resources: resources, superseded: superseded)
        finished = []
        superseded = []
        publishedSize = size
        return publication
    }
}
