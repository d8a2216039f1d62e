/// Where tiles come from: a directory, a database, a web server.
public protocol TileReader {
    /// The bytes of one tile. When a partial tile is not there but the full one is, its first hashes may be returned.
    ///
    /// - Throws: when it is not there.
    func tile(_ coordinate: TileCoordinate) throws -> [UInt8]
}

/// Reads hashes of complete subtrees out of the tiles of a tree of fixed size: at most one tile for each eight levels.
public struct TileHashReader<Source: TileReader>: HashReader {
    private let source: Source
    private let treeSize: UInt64
    private let hasher: TreeHasher

    public init(_ source: Source, treeSize: UInt64, hasher: TreeHasher) {
        self.source = source
        self.treeSize = treeSize
        self.hasher = hasher
    }

    /// The tile that holds what is needed for a subtree.
    ///
    /// - Throws: `.tileNotInTree`.
    static func coordinate(for subtree: Subtree, treeSize: UInt64) throws(LogError) -> TileCoordinate {
        let level = subtree.level / 8
        let height = UInt64(subtree.level % 8)
        guard subtree.index <= TreeLimits.maximumSize >> height,
            let tile = TileCoordinate.inTree(level: level, index: (subtree.index << height) >> 8, treeSize: treeSize)
        else {
            throw LogError(
                .tileNotInTree, "a tree of size \(treeSize) has no subtree \(subtree.level)/\(subtree.index)")
        }
        return tile
    }

    public func hashes(of subtrees: [Subtree]) throws -> [Hash] {
        // A proof needs a handful of tiles: a list is enough.
        var tiles: [Tile] = []
        var hashes: [Hash] = []
        hashes.reserveCapacity(subtrees.count)
        for subtree in subtrees {
            let coordinate = try Self.coordinate(for: subtree, treeSize: treeSize)
            let tile: Tile
            if let known = tiles.first(where: { $0.coordinate == coordinate }) {
                tile = known
            } else {
                tile = try Tile(coordinate, bytes: try source.tile(coordinate))
                tiles.append(tile)
            }
            let height = subtree.level % 8
            let position = Int(subtree.index & (255 >> UInt64(height)))
            guard let hash = tile.subtreeRoot(height: height, position: position, hasher: hasher) else {
                throw LogError(
                    .tileNotInTree, "\(coordinate.path) does not reach subtree \(subtree.level)/\(subtree.index)")
            }
            hashes.append(hash)
        }
        return hashes
    }
}

extension ProofPlan {
    /// The tiles that the proof is made from, each once, for callers that fetch them first.
    ///
    /// - Throws: `.tileNotInTree` when the plan is for a larger tree.
    public func tiles(treeSize: UInt64) throws(LogError) -> [TileCoordinate] {
        var tiles: [TileCoordinate] = []
        for subtree in subtrees {
            let tile = try TileHashReader<NoTiles>.coordinate(for: subtree, treeSize: treeSize)
            if !tiles.contains(tile) { tiles.append(tile) }
        }
        return tiles
    }
}

/// Names the generic parameter where no tile is read.
private struct NoTiles: TileReader {
    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        throw LogError(.tileNotInTree, "no tiles")
    }
}
