import AuditLedger
import Foundation
import Persistence
import Testing
import TransparencyLog

@Suite struct LedgerExportTests {
    private func sign(_ store: Store) throws -> NoteSigner {
        let signer = try NoteSigner(
            name: KeyName(store.description.origin), type: .ed25519, seed: [UInt8](repeating: 7, count: 32))
        _ = try store.checkpoints.sign { head in
            try SignedCheckpoint(
                Checkpoint(origin: store.description.origin, size: head.size, root: head.root), signer: signer
            ).encode()
        }
        return signer
    }

    private func verify(_ directory: String, _ signer: NoteSigner) throws -> DirectoryVerifier.Report {
        let policy = try TrustPolicy(parsing: Array("log \(signer.verifierKey)\nquorum none\n".utf8))
        return try DirectoryVerifier(policy: policy, depth: .hashes).verify(ExportedDirectory(directory))
    }

    @Test func aVerifierAcceptsWhatGrowsStepByStep() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "example.org/log")
        let target = directory("export")
        #expect(throws: StoreError.self) { try LedgerExport(store).write(to: target) }
        var size: UInt64 = 0
        for end in [1, 255, 256, 257, 300, 800] as [UInt64] {
            try store.commit(Fixtures.batch(size..<end).batch)
            size = end
            let signer = try sign(store)
            let report = try LedgerExport(store).write(to: target)
            #expect(report.head.size == end)
            #expect(try verify(target, signer).entryCount == end)
            let again = try LedgerExport(store).write(to: target)
            #expect(again.written == 0)
            #expect(again.present == report.written + report.present)
        }
    }

    @Test func exportsAnOlderCheckpoint() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "example.org/log")
        try store.commit(Fixtures.batch(0..<300).batch)
        let signer = try sign(store)
        let old = try #require(try store.checkpoints.last())
        try store.commit(Fixtures.batch(300..<900).batch)
        _ = try sign(store)
        _ = try LedgerExport(store).write(to: directory("old"), checkpoint: old)
        #expect(try verify(directory("old"), signer).entryCount == 300)
        // A newer checkpoint is not replaced by an older one.
        _ = try LedgerExport(store).write(to: directory("new"))
        let error = #expect(throws: StoreError.self) {
            try LedgerExport(store).write(to: directory("new"), checkpoint: old)
        }
        #expect(error?.code == .exportConflict)
    }

    @Test(arguments: ["tile/0/000", "tile/entries/000", "tile/1/000.p/1"])
    func otherBytesAtAPathAreAnError(name: String) throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "example.org/log")
        try store.commit(Fixtures.batch(0..<300).batch)
        _ = try sign(store)
        let target = directory("export")
        _ = try LedgerExport(store).write(to: target)
        let url = URL(fileURLWithPath: target + "/" + name)
        var bytes = try Data(contentsOf: url)
        bytes[0] ^= 1
        try bytes.write(to: url)
        let error = #expect(throws: StoreError.self) { try LedgerExport(store).write(to: target) }
        #expect(error?.code == .exportConflict)
        #expect(error?.detail.contains(name) == true)
        #expect(try Data(contentsOf: url) == bytes)
    }
}
