import AuditLedger
import Persistence
import Supervision
import SupervisionModel
import Testing
import TransparencyLog
import YushiNode

@Suite struct ImportTests {
    @Test("the same files give the same root, wherever the process was killed in between")
    func interruptedImport() throws {
        let world = try OfflineWorld()
        let whole = try TemporaryDirectory()
        let expected = try world.importAll(into: whole.path)
        for kills: Set<Int> in [[3], [19], [21, 24], [22], [23, 30], [5, 6, 7, 25, 26, 38]] {
            let broken = try TemporaryDirectory()
            let result = try world.importAll(into: broken.path, killedAt: kills)
            #expect(result.root == expected.root, "killed at \(kills.sorted())")
            #expect(result.size == expected.size)
        }
    }

    @Test("importing again changes nothing")
    func importTwice() throws {
        let world = try OfflineWorld()
        let directory = try TemporaryDirectory()
        let first = try world.importAll(into: directory.path)
        let second = try world.importAll(into: directory.path)
        #expect(first == second)
    }

    @Test("replay recomputes every record, reorganisation included")
    func replay() throws {
        let world = try OfflineWorld()
        let directory = try TemporaryDirectory()
        let imported = try world.importAll(into: directory.path)
        let store = try NodeStore.open(at: directory.path, for: .reading)
        let report = try Replay(store: store).run()
        #expect(report.firstDifference == nil)
        #expect(report.records == imported.size)
        #expect(report.root.hex == imported.root)
        try store.close()
    }

    @Test("what was planted is found, and nothing else")
    func alerts() throws {
        let world = try OfflineWorld()
        let directory = try TemporaryDirectory()
        _ = try world.importAll(into: directory.path)
        let store = try NodeStore.open(at: directory.path, for: .reading)
        let alerts = try StoredAlerts(store).list()
        let standing = alerts.filter { $0.finality != .retracted }
        #expect(standing.filter { $0.rule == "AML-06" }.count == 1)
        #expect(standing.filter { $0.rule == "CHN-01" }.count == 1)
        #expect(standing.allSatisfy { ["AML-06", "CHN-01"].contains($0.rule) }, "\(standing.map(\.rule))")
        #expect(standing.allSatisfy { $0.finality == .final })
        try store.close()
    }

    @Test("a proof of every item leads to the signed checkpoint; a changed byte does not")
    func proofs() throws {
        let world = try OfflineWorld()
        let directory = try TemporaryDirectory()
        _ = try world.importAll(into: directory.path)
        let store = try NodeStore.open(at: directory.path, for: .writing)
        let signer = try LogKey.signer(of: store, directory: directory.path, seed: NodeStore.defaultSeed)
        try store.checkpoints.sign(with: signer, origin: store.description.origin)
        let policy = try TrustPolicy(parsing: Array("log \(signer.verifierKey)\nquorum none\n".utf8))
        let prover = LedgerProver(store)
        var items = 0
        for sequence in 0..<(try store.ledger.head().size) {
            let proof = try prover.record(sequence)
            #expect(throws: Never.self) { try proof.verify(policy: policy, hasher: SHA256Hasher()) }
            let record = try Require.some(try store.ledger.record(sequence))
            for index in record.items.indices {
                let bytes = try prover.item(sequence, UInt32(index))
                #expect(ProofCheck.isGood(bytes, policy))
                var broken = bytes
                broken[broken.count / 2] ^= 1
                #expect(!ProofCheck.isGood(broken, policy))
                items += 1
            }
        }
        #expect(items > 0)
        try store.close()
    }
}
