import GRDB
import Persistence
import Testing
import TransparencyLog

@Suite struct LedgerRebuildTests {
    private func makeStore(_ path: String) throws -> LedgerHead {
        let store = try Store.create(at: path, kind: .live, origin: "example.org/log")
        try store.commit(Fixtures.batch(0..<700).batch)
        let signer = try NoteSigner(
            name: KeyName("example.org/log"), type: .ed25519, seed: [UInt8](repeating: 7, count: 32))
        let signed = try store.checkpoints.sign { head in
            try SignedCheckpoint(
                Checkpoint(origin: "example.org/log", size: head.size, root: head.root), signer: signer
            ).encode()
        }
        try store.close()
        return signed.head
    }

    private func execute(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path + "/ledger.sqlite")
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test("tiles, edge, head and leaf hashes come back from the records")
    func mends() throws {
        let directory = TestDirectory()
        let head = try makeStore(directory("s"))
        for sql in [
            "DELETE FROM tile", "UPDATE tile SET bytes = zeroblob(8192) WHERE id = 1",
            "UPDATE edge SET bytes = zeroblob(32)", "DELETE FROM head", "UPDATE head SET size = 699",
            "UPDATE record SET leaf_hash = zeroblob(32) WHERE seq IN (3, 699)",
        ] {
            try execute(directory("s"), sql)
            let report = try LedgerRebuild.run(directory("s"))
            #expect(report.head == head, "\(sql)")
            let mended = report.leaves + report.tiles + report.edges + (report.hadWrongHead ? 1 : 0)
            #expect(mended > 0, "\(sql)")
            let store = try Store.open(at: directory("s"), for: .writing)
            #expect(try store.ledger.head() == head)
            try store.checkpoints.checkForFork()
            try store.close()
        }
        let again = try LedgerRebuild.run(directory("s"))
        #expect(again.leaves + again.tiles + again.edges == 0)
        #expect(!again.hadWrongHead)
    }

    @Test("a record that was changed, or is gone, is not made true")
    func refuses() throws {
        for sql in ["UPDATE record SET bytes = x'00' WHERE seq = 5", "DELETE FROM record WHERE seq = 699"] {
            let directory = TestDirectory()
            _ = try makeStore(directory("s"))
            try execute(directory("s"), sql)
            do {
                _ = try LedgerRebuild.run(directory("s"))
                Issue.record("\(sql) was accepted")
            } catch {
                #expect(error.code == .damaged)
            }
        }
    }
}
