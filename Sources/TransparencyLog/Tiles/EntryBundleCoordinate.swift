/// Names one bundle of up to 256 entries (C2SP tlog-tiles): `tile/entries/<index>[.p/<width>]`.
public struct EntryBundleCoordinate: Sendable, Hashable {
    /// 0 ... 2^63 − 1; the first entry of the bundle is number index * 256 of the log.
    public let index: UInt64
    /// The number of entries, 1 ... 256.
    public let width: Int

    /// - Throws: `.malformedTilePath` for values out of range.
    public init(index: UInt64, width: Int = TileCoordinate.fullWidth) throws(LogError) {
        guard index <= TreeLimits.maximumSize, (1...TileCoordinate.fullWidth).contains(width) else {
            throw LogError(.malformedTilePath, "no entry bundle \(index) of width \(width)")
        }
        self.index = index
        self.width = width
    }

    /// The bundle whose hashes a tile of level 0 holds; nil for other levels.
    public init?(_ tile: TileCoordinate) {
        guard tile.level == 0 else { return nil }
        index = tile.index
        width = tile.width
    }

    /// The number in the log of the first entry.
    public var firstEntry: UInt64 { index &* UInt64(TileCoordinate.fullWidth) }

    /// The path below the log's prefix.
    public var path: String {
        "tile/entries/" + TilePath.encode(index: index, width: width)
    }

    /// Parses a path.
    ///
    /// - Throws: `.malformedTilePath`.
    public init(path: String) throws(LogError) {
        let parts = try TilePath.split(path)
        guard parts.count >= 3, parts[0].elementsEqual("tile".utf8), parts[1].elementsEqual("entries".utf8) else {
            throw TilePath.malformed(path)
        }
        (index, width) = try TilePath.decode(parts[2...], of: path)
    }
}
