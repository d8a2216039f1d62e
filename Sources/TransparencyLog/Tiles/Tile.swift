/// The hashes of one tile: 32 bytes each, nothing else.
public struct Tile: Sendable, Hashable {
    public let coordinate: TileCoordinate
    public let hashes: [Hash]

    /// - Throws: `.wrongTileLength` unless there are as many hashes as the tile is wide.
    public init(_ coordinate: TileCoordinate, hashes: [Hash]) throws(LogError) {
        guard hashes.count == coordinate.width else {
            throw LogError(.wrongTileLength, "\(coordinate.path) has \(coordinate.width) hashes, found \(hashes.count)")
        }
        self.coordinate = coordinate
        self.hashes = hashes
    }

    /// Decodes the bytes of a tile.
    ///
    /// - Throws: `.wrongTileLength` unless there are exactly 32 bytes for each hash.
    public init(_ coordinate: TileCoordinate, bytes: [UInt8]) throws(LogError) {
        let expected = coordinate.width * Hash.byteCount
        guard bytes.count == expected else {
            throw LogError(.wrongTileLength, "\(coordinate.path) has \(expected) bytes, found \(bytes.count)")
        }
        self.coordinate = coordinate
        hashes = bytes.withUnsafeBytes { buffer in
            (0..<coordinate.width).compactMap { position in
                buffer.baseAddress.map { Hash(copying: $0 + position * Hash.byteCount) }
            }
        }
    }

    /// The bytes of the tile: at most 8,192.
    public var bytes: [UInt8] {
        Self.encode(hashes)
    }

    static func encode(_ hashes: some Collection<Hash>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(hashes.count * Hash.byteCount)
        for hash in hashes { hash.append(to: &output) }
        return output
    }

    /// The root of the complete subtree of `2^height` hashes at `position * 2^height` inside the tile; nil when the
    /// tile is not wide enough.
    func subtreeRoot(height: Int, position: Int, hasher: TreeHasher) -> Hash? {
        let count = 1 << height
        let start = position << height
        guard start + count <= hashes.count else { return nil }
        if height == 0 { return hashes[start] }
        var scratch = Array(hashes[start..<(start + count)])
        return MerkleTree.root(consuming: &scratch, hasher: hasher)
    }
}
