import Testing
import TransparencyLog

@Suite struct TileTests {
    @Test(
        arguments: [
            (0, "000"), (255, "255"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067"),
            (9_223_372_036_854_775_807, "x009/x223/x372/x036/x854/x775/807"),
        ] as [(UInt64, String)])
    func paths(index: UInt64, text: String) throws {
        let full = try TileCoordinate(level: 0, index: index)
        #expect(full.path == "tile/0/\(text)")
        #expect(try TileCoordinate(path: full.path) == full)
        let partial = try TileCoordinate(level: 63, index: index, width: 44)
        #expect(partial.path == "tile/63/\(text).p/44")
        #expect(try TileCoordinate(path: partial.path) == partial)
        let bundle = try EntryBundleCoordinate(index: index, width: 255)
        #expect(bundle.path == "tile/entries/\(text).p/255")
        #expect(try EntryBundleCoordinate(path: bundle.path) == bundle)
    }

    @Test(
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/00", "tile/0/0000", "tile/0/x000", "tile/0/x000/001",
            "tile/0/001/x000", "tile/0/1/000", "tile/64/000", "tile/00/000", "tile/-1/000", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p", "tile/0/000.p/1/", "tile/0/000/",
            "/tile/0/000", "tile/0/000.p/+1", "tile/0/x001/000.p/1/2", "tile/0/x009/x223/x372/x036/x854/x775/808",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/entries/000", "tile/0/x01/000", "tile/0/X001/000",
            "tile/0/٠٠٠", "tile/0/001.p/1.p/1",
        ])
    func refusedPaths(path: String) {
        let error = #expect(throws: LogError.self) { try TileCoordinate(path: path) }
        #expect(error?.code == .malformedTilePath)
    }

    @Test(arguments: ["tile/0/000", "tile/entries/", "tile/entries/x000/001", "tile/entries/000.p/256", "tile/entries"])
    func refusedBundlePaths(path: String) {
        #expect(throws: LogError.self) { try EntryBundleCoordinate(path: path) }
    }

