/// Names one tile of hashes (C2SP tlog-tiles): `tile/<level>/<index>[.p/<width>]`.
///
/// Entry i of tile (level, index) is the root of the complete subtree of 256^level leaves number index * 256 + i.
public struct TileCoordinate: Sendable, Hashable {
    /// A full tile holds the hashes of eight levels of the tree: 256 of the lowest.
    public static let fullWidth = 256
    /// The highest level that a path may name (C2SP); trees within 2^63 − 1 leaves reach level 7.
    public static let maximumLevel = 63

    /// 0 ... 63; level 0 holds leaf hashes.
    public let level: Int
    /// 0 ... 2^63 − 1.
    public let index: UInt64
    /// The number of hashes, 1 ... 256; below 256 the tile is partial.
    public let width: Int

    /// - Throws: `.malformedTilePath` for values out of range.
    public init(level: Int, index: UInt64, width: Int = TileCoordinate.fullWidth) throws(LogError) {
        guard (0...Self.maximumLevel).contains(level), index <= TreeLimits.maximumSize,
            (1...Self.fullWidth).contains(width)
        else {
            throw LogError(.malformedTilePath, "no tile of level \(level), index \(index), width \(width)")
        }
        self.init(checkedLevel: level, index: index, width: width)
    }

    init(checkedLevel level: Int, index: UInt64, width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }

    /// Whether all 256 hashes are there; a full tile never changes and is never replaced.
    public var isFull: Bool { width == Self.fullWidth }

    /// The tile at this place in a tree of `treeSize` leaves, full or partial; nil when that tree has none there.
    public static func inTree(level: Int, index: UInt64, treeSize: UInt64) -> TileCoordinate? {
        let width = widthInTree(level: level, index: index, treeSize: treeSize)
        return width == 0 ? nil : TileCoordinate(checkedLevel: level, index: index, width: width)
    }

    private static func widthInTree(level: Int, index: UInt64, treeSize: UInt64) -> Int {
        guard (0...maximumLevel).contains(level) else { return 0 }
        let hashes = treeSize >> UInt64(8 * level)
        let full = hashes >> 8
        if index < full { return fullWidth }
        return index == full ? Int(hashes & 255) : 0
    }

    /// All tiles of a tree, lowest level first, left to right.
    public static func all(treeSize: UInt64) -> [TileCoordinate] {
        added(from: 0, to: treeSize)
    }

    /// The tiles that a tree of `newSize` has and a tree of `oldSize` (not larger) has not: what must be written when
    /// a checkpoint of the new size is published.
    public static func added(from oldSize: UInt64, to newSize: UInt64) -> [TileCoordinate] {
        var tiles: [TileCoordinate] = []
        var level = 0
        while newSize >> UInt64(8 * level) > 0 {
            let oldHashes = oldSize >> UInt64(8 * level)
            let newHashes = newSize >> UInt64(8 * level)
            var index = oldHashes >> 8
            while index < newHashes >> 8 {
                tiles.append(TileCoordinate(checkedLevel: level, index: index, width: fullWidth))
                index += 1
            }
            if newHashes & 255 != 0, newHashes != oldHashes {
                tiles.append(TileCoordinate(checkedLevel: level, index: newHashes >> 8, width: Int(newHashes & 255)))
            }
            level += 1
        }
        return tiles
    }

    /// The path below the log's prefix, such as `tile/0/x001/x234/067.p/8`.
    public var path: String {
        "tile/\(level)/" + TilePath.encode(index: index, width: width)
    }

    /// Parses a path. Every tile has one path only.
    ///
    /// - Throws: `.malformedTilePath`.
    public init(path: String) throws(LogError) {
        let parts = try TilePath.split(path)
        guard parts.count >= 3, parts[0].elementsEqual("tile".utf8), parts[1].count <= 2,
            let level = DecimalNumber.parse(parts[1]), level <= UInt64(Self.maximumLevel)
        else { throw TilePath.malformed(path) }
        let (index, width) = try TilePath.decode(parts[2...], of: path)
        self.init(checkedLevel: Int(level), index: index, width: width)
    }
}
