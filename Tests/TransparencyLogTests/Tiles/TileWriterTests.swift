import Testing
import TransparencyLog

@Suite struct TileWriterTests {
    /// A log that grows by random steps, written like a directory: every published size can be read completely, a path
    /// is written once, and what is superseded is there in full.
    @Test(arguments: [(HashAlgorithm.sha256, 3), (.sm3, 4)] as [(HashAlgorithm, UInt64)])
    func growingLog(algorithm: HashAlgorithm, seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let hasher = TreeHasher(algorithm)
        var writer = TileWriter(hasher: hasher)
        var folder: [String: [UInt8]] = [:]
        var tree = MerkleTree()
        var entries: [[UInt8]] = []
        #expect(try writer.publish() == writer.publish())
        while entries.count < 2_000 {
            for _ in 0..<(random.next() % 5 == 0 ? random.next() % 600 : random.next() % 9) {
                let entry = (0...random.next() % 20).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                #expect(try writer.append(entry) == UInt64(entries.count))
                entries.append(entry)
                tree.append(hasher.leaf(entry), hasher: hasher)
            }
            let publication = try writer.publish()
            for resource in publication.resources {
                #expect(resource.isImmutable)
                #expect(
                    folder.updateValue(resource.bytes, forKey: resource.path) == nil, "\(resource.path) is written once"
                )
            }
            let size = UInt64(entries.count)
            #expect(publication.size == size)
            #expect(publication.root == (try tree.root(size: size, hasher: hasher)))
            for coordinate in TileCoordinate.all(treeSize: size) {
                let bytes = try #require(folder[coordinate.path], "\(coordinate.path) of size \(size)")
                let tile = try Tile(coordinate, bytes: bytes)
                let subtrees = (0..<coordinate.width).map {
                    Subtree(level: coordinate.level * 8, index: coordinate.index * 256 + UInt64($0))
                }
                #expect(try tile.hashes == tree.hashes(of: subtrees))
                guard let bundle = EntryBundleCoordinate(coordinate) else { continue }
                let start = Int(bundle.firstEntry)
                let decoded = try EntryBundle.decode(try #require(folder[bundle.path]), count: bundle.width)
                #expect(decoded == Array(entries[start..<(start + bundle.width)]))
            }
            for path in publication.superseded {
                #expect(path.hasSuffix(".p"))
                #expect(folder[String(path.dropLast(2))] != nil, "the full file of \(path) is there")
                #expect(folder.keys.contains { $0.hasPrefix(path + "/") }, "\(path) was written")
                for key in folder.keys where key.hasPrefix(path + "/") { folder[key] = nil }
            }
            #expect(try writer.publish().resources.isEmpty, "nothing new, nothing to write")
            // As if the process had been started anew.
            if random.next() % 3 == 0 { writer = try resumed(size, folder, hasher) }
        }
        // No partial file of a place that is full is left over.
        for path in folder.keys {
            guard let mark = path.firstRange(of: ".p/") else { continue }
            #expect(folder[String(path[..<mark.lowerBound])] == nil, "\(path)")
        }
        #expect(
            try Frontier(
                size: writer.size,
                reader: TileHashReader(FolderOf(files: folder), treeSize: writer.size, hasher: hasher)
            )
            .root(hasher: hasher) == writer.root())
    }

    private func resumed(_ size: UInt64, _ folder: [String: [UInt8]], _ hasher: TreeHasher) throws -> TileWriter {
        let edge = TileCoordinate.all(treeSize: size).filter { !$0.isFull }
        let tiles = try edge.map { try Tile($0, bytes: try #require(folder[$0.path])) }
        var entries: [[UInt8]] = []
        if let coordinate = edge.first, let bundle = EntryBundleCoordinate(coordinate) {
            entries = try EntryBundle.decode(try #require(folder[bundle.path]), count: bundle.width)
        }
        // What is not the right edge is refused.
        if !entries.isEmpty {
            #expect(throws: LogError.self) {
                try TileWriter(size: size, partialTiles: tiles, partialBundle: entries.dropLast(), hasher: hasher)
            }
            #expect(throws: LogError.self) {
                try TileWriter(
                    size: size, partialTiles: tiles, partialBundle: [[0xAB]] + entries.dropFirst(), hasher: hasher)
            }
        }
        #expect(throws: LogError.self) {
            try TileWriter(size: size + 1, partialTiles: tiles, partialBundle: entries, hasher: hasher)
        }
        return try TileWriter(size: size, partialTiles: tiles, partialBundle: entries, hasher: hasher)
    }

    @Test func entriesThatCannotBe() throws {
        var writer = TileWriter(hasher: SHA256Hasher())
        for entry in [[], [UInt8](repeating: 1, count: 65_536)] {
            let error = #expect(throws: LogError.self) { try writer.append(entry) }
            #expect(error?.code == .entryLength)
        }
        #expect(writer.size == 0)
        #expect(writer.root() == SHA256Hasher.emptyRoot)
        try writer.append([UInt8](repeating: 1, count: 65_535))
        #expect(try writer.publish().resources.map(\.path) == ["tile/entries/000.p/1", "tile/0/000.p/1"])
    }

    @Test func resources() throws {
        let log = try NoteSigner(name: KeyName("l"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        let signed = try SignedCheckpoint(Checkpoint(origin: "l", size: 1, root: Hash()), signer: log)
        let resource = LogResource(signed)
        #expect(resource.path == "checkpoint")
        #expect(resource.bytes == signed.encode())
        #expect(!resource.isImmutable)
        #expect(resource.contentType == "text/plain; charset=utf-8")
        let tile = LogResource(try Tile(TileCoordinate(level: 0, index: 0, width: 1), hashes: [Hash()]))
        #expect(tile.contentType == "application/octet-stream")
        #expect(tile.cacheControl.contains("immutable"))
    }
}

private struct FolderOf: TileReader {
    let files: [String: [UInt8]]

    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        try #require(files[coordinate.path])
    }
}
