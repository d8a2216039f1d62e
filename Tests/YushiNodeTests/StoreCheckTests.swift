import Foundation
import Persistence
import SupervisionModel
import Testing
import TransparencyLog
import YushiNode

@Suite struct StoreCheckTests {
    /// A store that was closed in order, with a signed checkpoint.
    private func makeStore(_ path: String) throws -> (root: String, size: UInt64) {
        let made = try OfflineWorld().importAll(into: path)
        let store = try NodeStore.open(at: path, for: .writing)
        let signer = try LogKey.signer(of: store, directory: path, seed: NodeStore.defaultSeed)
        try store.checkpoints.sign(with: signer, origin: store.description.origin)
        try store.close()
        return made
    }

    private func check(_ path: String) throws -> StoreCheck.Report {
        StoreCheck(
            directory: path, seed: NodeStore.defaultSeed,
            verifier: try LogKey.verifier(directory: path, seed: NodeStore.defaultSeed), decodes: true
        ).run()
    }

    private func flip(_ path: String, byte: Int, bit: Int) throws {
        let file = try FileHandle(forUpdating: URL(filePath: path))
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(byte))
        let old = try #require(try file.read(upToCount: 1)?.first)
        try file.seek(toOffset: UInt64(byte))
        try file.write(contentsOf: Data([old ^ (1 << UInt8(bit))]))
    }

    @Test func aWholeStoreIsGood() throws {
        let directory = try TemporaryDirectory()
        let made = try makeStore(directory.path)
        let report = try check(directory.path)
        #expect(report.findings == [])
        #expect(report.isSealed)
        #expect(report.records == made.size)
        #expect(report.root.hex == made.root)
        #expect(report.checkpoints == 1)
        // Blocks and what they spent, of both branches; equal bytes lie there once.
        #expect(report.blocks > 43)
        #expect(report.items >= 3)
        #expect(report.contents > 2)
    }

    @Test("one flipped bit anywhere is named with its file")
    func flippedBits() throws {
        let directory = try TemporaryDirectory()
        _ = try makeStore(directory.path)
        var generator = SystemRandomNumberGenerator()
        let names = [
            "ledger.sqlite", "keys.sqlite", "outputs.sqlite", "signed-head", "store.json", "seal", "archive/000000.blk",
        ]
        for round in 0..<8 {
            for name in names {
                let path = directory.path + "/" + name
                let count = try Data(contentsOf: URL(filePath: path)).count
                let (byte, bit) = (
                    Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<8, using: &generator)
                )
                try flip(path, byte: byte, bit: bit)
                let findings = try check(directory.path).findings
                #expect(
                    findings.contains { $0.file == name },
                    "round \(round): \(name), byte \(byte), bit \(bit): \(findings)")
                try flip(path, byte: byte, bit: bit)
            }
        }
        #expect(try check(directory.path).isGood)
    }

    @Test("without a seal, what is damaged is named by record, item, content, checkpoint and block")
    func rows() throws {
        let directory = try TemporaryDirectory()
        _ = try makeStore(directory.path)
        try FileManager.default.removeItem(atPath: directory.path + "/seal")
        #expect(try check(directory.path).isGood)
        #expect(try !check(directory.path).isSealed)
        let cases: [(text: String, place: String)] = [
            (#""type":"block.connected""#, "record "), (#""type":"alert.raised""#, "item "),
            ("id: national-base", "content "), ("offline.invalid/yushi\n", "checkpoint "),
        ]
        let path = directory.path + "/ledger.sqlite"
        for (text, place) in cases {
            let bytes = try Data(contentsOf: URL(filePath: path))
            let range = try #require(bytes.range(of: Data(text.utf8)), "\(text)")
            try flip(path, byte: range.lowerBound + text.utf8.count / 2, bit: 1)
            let findings = try check(directory.path).findings
            #expect(findings.contains { $0.place.hasPrefix(place) }, "\(text): \(findings)")
            try flip(path, byte: range.lowerBound + text.utf8.count / 2, bit: 1)
        }
        #expect(try check(directory.path).isGood)
    }

    @Test("damage stops signing and writing until a clean check")
    func stops() throws {
        let directory = try TemporaryDirectory()
        _ = try makeStore(directory.path)
        let path = directory.path + "/ledger.sqlite"
        let bytes = try Data(contentsOf: URL(filePath: path))
        let place = try #require(bytes.range(of: Data(#""type":"block.connected""#.utf8))).lowerBound
        try flip(path, byte: place, bit: 0)
        // A writer finds it by itself.
        #expect(throws: StoreError.self) { try NodeStore.open(at: directory.path, for: .writing) }
        try Store.note(check(directory.path), in: directory.path)
        #expect(try Store.damage(in: directory.path)?.what.contains("ledger.sqlite") == true)
        try flip(path, byte: place, bit: 0)
        #expect(throws: StoreError.self) { try NodeStore.open(at: directory.path, for: .writing) }
        let store = try NodeStore.open(at: directory.path, for: .reading)
        do {
            _ = try store.checkpoints.sign { _ in
                Issue.record("signed")
                return []
            }
        } catch let error as StoreError {
            #expect(error.code == .halted)
        }
        try store.close()
        try Store.note(check(directory.path), in: directory.path)
        #expect(try Store.damage(in: directory.path) == nil)
        try NodeStore.open(at: directory.path, for: .writing).close()
    }
}