    /// The worked sizes of the specification sheet.
    @Test(
        arguments: [
            (0, []),
            (1, ["tile/0/000.p/1"]),
            (255, ["tile/0/000.p/255"]),
            (256, ["tile/0/000", "tile/1/000.p/1"]),
            (257, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]),
        ] as [(UInt64, [String])])
    func tilesOfSize(size: UInt64, paths: [String]) {
        #expect(TileCoordinate.all(treeSize: size).map(\.path) == paths)
    }

    @Test func tilesOfLargerSizes() {
        let tiles = TileCoordinate.all(treeSize: 70_000)
        #expect(tiles.count { $0.level == 0 && $0.isFull } == 273)
        #expect(
            tiles.filter { !($0.level == 0 && $0.isFull) }.map(\.path)
                == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"])
        let exact = TileCoordinate.all(treeSize: 65_536)
        #expect(exact.count { $0.level == 0 } == 256)
        #expect(exact.filter { $0.level > 0 }.map(\.path) == ["tile/1/000", "tile/2/000.p/1"])
    }

    @Test(arguments: 0..<50)
    func addedTilesAreTheDifference(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        let old = random.next() % 70_000
        let new = old + random.next() % 3000
        let before = Set(TileCoordinate.all(treeSize: old))
        let added = TileCoordinate.added(from: old, to: new)
        #expect(added == TileCoordinate.all(treeSize: new).filter { !before.contains($0) })
        for tile in TileCoordinate.all(treeSize: new) {
            #expect(TileCoordinate.inTree(level: tile.level, index: tile.index, treeSize: new) == tile)
        }
    }

    @Test func tileLengths() throws {
        let coordinate = try TileCoordinate(level: 0, index: 0)
        #expect(try Tile(coordinate, bytes: [UInt8](repeating: 1, count: 8192)).bytes.count == 8192)
        for count in [0, 8160, 8191, 8193, 8224] {
            let error = #expect(throws: LogError.self) {
                try Tile(coordinate, bytes: [UInt8](repeating: 1, count: count))
            }
            #expect(error?.code == .wrongTileLength)
        }
        let partial = try TileCoordinate(level: 0, index: 0, width: 2)
        #expect(throws: LogError.self) { try Tile(partial, bytes: [UInt8](repeating: 1, count: 96)) }
    }

    /// A log grown entry by entry: tiles from the assembler hold every proof, across three levels of tiles.
    @Test func assembledTilesAnswerProofs() throws {
        let hasher = SHA256Hasher()
        var assembler = TileAssembler()
        var tree = MerkleTree()
        var store = MemoryTiles()
        let size: UInt64 = 66_000
        for index in 0..<size {
            let leaf = hasher.leaf([UInt8(truncatingIfNeeded: index), UInt8(truncatingIfNeeded: index >> 8), 3])
            tree.append(leaf, hasher: hasher)
            assembler.append(leaf, hasher: hasher) { store.tiles[$0.coordinate] = $0.bytes }
        }
        for tile in assembler.partialTiles { store.tiles[tile.coordinate] = tile.bytes }
        #expect(Set(store.tiles.keys) == Set(TileCoordinate.all(treeSize: size)))
        let root = try tree.root(size: size, hasher: hasher)
        #expect(assembler.root(hasher: hasher) == root)
        let reader = TileHashReader(store, treeSize: size, hasher: hasher)
        var random = SplitMix(state: 1)
        for _ in 0..<300 {
            let index = random.next() % size
            let plan = try ProofPlan(inclusionOf: index, size: size)
            #expect(try plan.tiles(treeSize: size).count <= 4)
            #expect(try plan.proof(from: reader, hasher: hasher) == plan.proof(from: tree, hasher: hasher))
            let old = random.next() % size
            let consistency = try ProofPlan(consistencyFrom: old, to: size)
            #expect(
                try consistency.proof(from: reader, hasher: hasher) == consistency.proof(from: tree, hasher: hasher))
        }
        // Going on from the right edge gives the same tree.
        let resumed = try TileAssembler(size: size, partialTiles: assembler.partialTiles)
        #expect(resumed.root(hasher: hasher) == root)
        #expect(throws: LogError.self) { try TileAssembler(size: size + 1, partialTiles: assembler.partialTiles) }
        #expect(throws: LogError.self) { try TileAssembler(size: size, partialTiles: []) }
        let first = try TileCoordinate(level: 0, index: 0)
        store.tiles[try TileCoordinate(level: 0, index: 0, width: 10)] = Array(try store.tile(first).prefix(320))
        let small = TileHashReader(store, treeSize: 10, hasher: hasher)
        #expect(try small.hashes(of: [Subtree(level: 3, index: 0)]) == tree.hashes(of: [Subtree(level: 3, index: 0)]))
        for subtree in [
            Subtree(level: 4, index: 0), Subtree(level: 3, index: 1), Subtree(level: 0, index: 10),
            Subtree(level: 8, index: 0),
        ] {
            let error = #expect(throws: LogError.self) { try small.hashes(of: [subtree]) }
            #expect(error?.code == .tileNotInTree)
        }
    }

    @Test func bundles() throws {
        let entries: [[UInt8]] = [[1], Array(repeating: 2, count: 65_535), [3, 4]]
        let bytes = try EntryBundle.encode(entries)
        #expect(Array(bytes.prefix(5)) == [0, 1, 1, 0xFF, 0xFF])
        #expect(try EntryBundle.decode(bytes, count: 3) == entries)
        #expect(throws: LogError.self) { try EntryBundle.decode(bytes, count: 2) }
        #expect(throws: LogError.self) { try EntryBundle.decode(bytes, count: 4) }
        #expect(throws: LogError.self) { try EntryBundle.decode(bytes + [0], count: 3) }
        #expect(throws: LogError.self) { try EntryBundle.decode(bytes.dropLast(), count: 3) }
        #expect(throws: LogError.self) { try EntryBundle.decode([0, 9, 1], count: 1) }
        #expect(throws: LogError.self) { try EntryBundle.decode([0], count: 1) }
        #expect(throws: LogError.self) { try EntryBundle.decode([0, 0], count: 1) }
        #expect(throws: LogError.self) { try EntryBundle.encode([[]]) }
        #expect(throws: LogError.self) { try EntryBundle.encode([[UInt8](repeating: 0, count: 65_536)]) }
        #expect(throws: LogError.self) { try EntryBundle.encode([[UInt8]](repeating: [1], count: 257)) }
    }
}

private struct MemoryTiles: TileReader {
    var tiles: [TileCoordinate: [UInt8]] = [:]

    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        try #require(tiles[coordinate])
    }
}
