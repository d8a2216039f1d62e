import Foundation
import Persistence
import SupervisionModel
import Testing
import TransparencyLog
import YushiNode

@Suite struct StoreBackupTests {
    private func check(_ path: String) -> StoreCheck.Report {
        StoreCheck(directory: path, seed: NodeStore.defaultSeed, verifier: nil, decodes: true).run()
    }

    @Test("a backup taken while a writer has the store open is restored whole, and is continued to the same root")
    func backupAndRestore() throws {
        let directory = try TemporaryDirectory()
        let world = try OfflineWorld()
        let made = try world.importAll(into: directory.path + "/store")
        let writer = try NodeStore.open(at: directory.path + "/store", for: .writing)
        let written = try StoreBackup.write(directory.path + "/store", to: directory.path + "/backup", withKeys: true)
        try writer.close()
        #expect(written.head.root.hex == made.root)
        let restored = directory.path + "/restored"
        let report = try StoreBackup.restore(directory.path + "/backup", to: restored)
        #expect(report == written)
        let checked = check(restored)
        #expect(checked.findings == [])
        #expect(checked.root.hex == made.root)
        #expect(try world.importAll(into: restored) == made)
        #expect(throws: StoreError.self) { try StoreBackup.restore(directory.path + "/backup", to: restored) }
        #expect(throws: StoreError.self) {
            try StoreBackup.write(directory.path + "/store", to: directory.path + "/backup", withKeys: false)
        }
    }

    @Test("a backup with a changed byte makes no store")
    func damaged() throws {
        let directory = try TemporaryDirectory()
        _ = try OfflineWorld().importAll(into: directory.path + "/store")
        _ = try StoreBackup.write(directory.path + "/store", to: directory.path + "/backup", withKeys: true)
        let bytes = try Data(contentsOf: URL(filePath: directory.path + "/backup"))
        for place in stride(from: 3, to: bytes.count, by: bytes.count / 17) {
            var changed = bytes
            changed[place] ^= 0x10
            let (file, target) = (directory.path + "/changed", directory.path + "/target-\(place)")
            try changed.write(to: URL(filePath: file))
            #expect(throws: StoreError.self, "byte \(place)") { try StoreBackup.restore(file, to: target) }
            #expect(!NodeStore.exists(in: target))
        }
        for count in [0, 10, bytes.count - 1] {
            let file = directory.path + "/short"
            try bytes.prefix(count).write(to: URL(filePath: file))
            #expect(throws: StoreError.self) {
                try StoreBackup.restore(file, to: directory.path + "/short-\(count)")
            }
        }
    }

    @Test(
        "a manifest writes nowhere but into the store",
        arguments: ["../evil", "/evil", "archive/../../evil.blk", "log.key"])
    func foreignNames(name: String) throws {
        let directory = try TemporaryDirectory()
        let digest = String(repeating: "0", count: 64)
        let manifest =
            #"{"files":[{"bytes":0,"name":"\#(name)","sha256":"\#(digest)"}],"format":"yushi-backup/1"}"# + "\n"
        try Data(manifest.utf8).write(to: URL(filePath: directory.path + "/backup"))
        #expect(throws: StoreError.self) {
            try StoreBackup.restore(directory.path + "/backup", to: directory.path + "/restored")
        }
    }

    @Test("a store that is restored from before the last signed head signs nothing")
    func rolledBack() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/store"
        let world = try OfflineWorld()
        _ = try world.importAll(into: path)
        _ = try StoreBackup.write(path, to: directory.path + "/backup", withKeys: true)
        func sign(_ path: String) throws -> CheckpointStore.Stored {
            let store = try NodeStore.open(at: path, for: .writing)
            defer { try? store.close() }
            let signer = try LogKey.signer(of: store, directory: path, seed: NodeStore.defaultSeed)
            return try store.checkpoints.sign(with: signer, origin: store.description.origin)
        }
        // More is recorded and signed after the backup.
        let store = try NodeStore.open(at: path, for: .writing)
        let sequencer = try Sequencer(store: store, spends: UnknownSpends())
        try sequencer.admit(.clockTick, at: sequencer.time)
        try sequencer.flush()
        try store.close()
        _ = try sign(path)
        let restored = directory.path + "/restored"
        _ = try StoreBackup.restore(directory.path + "/backup", to: restored)
        try? FileManager.default.removeItem(atPath: restored + "/signed-head")
        try FileManager.default.copyItem(atPath: path + "/signed-head", toPath: restored + "/signed-head")
        do {
            _ = try sign(restored)
            Issue.record("a second history was signed")
        } catch let error as StoreError {
            #expect(error.code == .rolledBack)
        }
    }
}
