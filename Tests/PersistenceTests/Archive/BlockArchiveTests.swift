import Foundation
import Persistence
import SupervisionModel
import Testing

@Suite struct BlockArchiveTests {
    private func commit(_ store: Store, _ entries: [ArchiveEntry]) throws {
        var batch = LedgerBatch()
        for entry in entries { batch.put(entry) }
        try store.commit(batch)
    }

    private func append(_ bytes: [UInt8], to path: String) throws {
        let handle = try #require(FileHandle(forWritingAtPath: path))
        handle.seekToEndOfFile()
        handle.write(Data(bytes))
        try handle.close()
    }

    private func length(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? -1
    }

    @Test func readsWhatWasAppendedAcrossSegments() throws {
        let directory = TestDirectory()
        let options = StoreOptions(archiveSegmentBytes: 5_000)
        var generator = SplitMix(seed: 3)
        let blocks = (0..<40).map { _ in generator.bytes(Int.random(in: 0...1_500, using: &generator)) }
        do {
            let store = try Store.create(at: directory("s"), kind: .live, origin: "o", options: options)
            for block in blocks {
                let entry = try store.archive.append(block)
                #expect(try store.archive.read(entry.digest) == block)
                #expect(try store.archive.append(block) == entry)
                try commit(store, [entry])
                #expect(try store.archive.append(block) == entry)
            }
            try store.close()
        }
        let store = try Store.open(at: directory("s"), for: .reading, options: options)
        for block in blocks { #expect(try store.content.content(Fixtures.sha256(block)) == block) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.layout.archive).count > 5)
        let error = #expect(throws: StoreError.self) { try store.archive.read(Fixtures.digest(1)) }
        #expect(error?.code == .contentMissing)
    }

    @Test func keepsWholeFramesAndCutsATornOneAfterACrash() throws {
        let directory = TestDirectory()
        let committed = Array("committed".utf8)
        let appended = Array("appended only".utf8)
        let path = directory("s") + "/archive/000000.blk"
        do {
            let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
            try commit(store, [store.archive.append(committed)])
            try store.archive.append(appended)
            try store.close()
        }
        let whole = try length(path)
        // A frame of 100 bytes of which 3 were written.
        try append(Array("YSA1".utf8) + [100, 0, 0, 0, 1, 2, 3], to: path)
        let store = try Store.open(at: directory("s"), for: .writing)
        #expect(try length(path) == whole)
        #expect(try store.archive.read(Fixtures.sha256(committed)) == committed)
        // The block comes again: it is not written again.
        let entry = try store.archive.append(appended)
        #expect(try length(path) == whole)
        try commit(store, [entry])
        let next = try store.archive.append(Array("next".utf8))
        try commit(store, [next])
        #expect(try store.archive.read(next.digest) == Array("next".utf8))
        #expect(try store.archive.read(Fixtures.sha256(appended)) == appended)
    }

    @Test func reportsDamageAndMissingBytes() throws {
        let directory = TestDirectory()
        let block = [UInt8](repeating: 7, count: 1_000)
        let path = directory("s") + "/archive/000000.blk"
        do {
            let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
            try commit(store, [store.archive.append(block)])
            try store.close()
        }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[500] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        do {
            let store = try Store.open(at: directory("s"), for: .writing)
            let error = #expect(throws: StoreError.self) { try store.archive.read(Fixtures.sha256(block)) }
            #expect(error?.code == .damaged)
            #expect(error?.category == .damaged)
            try store.close()
        }
        try bytes.prefix(600).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { try Store.open(at: directory("s"), for: .writing) }
        #expect(error?.code == .damaged)
        #expect(error?.detail.contains("000000.blk") == true)
    }
}
