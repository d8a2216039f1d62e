import Testing
import TransparencyLog

/// Tile directories made by other software.
@Suite(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
struct TileVectorTests {
    @Test(arguments: 0...15)
    func tessera(size: Int) throws {
        let hasher = SHA256Hasher()
        let key = try VerifierKey(
            String(decoding: SharedVectors.bytes("tlog-tiles-tessera/log.vkey").filter { $0 != 0x0A }, as: UTF8.self))
        let bytes = try SharedVectors.bytes("tlog-tiles-tessera/log/checkpoint.\(size)")
        let signed = try SignedCheckpoint(parsing: bytes)
        #expect(signed.encode() == bytes)
        #expect(signed.checkpoint.size == UInt64(size))
        #expect(try signed.note.verify(with: [key]).map(\.key) == [key])
        guard let coordinate = TileCoordinate.inTree(level: 0, index: 0, treeSize: UInt64(size)),
            let bundle = EntryBundleCoordinate(coordinate)
        else {
            #expect(signed.checkpoint.root == SHA256Hasher.emptyRoot)
            return
        }
        let entries = try EntryBundle.decode(SharedVectors.bytes("tlog-tiles-tessera/log/\(bundle.path)"), count: size)
        let tile = try Tile(coordinate, bytes: FolderTiles(path: "tlog-tiles-tessera/log").tile(coordinate))
        #expect(entries.map { hasher.leaf($0) } == tile.hashes)
        var frontier = Frontier()
        for hash in tile.hashes { frontier.append(hash, hasher: hasher) }
        #expect(frontier.root(hasher: hasher) == signed.checkpoint.root)
    }

    /// 300 entries: a full tile, a partial one, and a second level.
    @Test func sunlightMirror() throws {
        let hasher = SHA256Hasher()
        let folder =
            "cosignature-sunlight/witness/mirror/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"
        let checkpoint = try SignedCheckpoint(parsing: SharedVectors.bytes("\(folder)/checkpoint")).checkpoint
        let paths = try SharedVectors.files(below: folder).filter { $0 != "checkpoint" }
        #expect(Set(TileCoordinate.all(treeSize: checkpoint.size).map(\.path)) == Set(paths))
        var assembler = TileAssembler()
        var made: [Tile] = []
        for coordinate in TileCoordinate.all(treeSize: checkpoint.size) where coordinate.level == 0 {
            for hash in try Tile(coordinate, bytes: FolderTiles(path: folder).tile(coordinate)).hashes {
                assembler.append(hash, hasher: hasher) { made.append($0) }
            }
        }
        #expect(assembler.root(hasher: hasher) == checkpoint.root)
        for tile in made + assembler.partialTiles {
            #expect(try FolderTiles(path: folder).tile(tile.coordinate) == tile.bytes)
        }
    }
}
