import TransparencyLog

/// The right edge of the tree, in two forms that check each other: the frontier, and the partial tiles.
struct TreeEdge: Sendable {
    private(set) var frontier: Frontier
    private(set) var tiles: TileAssembler

    /// The edge of an empty tree.
    init() {
        frontier = Frontier()
        tiles = TileAssembler()
    }

    init(frontier: Frontier, tiles: TileAssembler) {
        self.frontier = frontier
        self.tiles = tiles
    }

    var size: UInt64 { frontier.size }

    /// Adds a leaf; tiles that it completed are appended to `full`.
    mutating func append(_ leaf: Hash, hasher: SHA256Hasher, full: inout [Tile]) {
        frontier.append(leaf, hasher: hasher)
        tiles.append(leaf, hasher: hasher) { full.append($0) }
    }
}
