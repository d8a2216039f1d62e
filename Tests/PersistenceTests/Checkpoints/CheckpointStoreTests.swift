import Foundation
import GRDB
import Persistence
import Supervision
import SupervisionModel
import Testing
import TransparencyLog

@Suite struct CheckpointStoreTests {
    private func signer(_ origin: String = "example.org/log") throws -> NoteSigner {
        try NoteSigner(name: KeyName(origin), type: .ed25519, seed: [UInt8](repeating: 7, count: 32))
    }

    private func note(_ head: LedgerHead, origin: String = "example.org/log") throws -> [UInt8] {
        try SignedCheckpoint(
            Checkpoint(origin: origin, size: head.size, root: head.root), signer: signer(origin)
        ).encode()
    }

    private func makeStore(_ path: String, records: UInt64) throws -> Store {
        let store = try Store.create(at: path, kind: .live, origin: "example.org/log")
        try store.commit(Fixtures.batch(0..<records).batch)
        return store
    }

    private func execute(_ path: String, _ sql: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    @Test func signsEachHeadOnce() throws {
        let directory = TestDirectory()
        let store = try makeStore(directory("s"), records: 3)
        #expect(try store.checkpoints.last() == nil)
        let first = try store.checkpoints.sign { try note($0) }
        #expect(first.head == LedgerHead(size: 3, root: try Fixtures.root(3)))
        let again = try store.checkpoints.sign { _ in
            Issue.record("signed twice")
            return []
        }
        #expect(again == first)
        try store.commit(Fixtures.batch(3..<300).batch)
        let second = try store.checkpoints.sign { try note($0) }
        #expect(second.head.size == 300)
        #expect(try store.checkpoints.checkpoint(size: 3) == first)
        #expect(try store.checkpoints.last() == second)
        let text = try String(contentsOfFile: store.layout.signedHead, encoding: .utf8)
        #expect(text.contains(second.head.root.hex))
    }

    @Test func aRestoredBackupDoesNotSign() throws {
        let directory = TestDirectory()
        do {
            let store = try makeStore(directory("s"), records: 3)
            _ = try store.checkpoints.sign { try note($0) }
            try store.close()
        }
        let manager = FileManager.default
        try manager.copyItem(atPath: directory("s/ledger.sqlite"), toPath: directory("backup"))
        do {
            let store = try Store.open(at: directory("s"), for: .writing)
            try store.commit(Fixtures.batch(3..<5).batch)
            _ = try store.checkpoints.sign { try note($0) }
            try store.close()
        }
        try manager.removeItem(atPath: directory("s/ledger.sqlite"))
        for suffix in ["-wal", "-shm"] { try? manager.removeItem(atPath: directory("s/ledger.sqlite") + suffix) }
        try manager.copyItem(atPath: directory("backup"), toPath: directory("s/ledger.sqlite"))
        // Whoever swaps the file under a seal is stopped by that alone; without one the signed head is what counts.
        try manager.removeItem(atPath: directory("s/seal"))
        let store = try Store.open(at: directory("s"), for: .writing)
        let shorter = #expect(throws: StoreError.self) { try store.checkpoints.sign { try note($0) } }
        #expect(shorter?.code == .rolledBack)
        #expect(throws: StoreError.self) { try store.checkpoints.checkForFork() }

        // The restored ledger goes another way: as long as the signed one, with other records.
        var batch = LedgerBatch()
        for sequence in 3..<6 as Range<UInt64> {
            let bytes: [UInt8] = [1, 2, 3]
            batch.append(
                StoredRecord(sequence: sequence, bytes: bytes, leafHash: SHA256Hasher().leaf(bytes), items: []),
                changes: StateChanges([]))
        }
        try store.commit(batch)
        let other = #expect(throws: StoreError.self) {
            try store.checkpoints.sign { _ in
                Issue.record("signed a fork")
                return []
            }
        }
        #expect(other?.code == .forked)
    }

    @Test(arguments: [
        "UPDATE record SET bytes = x'00' WHERE seq = 280", "UPDATE record SET leaf_hash = zeroblob(32) WHERE seq = 290",
        "UPDATE edge SET bytes = zeroblob(32) WHERE level = 1", "UPDATE head SET frontier = zeroblob(128)",
        "DELETE FROM record WHERE seq = 299", "UPDATE head SET size = 299",
    ])
    func damageAtTheRightEdgeIsFoundBeforeSigning(sql: String) throws {
        let directory = TestDirectory()
        let store = try makeStore(directory("s"), records: 300)
        try execute(store.layout.ledger, sql)
        let error = #expect(throws: StoreError.self) {
            try store.checkpoints.sign { _ in
                Issue.record("signed damage")
                return []
            }
        }
        #expect(error?.code == .damaged)
        #expect(try store.checkpoints.last() == nil)
    }

    @Test func aCheckpointStoredMeanwhileIsNotOvertaken() throws {
        let directory = TestDirectory()
        let store = try makeStore(directory("s"), records: 3)
        let error = #expect(throws: StoreError.self) {
            try store.checkpoints.sign { head in
                try execute(
                    store.layout.ledger, "INSERT INTO checkpoint VALUES (2, zeroblob(32), x'00')")
                return try note(head)
            }
        }
        #expect(error?.code == .checkpointConflict)
    }

    @Test func anotherOriginsSignedHeadStopsSigning() throws {
        let directory = TestDirectory()
        let path = directory("head")
        let options = StoreOptions(signedHeadPath: path)
        do {
            let store = try Store.create(at: directory("a"), kind: .live, origin: "a", options: options)
            try store.commit(Fixtures.batch(0..<1).batch)
            _ = try store.checkpoints.sign { try note($0, origin: "a") }
        }
        let store = try Store.create(at: directory("b"), kind: .live, origin: "b", options: options)
        let error = #expect(throws: StoreError.self) { try store.checkpoints.checkForFork() }
        #expect(error?.code == .forked)
    }

    @Test func keepsCosignatures() throws {
        let directory = TestDirectory()
        let store = try makeStore(directory("s"), records: 1)
        try store.checkpoints.put(cosignature: "— w2 AAAA", keyID: [2], size: 1)
        try store.checkpoints.put(cosignature: "— w1 AAAA", keyID: [1], size: 1)
        try store.checkpoints.put(cosignature: "— w1 BBBB", keyID: [1], size: 1)
        #expect(try store.checkpoints.cosignatures(size: 1) == ["— w1 BBBB", "— w2 AAAA"])
        #expect(try store.checkpoints.cosignatures(size: 2).isEmpty)
    }
}
