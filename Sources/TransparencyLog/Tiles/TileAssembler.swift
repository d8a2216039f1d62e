/// Builds all tiles of a tree from its leaf hashes in one pass, holding only the right edge: one unfinished tile for
/// each level.
public struct TileAssembler: Sendable {
    /// The number of leaves.
    public private(set) var size: UInt64 = 0
    /// For each level the hashes of its last, unfinished tile; 0 ... 255 of them.
    private var edge: [[Hash]] = []

    /// The empty tree.
    public init() {}

    /// Goes on from the partial tiles of a tree.
    ///
    /// - Parameter partialTiles: all partial tiles of the tree of `size` leaves, in any order.
    /// - Throws: `.tileNotInTree` when one is missing or does not belong to that size.
    public init(size: UInt64, partialTiles: [Tile]) throws(LogError) {
        let expected = TileCoordinate.all(partialAtSize: size)
        guard expected.count == partialTiles.count else {
            throw LogError(
                .tileNotInTree, "size \(size) has \(expected.count) partial tiles, found \(partialTiles.count)")
        }
        var level = 0
        while size >> UInt64(8 * level) > 0 {
            edge.append([])
            level += 1
        }
        for coordinate in expected {
            guard let tile = partialTiles.first(where: { $0.coordinate == coordinate }) else {
                throw LogError(.tileNotInTree, "\(coordinate.path) is missing")
            }
            edge[coordinate.level] = tile.hashes
        }
        self.size = size
    }

    /// Adds a leaf hash.
    ///
    /// - Parameter finished: called with each tile that has become full, lowest level first.
    public mutating func append(
        _ leaf: Hash, hasher: TreeHasher, finished: (Tile) throws -> Void
    ) rethrows {
        size += 1
        var hash = leaf
        var level = 0
        while true {
            if level == edge.count {
                edge.append([])
                edge[level].reserveCapacity(TileCoordinate.fullWidth)
            }
            edge[level].append(hash)
            guard edge[level].count == TileCoordinate.fullWidth else { return }
            let coordinate = TileCoordinate(
                checkedLevel: level, index: (size >> UInt64(8 * (level + 1))) - 1, width: TileCoordinate.fullWidth)
            try finished(Tile(unchecked: coordinate, hashes: edge[level]))
            hash = MerkleTree.root(consuming: &edge[level], hasher: hasher)
            edge[level].removeAll(keepingCapacity: true)
            level += 1
        }
    }

    /// The partial tiles of the tree as it is now, lowest level first.
    public var partialTiles: [Tile] {
        edge.enumerated().compactMap { level, hashes in
            hashes.isEmpty
                ? nil
                : Tile(
                    unchecked: TileCoordinate(
                        checkedLevel: level, index: size >> UInt64(8 * (level + 1)), width: hashes.count),
                    hashes: hashes)
        }
    }

    /// The root of the tree as it is now.
    public func root(hasher: TreeHasher) -> Hash {
        var root: Hash?
        // From the leaves up: what lies to the right at a lower level joins the right end of the level above.
        for hashes in edge {
            var end = hashes.count
            while end > 0 {
                let width = 1 << end.trailingZeroBitCount
                var scratch = Array(hashes[(end - width)..<end])
                let left = MerkleTree.root(consuming: &scratch, hasher: hasher)
                root = root.map { hasher.node(left, $0) } ?? left
                end -= width
            }
        }
        return root ?? hasher.emptyRoot
    }
}

extension TileCoordinate {
    static func all(partialAtSize size: UInt64) -> [TileCoordinate] {
        var tiles: [TileCoordinate] = []
        var level = 0
        while size >> UInt64(8 * level) > 0 {
            let hashes = size >> UInt64(8 * level)
            if hashes & 255 != 0 {
                tiles.append(TileCoordinate(checkedLevel: level, index: hashes >> 8, width: Int(hashes & 255)))
            }
            level += 1
        }
        return tiles
    }
}

extension Tile {
    /// - Parameter coordinate: as wide as there are hashes.
    init(unchecked coordinate: TileCoordinate, hashes: [Hash]) {
        self.coordinate = coordinate
        self.hashes = hashes
    }
}
