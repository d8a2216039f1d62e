import AuditLedger
import SupervisionModel
import Testing
import TransparencyLog

@Suite struct ItemProofTests {
    private let ledger: TestLedger
    private let policy: TrustPolicy

    init() throws {
        ledger = try TestLedger(records: 40)
        policy = try ledger.policy()
    }

    @Test func everyItem() throws {
        for sequence in 0..<40 {
            for index in 0..<(sequence % 12) {
                let proof = try ledger.itemProof(UInt64(sequence), index)
                let bytes = try proof.encode()
                let read = try ItemProof(decoding: bytes)
                #expect(read == proof)
                let verified = try read.verify(policy: policy, hasher: ledger.hasher)
                #expect(verified.payload["alert"] == .string("\(sequence).\(index)"))
                #expect(verified.record == ledger.outputs[sequence].record)
                #expect(verified.checkpoint.checkpoint.size == 40)
            }
        }
    }

    @Test func everyRecord() throws {
        for sequence in 0..<40 {
            let verified = try ledger.recordProof(UInt64(sequence)).verify(policy: policy, hasher: ledger.hasher)
            #expect(verified.record == ledger.outputs[sequence].record)
            if case .sealed = verified.record.input {
                let sealed = SealedInput(
                    bytes: TestLedger.sealedInput(UInt64(sequence)), key: ledger.subjectKey, sequence: UInt64(sequence),
                    hasher: ledger.hasher)
                #expect(try sealed.verify(against: verified.record, hasher: ledger.hasher)["type"] == "case.decision")
            } else {
                #expect(sequence % 5 != 4)
            }
        }
    }

    @Test func wrongThings() throws {
        let good = try ledger.itemProof(21, 5)
        let other = ledger.hasher.hash([1])
        func code(_ proof: ItemProof, _ policy: TrustPolicy? = nil, latest: UInt64? = nil) -> LedgerError.Code? {
            do throws(LedgerError) {
                _ = try proof.verify(policy: policy ?? self.policy, latestTime: latest, hasher: ledger.hasher)
            } catch { return error.code }
            return nil
        }
        func changed(
            payload: [UInt8]? = nil, salt: Hash? = nil, index: Int? = nil, leafCount: Int? = nil, path: [Hash]? = nil,
            record: RecordProof? = nil
        ) -> ItemProof {
            ItemProof(
                payload: payload ?? good.payload, salt: salt ?? good.salt, index: index ?? good.index,
                leafCount: leafCount ?? good.leafCount, path: path ?? good.path, recordProof: record ?? good.recordProof
            )
        }
        #expect(code(good) == nil)
        #expect(code(changed(payload: TestLedger.item(21, 4))) == .resultMismatch)
        #expect(code(changed(payload: good.payload + [0x20])) == .notCanonical)
        #expect(code(changed(salt: other)) == .resultMismatch)
        #expect(code(changed(index: 4)) == .resultMismatch)
        #expect(code(changed(index: -1)) == .malformedProof)
        #expect(code(changed(index: 16)) == .resultMismatch)
        #expect(code(changed(leafCount: 32)) == .resultMismatch)
        #expect(code(changed(leafCount: 4)) == .malformedProof)
        #expect(code(changed(leafCount: 12)) == .malformedProof)
        #expect(code(changed(path: good.path.dropLast())) == .resultMismatch)
        #expect(code(changed(path: good.path.map { _ in other })) == .resultMismatch)
        #expect(code(changed(record: try ledger.recordProof(20))) == .resultMismatch)
        let mixed = RecordProof(
            recordBytes: good.recordProof.recordBytes, proof: try ledger.recordProof(20).proof)
        #expect(code(changed(record: mixed)) == .wrongSequence)
        let moved = RecordProof(
            recordBytes: ledger.outputs[20].bytes, proof: try ledger.recordProof(20).proof)
        #expect(code(changed(record: moved)) == .resultMismatch)
        #expect(code(good, latest: 1_767_225_600) == .transparencyLog)
        #expect(code(good, try TrustPolicy(parsing: Array("quorum none\n".utf8))) == .transparencyLog)
        // An item proof cannot be made for what is not there.
        #expect(throws: LedgerError.self) { try ledger.itemProof(21, 9) }
        #expect(throws: LedgerError.self) {
            try ItemProof(
                payload: TestLedger.item(21, 4), key: ledger.subjectKey, index: 5, result: ledger.outputs[21].result,
                recordProof: ledger.recordProof(21), hasher: ledger.hasher)
        }
    }

    @Test func malformedFiles() throws {
        let text = String(decoding: try ledger.itemProof(21, 5).encode(), as: UTF8.self)
        for (old, new) in [
            ("yushi-item-proof/1", "yushi-item-proof/2"), ("\"index\":5", "\"index\":-5"),
            ("\"index\":5", "\"indexes\":5"),
            ("\"leaves\":16", "\"leaves\":0"), ("\"path\":[\"", "\"path\":[\"0"), ("\"salt\":\"", "\"salt\":\"A"),
            ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v9"), ("\"v\":1", "\"v\":7"),
            ("{\"format\"", "{\"also\":1,\"format\""),
        ] {
            #expect(text.contains(old))
            #expect(throws: LedgerError.self, "\(new)") {
                try ItemProof(decoding: Array(text.replacing(old, with: new, maxReplacements: 1).utf8))
            }
        }
        #expect(throws: LedgerError.self) { try ItemProof(decoding: []) }
        #expect(throws: LedgerError.self) { try ItemProof(decoding: Array(text.utf8.dropLast())) }
    }
}
